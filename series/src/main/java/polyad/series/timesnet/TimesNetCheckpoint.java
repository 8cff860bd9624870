package polyad.series.timesnet;

import java.util.LinkedHashMap;
import java.util.Map;
import polyad.tensor.Tensor;

/** What of an official state dict belongs to a model here. */
final class TimesNetCheckpoint {
  private static final String CLOCK = "enc_embedding.temporal_embedding.";

  private TimesNetCheckpoint() {}

  /**
   * Without the tables that are formulas ({@code pe}, fixed embeddings) and without a clock that
   * the model does not have; a leading {@code module.} of parallel training is taken off.
   */
  static Map<String, Tensor> own(TimesNet model, Map<String, Tensor> state) {
    Map<String, Tensor> own = new LinkedHashMap<>();
    TimeEmbedding embed = model.config().embed();
    state.forEach(
        (given, tensor) -> {
          String name = given.startsWith("module.") ? given.substring(7) : given;
          boolean formula =
              name.endsWith("position_embedding.pe") || name.endsWith("_embed.emb.weight");
          boolean unused = embed == TimeEmbedding.NONE && name.startsWith(CLOCK);
          if (!formula && !unused) {
            own.put(name, tensor);
          }
        });
    return own;
  }
}
