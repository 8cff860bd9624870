package polyad.text;

import java.io.IOException;
import java.nio.file.Path;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Json;
import polyad.catalog.UsageException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The shape of a Transformer, as {@code config.json} of Hugging Face Transformers has it.
 *
 * @param architecture which names the weights have
 * @param vocabSize tokens V
 * @param hiddenSize width D
 * @param numHiddenLayers layers N; 0 leaves the embeddings alone
 * @param numAttentionHeads divides the width
 * @param intermediateSize inner width of the feed-forward part
 * @param maxPositionEmbeddings the longest sequence
 * @param typeVocabSize segments that BERT tells apart; not used by DistilBERT
 * @param hiddenAct activation of the feed-forward part
 * @param layerNormEps added to the variance in every layer norm
 * @param dropout after each part, in training
 * @param attentionDropout on the attention weights, in training
 * @param initializerRange standard deviation of the initial weights
 * @param padTokenId the token that fills a batch
 */
public record BertConfig(
    Architecture architecture,
    int vocabSize,
    int hiddenSize,
    int numHiddenLayers,
    int numAttentionHeads,
    int intermediateSize,
    int maxPositionEmbeddings,
    int typeVocabSize,
    HiddenAct hiddenAct,
    double layerNormEps,
    double dropout,
    double attentionDropout,
    double initializerRange,
    int padTokenId) {
  /** Checks every value. */
  public BertConfig {
    ConfigChecks.atLeast("vocab_size", vocabSize, 1);
    ConfigChecks.atLeast("hidden_size", hiddenSize, 1);
    ConfigChecks.atLeast("num_hidden_layers", numHiddenLayers, 0);
    ConfigChecks.atLeast("num_attention_heads", numAttentionHeads, 1);
    if (hiddenSize % numAttentionHeads != 0) {
      throw new IllegalArgumentException(
          "num_attention_heads is %d, allowed: a divisor of hidden_size %d"
              .formatted(numAttentionHeads, hiddenSize));
    }
    ConfigChecks.atLeast("intermediate_size", intermediateSize, 1);
    ConfigChecks.atLeast("max_position_embeddings", maxPositionEmbeddings, 1);
    ConfigChecks.atLeast("type_vocab_size", typeVocabSize, 1);
    ConfigChecks.atLeast("layer_norm_eps", layerNormEps, 0.0);
    ConfigChecks.between("hidden_dropout_prob", dropout, 0, 1);
    ConfigChecks.between("attention_probs_dropout_prob", attentionDropout, 0, 1);
    ConfigChecks.positive("initializer_range", initializerRange);
    ConfigChecks.between("pad_token_id", padTokenId, 0, vocabSize - 1);
  }

  /** BERT of this shape with the paper's other values, without dropout. */
  public static BertConfig of(
      int vocabSize, int hiddenSize, int layers, int heads, int intermediateSize, int positions) {
    return new BertConfig(
        Architecture.BERT,
        vocabSize,
        hiddenSize,
        layers,
        heads,
        intermediateSize,
        positions,
        2,
        HiddenAct.GELU,
        1e-12,
        0,
        0,
        0.02,
        0);
  }

  /** The same with other dropout, of both kinds. */
  public BertConfig withDropout(double p) {
    return new BertConfig(
        architecture,
        vocabSize,
        hiddenSize,
        numHiddenLayers,
        numAttentionHeads,
        intermediateSize,
        maxPositionEmbeddings,
        typeVocabSize,
        hiddenAct,
        layerNormEps,
        p,
        p,
        initializerRange,
        padTokenId);
  }

  /** The same with fewer or more layers. */
  public BertConfig withLayers(int layers) {
    return new BertConfig(
        architecture,
        vocabSize,
        hiddenSize,
        layers,
        numAttentionHeads,
        intermediateSize,
        maxPositionEmbeddings,
        typeVocabSize,
        hiddenAct,
        layerNormEps,
        dropout,
        attentionDropout,
        initializerRange,
        padTokenId);
  }

  /** The same for another vocabulary, which pads with its first token. */
  public BertConfig withVocabSize(int tokens) {
    return new BertConfig(
        architecture,
        tokens,
        hiddenSize,
        numHiddenLayers,
        numAttentionHeads,
        intermediateSize,
        maxPositionEmbeddings,
        typeVocabSize,
        hiddenAct,
        layerNormEps,
        dropout,
        attentionDropout,
        initializerRange,
        0);
  }

  /** The same with another standard deviation of the initial weights. */
  public BertConfig withInitializerRange(double deviation) {
    return new BertConfig(
        architecture,
        vocabSize,
        hiddenSize,
        numHiddenLayers,
        numAttentionHeads,
        intermediateSize,
        maxPositionEmbeddings,
        typeVocabSize,
        hiddenAct,
        layerNormEps,
        dropout,
        attentionDropout,
        deviation,
        padTokenId);
  }

  /**
   * Reads {@code config.json}.
   *
   * @throws UsageException naming the file and the value that is missing or not allowed
   */
  public static BertConfig read(Path file) throws IOException {
    JsonNode json = Json.read(file);
    return UsageException.naming(file, () -> of(json));
  }

  /**
   * Reads the content of a {@code config.json}, or the part of a larger one that describes a text
   * tower.
   *
   * @throws IllegalArgumentException when a value is missing or not allowed
   */
  public static BertConfig of(JsonNode json) {
    Architecture architecture = Architecture.of(json.path("model_type").asString("bert"));
    boolean distil = architecture == Architecture.DISTILBERT;
    String position = json.path("position_embedding_type").asString("absolute");
    if (!position.equals("absolute")) {
      throw new IllegalArgumentException(
          "position_embedding_type is '" + position + "', allowed: absolute");
    }
    return new BertConfig(
        architecture,
        whole(json, "vocab_size"),
        whole(json, distil ? "dim" : "hidden_size"),
        whole(json, distil ? "n_layers" : "num_hidden_layers"),
        whole(json, distil ? "n_heads" : "num_attention_heads"),
        whole(json, distil ? "hidden_dim" : "intermediate_size"),
        whole(json, "max_position_embeddings"),
        distil ? 1 : json.path("type_vocab_size").asInt(2),
        HiddenAct.of(json.path(distil ? "activation" : "hidden_act").asString("gelu")),
        json.path("layer_norm_eps").asDouble(1e-12),
        json.path(distil ? "dropout" : "hidden_dropout_prob").asDouble(0.1),
        json.path(distil ? "attention_dropout" : "attention_probs_dropout_prob").asDouble(0.1),
        json.path("initializer_range").asDouble(0.02),
        json.path("pad_token_id").asInt(0));
  }

  private static int whole(JsonNode json, String key) {
    JsonNode value = json.path(key);
    if (!value.isIntegralNumber()) {
      throw new IllegalArgumentException(
          "found "
              + (value.isMissingNode() ? "no " + key : key + " " + value)
              + ", expected a whole number");
    }
    return value.asInt();
  }

  /** Puts the values under their names into the content of a {@code config.json}. */
  public void writeTo(ObjectNode json) {
    boolean distil = architecture == Architecture.DISTILBERT;
    json.put("model_type", architecture.modelType());
    json.putArray("architectures").add(distil ? "DistilBertModel" : "BertModel");
    json.put("vocab_size", vocabSize);
    json.put(distil ? "dim" : "hidden_size", hiddenSize);
    json.put(distil ? "n_layers" : "num_hidden_layers", numHiddenLayers);
    json.put(distil ? "n_heads" : "num_attention_heads", numAttentionHeads);
    json.put(distil ? "hidden_dim" : "intermediate_size", intermediateSize);
    json.put("max_position_embeddings", maxPositionEmbeddings);
    json.put(distil ? "activation" : "hidden_act", hiddenAct.label());
    json.put(distil ? "dropout" : "hidden_dropout_prob", dropout);
    json.put(distil ? "attention_dropout" : "attention_probs_dropout_prob", attentionDropout);
    json.put("initializer_range", initializerRange);
    json.put("pad_token_id", padTokenId);
    json.put("torch_dtype", "float32");
    if (!distil) {
      json.put("type_vocab_size", typeVocabSize);
      json.put("layer_norm_eps", layerNormEps);
      json.put("position_embedding_type", "absolute");
    }
  }
}
