package polyad.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polyad.catalog.Json;
import polyad.catalog.UsageException;
import polyad.nn.Layer;
import polyad.nn.Linear;
import polyad.nn.Parameter;
import polyad.tensor.DType;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A linear map behind the pooling, the module {@code Dense} of sentence-transformers: {@code
 * linear.weight} [out, in], {@code linear.bias} [out] or none, then tanh or nothing.
 */
public final class Dense extends Layer {
  private static final String IDENTITY = "torch.nn.modules.linear.Identity";
  private static final String WEIGHT = "linear.weight";
  private static final String BIAS = "linear.bias";
  private static final String TANH = "torch.nn.modules.activation.Tanh";

  private final Linear linear;
  private final boolean tanh;

  private Dense(Tensor weight, @Nullable Tensor bias, boolean tanh) {
    linear =
        addChild(
            "linear", new Linear(new Parameter(weight), bias == null ? null : new Parameter(bias)));
    this.tanh = tanh;
  }

  /** The map that keeps the first coordinates: x of length {@code in} to x[:out]. */
  static Dense slice(int in, int out) {
    return new Dense(Tensor.eye(DType.F32, in).narrow(0, 0, out), null, false);
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor y = linear.forward(x);
    return tanh ? y.tanh() : y;
  }

  /** Coordinates that come in. */
  int in() {
    return Math.toIntExact(weight().size(1));
  }

  /** Coordinates that come out. */
  int out() {
    return Math.toIntExact(weight().size(0));
  }

  Tensor weight() {
    return linear.weight("weight").value();
  }

  private @Nullable Tensor bias() {
    return linear.weightNames().contains("bias") ? linear.weight("bias").value() : null;
  }

  /** The same with the first coordinates of what comes out only. */
  Dense first(int count) {
    Tensor bias = bias();
    return new Dense(
        weight().narrow(0, 0, count), bias == null ? null : bias.narrow(0, 0, count), tanh);
  }

  /** The same after another weight, with the same bias and activation. */
  Dense withWeight(Tensor other) {
    return new Dense(other, bias(), tanh);
  }

  /** Whether it puts out what comes in. */
  boolean isIdentity() {
    return !tanh
        && bias() == null
        && in() == out()
        && weight().eq(Tensor.eye(weight().dtype(), in())).all();
  }

  /**
   * Reads a module's folder.
   *
   * @throws UsageException when the activation is another or a tensor is missing
   */
  static Dense load(Path folder) throws IOException {
    Path config = folder.resolve("config.json");
    JsonNode json = Json.read(config);
    String activation = json.path("activation_function").asString(TANH);
    if (!activation.equals(IDENTITY) && !activation.equals(TANH)) {
      throw new UsageException(
          "%s: activation_function is '%s', allowed: %s, %s"
              .formatted(config, activation, IDENTITY, TANH));
    }
    Path file = EncoderFolder.weights(folder);
    try (var _ = TensorScope.open();
        Weights weights = Weights.open(file)) {
      if (!weights.names().contains(WEIGHT)) {
        throw new UsageException(file + ": found " + weights.names() + ", expected " + WEIGHT);
      }
      Tensor bias = weights.names().contains(BIAS) ? weights.read(BIAS) : null;
      return new Dense(weights.read(WEIGHT), bias, activation.equals(TANH));
    }
  }

  /** Writes a module's folder, which is made. */
  void save(Path folder) throws IOException {
    Files.createDirectory(folder);
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("in_features", in());
    json.put("out_features", out());
    json.put("bias", bias() != null);
    json.put("activation_function", tanh ? TANH : IDENTITY);
    Files.write(folder.resolve("config.json"), Json.write(json).getBytes(UTF_8));
    try (var _ = TensorScope.open()) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      stateDict().forEach((name, tensor) -> tensors.put(name, tensor.detach().contiguous()));
      TensorFiles.writeSafetensors(
          folder.resolve("model.safetensors"), tensors, Map.of("format", "pt"));
    }
  }
}
