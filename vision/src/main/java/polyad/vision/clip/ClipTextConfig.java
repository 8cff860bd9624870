package polyad.vision.clip;

import polyad.catalog.ConfigChecks;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The shape of CLIP's text tower.
 *
 * @param shape of its layers
 * @param vocabSize tokens
 * @param maxPositionEmbeddings the longest text in tokens
 * @param eosTokenId the token whose state stands for the text; {@link #LEGACY_EOS} takes the
 *     largest token instead, as CLIP's first checkpoints want it
 */
public record ClipTextConfig(
    ClipShape shape, int vocabSize, int maxPositionEmbeddings, int eosTokenId) {
  /** The number that old configurations name by mistake. */
  public static final int LEGACY_EOS = 2;

  /** Checks every value. */
  public ClipTextConfig {
    ConfigChecks.atLeast("vocab_size", vocabSize, 1);
    ConfigChecks.atLeast("max_position_embeddings", maxPositionEmbeddings, 1);
    ConfigChecks.atLeast("eos_token_id", eosTokenId, 0);
  }

  /** The same for another vocabulary. */
  public ClipTextConfig withVocabSize(int tokens) {
    return new ClipTextConfig(shape, tokens, maxPositionEmbeddings, eosTokenId);
  }

  /**
   * Reads a {@code text_config}; what it leaves out is as in ViT-B/32.
   *
   * @throws IllegalArgumentException when a value is not allowed
   */
  public static ClipTextConfig of(JsonNode json) {
    return new ClipTextConfig(
        ClipShape.read(json, ClipShape.of(512, 12, 8)),
        json.path("vocab_size").asInt(49_408),
        json.path("max_position_embeddings").asInt(77),
        json.path("eos_token_id").asInt(49_407));
  }

  /** Puts the values under Hugging Face's names into a {@code text_config}. */
  public void writeTo(ObjectNode json) {
    shape.writeTo(json);
    json.put("vocab_size", vocabSize);
    json.put("max_position_embeddings", maxPositionEmbeddings);
    json.put("eos_token_id", eosTokenId);
  }
}
