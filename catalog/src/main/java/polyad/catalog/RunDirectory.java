package polyad.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import polyad.catalog.report.Report;
import polyad.catalog.report.ReportWriter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The directory of one run: {@code config.json}, {@code metrics.jsonl}, {@code report.md}, {@code
 * report.html}, {@code report.json}, {@code model/}; while it lasts also {@code checkpoints/} and
 * {@code results/}, from which an interrupted run continues.
 */
public final class RunDirectory {
  private static final int FORMAT = 1;
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._=+-]*");

  private final Path path;
  private final RunHeader header;
  private final JsonNode config;

  private RunDirectory(Path path, RunHeader header, JsonNode config) {
    this.path = path;
    this.header = header;
    this.config = config;
  }

  /** {@code runs/<slug>-<profile>-<timestamp>}, with a number behind it when that is taken. */
  public static Path defaultPath(Path base, RunHeader header, LocalDateTime now) {
    String name = header.method() + "-" + header.profile().label() + "-" + STAMP.format(now);
    Path path = base.resolve(name);
    for (int i = 2; Files.exists(path); i++) {
      path = base.resolve(name + "-" + i);
    }
    return path;
  }

  /**
   * Makes the directory.
   *
   * @throws UsageException when it exists and is not empty
   */
  public static RunDirectory create(Path path, RunHeader header, Record config) throws IOException {
    if (Files.exists(path) && !isEmptyDirectory(path)) {
      throw new UsageException(
          path + " exists: choose another with --out, or continue it with --resume " + path);
    }
    Files.createDirectories(path);
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("format", FORMAT);
    json.set("run", Json.mapper().valueToTree(header));
    json.set("config", Settings.toJson(config));
    json.set("machine", Json.mapper().valueToTree(machine()));
    AtomicFiles.write(path.resolve("config.json"), Json.write(json).getBytes(UTF_8));
    return new RunDirectory(path, header, json.get("config"));
  }

  /**
   * Opens the directory of an earlier run.
   *
   * @throws UsageException when it is none
   */
  public static RunDirectory open(Path path) throws IOException {
    Path file = path.resolve("config.json");
    if (!Files.isRegularFile(file)) {
      throw new UsageException(path + " is not a run directory: it has no config.json");
    }
    JsonNode json = Json.read(file);
    if (!json.path("run").isObject() || !json.path("config").isObject()) {
      throw new UsageException(file + " is not the configuration of a run: it has no run, config");
    }
    int format = json.path("format").asInt(0);
    if (format > FORMAT) {
      throw new UsageException(
          "%s has format %d, newer than this Polyad's %d".formatted(file, format, FORMAT));
    }
    RunHeader header = Settings.fromJson(json.get("run"), RunHeader.class, file.toString());
    RunDirectory directory = new RunDirectory(path, header, json.get("config"));
    directory.dropTornLine();
    return directory;
  }

  private static boolean isEmptyDirectory(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }

  private static Map<String, Object> machine() {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("java", Runtime.version().toString());
    machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    machine.put("processors", Runtime.getRuntime().availableProcessors());
    return machine;
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** What the run was asked for. */
  public RunHeader header() {
    return header;
  }

  /** The configuration it was started with. */
  public <C extends Record> C config(Class<C> type) {
    return Settings.fromJson(config, type, path.resolve("config.json").toString());
  }

  /** Where the run's model belongs. */
  public Path model() {
    return path.resolve("model");
  }

  /**
   * The directory for one training's checkpoints, made if missing.
   *
   * @param name letters, digits and {@code . _ = + -}
   */
  public Path checkpoint(String name) throws IOException {
    return Files.createDirectories(path.resolve("checkpoints").resolve(part(name)));
  }

  /** Removes what only an unfinished run needs. */
  public void clearCheckpoints() throws IOException {
    AtomicFiles.deleteTree(path.resolve("checkpoints"));
  }

  /** Appends a line to {@code metrics.jsonl}; a crash may cost the last line, never more. */
  public synchronized void appendMetric(Map<String, ?> values) throws IOException {
    byte[] line = (Json.line(values) + "\n").getBytes(UTF_8);
    try (FileChannel channel =
        FileChannel.open(metrics(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      ByteBuffer buffer = ByteBuffer.wrap(line);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
  }

  private Path metrics() {
    return path.resolve("metrics.jsonl");
  }

  /** A crash in the middle of an append leaves half a line, on which no reader should stumble. */
  private void dropTornLine() throws IOException {
    if (!Files.exists(metrics())) {
      return;
    }
    byte[] bytes = Files.readAllBytes(metrics());
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    if (end < bytes.length) {
      try (FileChannel channel = FileChannel.open(metrics(), StandardOpenOption.WRITE)) {
        channel.truncate(end);
      }
    }
  }

  /** A part's stored result, when that part was finished. */
  <T> Optional<T> result(String name, Class<T> type) throws IOException {
    Path file = path.resolve("results").resolve(part(name) + ".json");
    @Nullable T stored =
        Files.exists(file) ? Json.mapper().treeToValue(Json.read(file), type) : null;
    return Optional.ofNullable(stored);
  }

  /** Stores a part's result. */
  void storeResult(String name, Object value) throws IOException {
    Path results = Files.createDirectories(path.resolve("results"));
    AtomicFiles.write(results.resolve(part(name) + ".json"), Json.write(value).getBytes(UTF_8));
  }

  /** Writes the report in its three forms. */
  public void write(Report report) throws IOException {
    ReportWriter writer = new ReportWriter(report);
    AtomicFiles.write(path.resolve("report.md"), writer.markdown().getBytes(UTF_8));
    AtomicFiles.write(path.resolve("report.json"), Json.write(writer.json()).getBytes(UTF_8));
    AtomicFiles.write(path.resolve("report.html"), writer.html().getBytes(UTF_8));
  }

  private static String part(String name) {
    if (!PART.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name is '" + name + "', expected letters, digits and . _ = + -");
    }
    return name;
  }
}
