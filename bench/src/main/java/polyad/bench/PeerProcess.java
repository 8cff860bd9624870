package polyad.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import polyad.catalog.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The other side, a process that lives as long as the comparison. Its first line is JSON with
 * {@code version}, {@code blas}, {@code threads} and {@code parameters}, or {@code missing} when
 * its engine is not installed; then it answers each line {@code K} with the seconds and processor
 * seconds that K steps took.
 */
final class PeerProcess implements Contender {
  private final Process process;
  private final Path errors;
  private final BufferedReader in;
  private final Writer out;
  private final JsonNode about;

  private PeerProcess(Process process, Path errors) throws IOException {
    this.process = process;
    this.errors = errors;
    in = process.inputReader(UTF_8);
    out = process.outputWriter(UTF_8);
    about = parse(readLine());
  }

  /**
   * Starts the process and waits for its first line.
   *
   * @param arguments given to the script after the number of threads
   * @param environment set in addition to this process's environment
   * @throws MissingPeerException when the interpreter or its engine is not installed
   * @throws IOException when the process fails
   */
  static PeerProcess start(
      Path python,
      Path script,
      int threads,
      List<String> arguments,
      Map<String, String> environment)
      throws IOException {
    if (!Files.isExecutable(python)) {
      throw new MissingPeerException(python + " does not exist");
    }
    Path errors = Files.createTempFile("polyad-peer", ".err");
    try {
      String count = String.valueOf(threads);
      List<String> command =
          new ArrayList<>(List.of(python.toString(), "-B", script.toString(), count));
      command.addAll(arguments);
      ProcessBuilder builder = new ProcessBuilder(command);
      // Waiting as our side waits: two sets of spinning threads would disturb each other.
      builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
      builder.environment().put("OMP_NUM_THREADS", count);
      builder.environment().put("OPENBLAS_NUM_THREADS", count);
      builder.environment().putAll(environment);
      return start(builder.redirectError(errors.toFile()).start(), errors);
    } catch (IOException e) {
      Files.deleteIfExists(errors);
      throw e;
    }
  }

  private static PeerProcess start(Process process, Path errors) throws IOException {
    try {
      PeerProcess peer = new PeerProcess(process, errors);
      JsonNode missing = peer.about.get("missing");
      if (missing != null) {
        throw new MissingPeerException(missing.asString());
      }
      return peer;
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static JsonNode parse(String line) throws IOException {
    try {
      return Json.mapper().readTree(line);
    } catch (JacksonException e) {
      throw new IOException("the peer's first line is '" + line + "', expected JSON", e);
    }
  }

  /** The engine and its version. */
  String version() {
    return about.path("version").asString("?");
  }

  /** The library that multiplies its matrices. */
  String blas() {
    return about.path("blas").asString("?");
  }

  @Override
  public long parameters() {
    return about.path("parameters").asLong();
  }

  @Override
  public Turn run(int steps) throws IOException {
    out.write(steps + "\n");
    out.flush();
    String line = readLine();
    String[] parts = line.split(" ", -1);
    try {
      return new Turn(steps, Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new IOException(
          "the peer answered '" + line + "', expected its seconds and processor seconds", e);
    }
  }

  private String readLine() throws IOException {
    String line = in.readLine();
    if (line == null) {
      List<String> said = Files.readAllLines(errors);
      throw new IOException(
          "the peer's process has ended" + (said.isEmpty() ? "" : ": " + said.getLast()));
    }
    return line;
  }

  /** Ends the process, which its end of input asks it to. */
  @Override
  public void close() {
    try {
      try (out;
          in) {
        out.flush();
      } catch (IOException e) {
        process.destroyForcibly(); // it no longer listens
      }
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      Files.deleteIfExists(errors);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
