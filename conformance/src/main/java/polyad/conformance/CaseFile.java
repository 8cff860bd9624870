package polyad.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import polyad.data.FormatException;
import polyad.nn.Module;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.SafetensorsFile;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One reference case in memory. Inputs and parameters with a stored derivative are recorded for
 * derivatives.
 */
public final class CaseFile {
  private static final Pattern NUMBER = Pattern.compile("[0-9.]+(?:[eE][-+]?[0-9]+)?");

  private final Path path;
  private final Map<String, String> metadata;
  private final JsonNode config;
  private final Map<String, Tensor> tensors;

  private CaseFile(
      Path path, Map<String, String> metadata, JsonNode config, Map<String, Tensor> tensors) {
    this.path = path;
    this.metadata = metadata;
    this.config = config;
    this.tensors = tensors;
  }

  /**
   * Reads a case into the current scope.
   *
   * @throws IOException when the file is malformed, or lacks {@code method} or {@code config}
   */
  public static CaseFile read(Path path) throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      Map<String, String> metadata = file.metadata();
      String json = metadata.get("config");
      if (json == null || metadata.get("method") == null) {
        throw new FormatException(
            path, "metadata", metadata.keySet().toString(), "'method' and 'config' of a case");
      }
      JsonNode config;
      try {
        config = JsonMapper.shared().readTree(json);
      } catch (JacksonException e) {
        throw new FormatException(path, "metadata 'config'", e.getOriginalMessage(), "JSON");
      }
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (String name : file.names()) {
        tensors.put(name, TensorFiles.read(file, name));
      }
      CaseFile read = new CaseFile(path, metadata, config, tensors);
      read.record();
      return read;
    }
  }

  private void record() {
    for (String name : names("grad.")) {
      Tensor input = tensors.get("input." + name);
      if (input != null) {
        input.requiresGrad(true);
      }
      Tensor parameter = tensors.get("param." + name);
      if (parameter != null) {
        parameter.requiresGrad(true);
      }
    }
  }

  /** Where the case was read from. */
  public Path path() {
    return path;
  }

  /** The method's slug. */
  public String method() {
    return metadata.getOrDefault("method", "");
  }

  /** The method's configuration of this case. */
  public JsonNode config() {
    return config;
  }

  /** A text of the configuration. */
  public String text(String key) {
    return required(key).asString();
  }

  /** A whole number of the configuration. */
  public int integer(String key) {
    return required(key).asInt();
  }

  /** A number of the configuration. */
  public double number(String key) {
    return required(key).asDouble();
  }

  /** Whole numbers of the configuration. */
  public int[] integers(String key) {
    List<Integer> values = new ArrayList<>();
    required(key).forEach(n -> values.add(n.asInt()));
    return values.stream().mapToInt(Integer::intValue).toArray();
  }

  private JsonNode required(String key) {
    JsonNode value = config.get(key);
    if (value == null) {
      throw new IllegalArgumentException("config lacks '" + key + "'");
    }
    return value;
  }

  /** The description of the loss whose derivatives are stored. */
  public String loss() {
    return metadata.getOrDefault("loss", "");
  }

  /** The tolerance the file asks for, if any. */
  public OptionalDouble tolerance() {
    Matcher number = NUMBER.matcher(metadata.getOrDefault("tolerance", ""));
    return number.find()
        ? OptionalDouble.of(Double.parseDouble(number.group()))
        : OptionalDouble.empty();
  }

  /** 1e-9 when the case is in double precision, else 1e-4. */
  public double defaultTolerance() {
    boolean single =
        tensors.values().stream()
            .anyMatch(t -> t.dtype().real().isFloatingPoint() && t.dtype().real() != DType.F64);
    return single ? 1e-4 : 1e-9;
  }

  /** Whether there is a tensor of this full name. */
  public boolean has(String name) {
    return tensors.containsKey(name);
  }

  /** The tensor of this full name. */
  public Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("the file lacks '" + name + "'");
    }
    return tensor;
  }

  /** The input of this name without its prefix. */
  public Tensor input(String name) {
    return tensor("input." + name);
  }

  /** The names, without the prefix, of all tensors whose name starts with it, in file order. */
  public List<String> names(String prefix) {
    return tensors.keySet().stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .toList();
  }

  /** The parameters by name. */
  public Map<String, Tensor> parameters() {
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    names("param.").forEach(name -> parameters.put(name, tensor("param." + name)));
    return parameters;
  }

  /**
   * Gives a module the case's type and parameters; those named in {@code except} are not the
   * module's. Counters of batches, which are not stored, keep their value.
   */
  public <M extends Module> M load(M module, String... except) {
    Tensor any =
        tensors.values().stream()
            .filter(t -> t.dtype().isFloatingPoint())
            .findFirst()
            .orElseThrow();
    module.to(any.dtype());
    Map<String, Tensor> state = parameters();
    List.of(except).forEach(state.keySet()::remove);
    module
        .stateDict()
        .forEach(
            (name, tensor) -> {
              if (name.endsWith("num_batches_tracked")) {
                state.putIfAbsent(name, tensor);
              }
            });
    module.loadStateDict(state);
    return module;
  }

  /**
   * The derivatives of a loss that the file stores, each with respect to the module's parameter,
   * the file's parameter or the input of that name.
   */
  public Map<String, Tensor> gradients(Tensor loss, Module module) {
    Map<String, Tensor> targets = new LinkedHashMap<>();
    var own = module.namedParameters();
    for (String name : names("grad.")) {
      var parameter = own.get(name);
      if (parameter != null) {
        targets.put(name, parameter.value());
      } else {
        targets.put(name, has("input." + name) ? input(name) : tensor("param." + name));
      }
    }
    return gradients(loss, targets);
  }

  /** The derivatives of a loss with respect to inputs and the file's own parameters. */
  public Map<String, Tensor> gradients(Tensor loss) {
    Map<String, Tensor> targets = new LinkedHashMap<>();
    for (String name : names("grad.")) {
      targets.put(name, has("input." + name) ? input(name) : tensor("param." + name));
    }
    return gradients(loss, targets);
  }

  private static Map<String, Tensor> gradients(Tensor loss, Map<String, Tensor> targets) {
    Map<String, Tensor> results = new LinkedHashMap<>();
    if (targets.isEmpty()) {
      return results;
    }
    List<Tensor> found = Autograd.grad(loss, List.copyOf(targets.values()), false);
    int i = 0;
    for (String name : targets.keySet()) {
      results.put("grad." + name, found.get(i++));
    }
    return results;
  }
}
