package polyad.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A trained model on disk: {@code config.json} (method, format, configuration), {@code
 * model.safetensors}, and whatever its preprocessing needs, such as {@code scaler.json}.
 *
 * <pre>{@code
 * try (var writer = ModelDirectory.writer(out, "olinear", false)) {
 *   writer.config(config);
 *   Safetensors.write(writer.weights(), model.stateDict());
 *   writer.json("scaler.json", scaler);
 *   writer.commit();
 * }
 * }</pre>
 */
public final class ModelDirectory {
  /** The newest layout this version reads. */
  public static final int FORMAT = 1;

  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "model.safetensors";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private final Path path;
  private final String slug;
  private final JsonNode config;

  private ModelDirectory(Path path, String slug, JsonNode config) {
    this.path = path;
    this.slug = slug;
    this.config = config;
  }

  /**
   * Starts a model beside its destination.
   *
   * @param overwrite whether an existing model may be replaced, at commit
   * @throws UsageException when the destination exists and is not to be, or cannot be, replaced
   */
  public static Writer writer(Path out, String slug, boolean overwrite) throws IOException {
    Path target = out.toAbsolutePath().normalize();
    requireReplaceable(target, overwrite);
    Path parent = target.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    return new Writer(
        target, Files.createDirectory(AtomicFiles.sibling(target, "tmp")), slug, overwrite);
  }

  /**
   * Says early whether a model may be written there.
   *
   * @throws UsageException when it may not
   */
  public static void requireReplaceable(Path target, boolean overwrite) {
    if (!Files.exists(target)) {
      return;
    }
    if (!overwrite) {
      throw new UsageException(target + " exists: choose another name, or allow --overwrite");
    }
    if (!Files.isRegularFile(target.resolve(CONFIG))) {
      throw new UsageException(target + " is not a model directory, so it is not overwritten");
    }
  }

  /**
   * Opens a model.
   *
   * @throws UsageException when it is none, or of a newer format
   */
  public static ModelDirectory open(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      throw new UsageException(
          path + (Files.exists(path) ? " is not a directory" : " does not exist"));
    }
    Path file = path.resolve(CONFIG);
    if (!Files.isRegularFile(file)) {
      throw new UsageException(path + " is not a model directory: it has no " + CONFIG);
    }
    JsonNode json = Json.read(file);
    if (!json.path("method").isString() || !json.path("config").isObject()) {
      throw new UsageException(
          file + " is not the configuration of a model: expected the keys method and config");
    }
    int format = json.path("format").asInt(0);
    if (format > FORMAT) {
      throw new UsageException(
          "%s has format %d, newer than this Polyad's %d".formatted(file, format, FORMAT));
    }
    return new ModelDirectory(path, json.get("method").asString(), json.get("config"));
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** The name of its method. */
  public String slug() {
    return slug;
  }

  /**
   * Its method.
   *
   * @throws UsageException when this Polyad does not have it
   */
  public Method method() {
    try {
      return Methods.find(slug);
    } catch (UsageException e) {
      throw new UsageException(path.resolve(CONFIG) + ": " + e.getMessage(), e);
    }
  }

  /** Its configuration. */
  public JsonNode config() {
    return config.deepCopy();
  }

  /**
   * Its configuration as a record.
   *
   * @throws UsageException when it does not fit
   */
  public <C extends Record> C config(Class<C> type) {
    return Settings.fromJson(config, type, path.resolve(CONFIG).toString());
  }

  /**
   * Its {@code model.safetensors}.
   *
   * @throws UsageException when missing
   */
  public Path weights() {
    return file(WEIGHTS);
  }

  /** Whether it has that file. */
  public boolean has(String name) {
    return Files.isRegularFile(path.resolve(checked(name)));
  }

  /**
   * One of its files.
   *
   * @throws UsageException when missing
   */
  public Path file(String name) {
    if (!has(name)) {
      throw new UsageException("model directory " + path + " lacks " + name);
    }
    return path.resolve(name);
  }

  /**
   * A record that was kept in one of its files.
   *
   * @throws UsageException when it is missing or does not fit
   */
  public <T extends Record> T json(String name, Class<T> type) throws IOException {
    Path file = file(name);
    return Settings.fromJson(Json.read(file), type, file.toString());
  }

  /**
   * A short name of what the model is: a hash of its files' names and bytes. Copies have the same.
   */
  public String fingerprint() throws IOException {
    MessageDigest digest = sha256();
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        digest.update(path.relativize(file).toString().getBytes(UTF_8));
        try (InputStream bytes = Files.newInputStream(file);
            OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
          bytes.transferTo(sink);
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  private static String checked(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name is '" + name + "', expected letters, digits and . _ -");
    }
    return name;
  }

  /** A model that is being written; closing it before the commit leaves nothing. */
  public static final class Writer implements AutoCloseable {
    private final Path target;
    private final Path temporary;
    private final String slug;
    private final boolean overwrite;
    private boolean open = true;

    private Writer(Path target, Path temporary, String slug, boolean overwrite) {
      this.target = target;
      this.temporary = temporary;
      this.slug = slug;
      this.overwrite = overwrite;
    }

    /** Keeps the configuration from which the model is built again. */
    public Writer config(Record config) throws IOException {
      ObjectNode json = Json.mapper().createObjectNode();
      json.put("format", FORMAT);
      json.put("method", slug);
      json.set("config", Settings.toJson(config));
      Files.write(file(CONFIG), Json.write(json).getBytes(UTF_8));
      return this;
    }

    /** Where to write {@code model.safetensors}. */
    public Path weights() {
      return file(WEIGHTS);
    }

    /** Where to write a further file. */
    public Path file(String name) {
      requireOpen();
      return temporary.resolve(checked(name));
    }

    /** Keeps a record in a file of its own. */
    public Writer json(String name, Record value) throws IOException {
      Files.write(file(name), Json.write(value).getBytes(UTF_8));
      return this;
    }

    /**
     * Puts the model at its destination; an earlier one stays until this one is complete.
     *
     * @throws IllegalStateException when it was committed or closed, or has no configuration
     */
    public void commit() throws IOException {
      requireOpen();
      if (!Files.exists(temporary.resolve(CONFIG))) {
        throw new IllegalStateException("a model needs a configuration before its commit");
      }
      requireReplaceable(target, overwrite);
      AtomicFiles.forceTree(temporary);
      if (Files.exists(target)) {
        replace();
      } else {
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      }
      open = false;
      AtomicFiles.forceDirectory(target.getParent());
    }

    private void replace() throws IOException {
      Path old = AtomicFiles.sibling(target, "old");
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
      try {
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
        throw e;
      }
      AtomicFiles.deleteTree(old);
    }

    private void requireOpen() {
      if (!open) {
        throw new IllegalStateException("the model writer is closed");
      }
    }

    /** Removes what was not committed. */
    @Override
    public void close() throws IOException {
      if (open) {
        open = false;
        AtomicFiles.deleteTree(temporary);
      }
    }
  }
}
