package polyad.text;

import java.util.List;
import java.util.stream.Stream;

/** Transformers that differ in the names of their weights only. */
public enum Architecture {
  /** Google's BERT. */
  BERT("bert", "encoder.layer."),
  /** DistilBERT: no token types, no pooler. */
  DISTILBERT("distilbert", "transformer.layer.");

  private final String modelType;
  private final String layerPrefix;

  Architecture(String modelType, String layerPrefix) {
    this.modelType = modelType;
    this.layerPrefix = layerPrefix;
  }

  /** The weights of one layer, below its prefix. */
  record LayerNames(
      String query,
      String key,
      String value,
      String attentionOutput,
      String attentionNorm,
      String intermediate,
      String output,
      String outputNorm) {
    static final LayerNames OF_BERT =
        new LayerNames(
            "attention.self.query",
            "attention.self.key",
            "attention.self.value",
            "attention.output.dense",
            "attention.output.LayerNorm",
            "intermediate.dense",
            "output.dense",
            "output.LayerNorm");
    static final LayerNames OF_DISTILBERT =
        new LayerNames(
            "attention.q_lin",
            "attention.k_lin",
            "attention.v_lin",
            "attention.out_lin",
            "sa_layer_norm",
            "ffn.lin1",
            "ffn.lin2",
            "output_layer_norm");
  }

  /** {@code model_type} in {@code config.json}. */
  public String modelType() {
    return modelType;
  }

  /** What the name of a layer's child starts with: {@code encoder.layer.3}. */
  String layer(int index) {
    return layerPrefix + index;
  }

  LayerNames layerNames() {
    return this == BERT ? LayerNames.OF_BERT : LayerNames.OF_DISTILBERT;
  }

  /** What checkpoints put before the names: nothing, or the model's name within a larger one. */
  List<String> prefixes() {
    return List.of("", modelType + ".", "0.auto_model.", "auto_model.");
  }

  /**
   * The architecture of that {@code model_type}.
   *
   * @throws IllegalArgumentException when it is another
   */
  static Architecture of(String modelType) {
    return Stream.of(values())
        .filter(a -> a.modelType.equals(modelType))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "model_type is '" + modelType + "', allowed: bert, distilbert"));
  }
}
