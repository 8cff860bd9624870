package polyad.vision.align;

import polyad.catalog.ConfigChecks;
import polyad.tensor.Generator;
import polyad.text.BertConfig;
import polyad.vision.clip.ClipTextConfig;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The text towers that {@link Align} can have. */
public sealed interface TextTowerConfig {
  /** The key of the kind in a model's files. */
  String KIND = "kind";

  /** The mean of word vectors, and a linear layer. */
  static TextTowerConfig bagOfWords(int hidden) {
    return new Bag(hidden);
  }

  /**
   * BERT of this shape; the vocabulary's size is taken from the tokenizer.
   *
   * @param hidden width, a multiple of the heads
   */
  static TextTowerConfig bert(int hidden, int layers, int heads, int intermediate) {
    return new Bert(BertConfig.of(1, hidden, layers, heads, intermediate, PaddedTokens.MAX_TOKENS));
  }

  /** An untrained tower. */
  TextTower build(int vocabulary, int dim, Generator rng);

  /** The most tokens of a text, special ones included. */
  int maxTokens();

  /** Describes the tower in a model's files. */
  void writeTo(ObjectNode json);

  /**
   * Reads such a description.
   *
   * @throws IllegalArgumentException when it is none
   */
  static TextTowerConfig of(JsonNode json) {
    String kind = json.path(KIND).asString("");
    return switch (kind) {
      case Bag.NAME -> new Bag(json.path("hidden").asInt(0));
      case Bert.NAME -> new Bert(BertConfig.of(json));
      case Clip.NAME -> new Clip(ClipTextConfig.of(json));
      default ->
          throw new IllegalArgumentException(
              "text tower is '%s', allowed: %s, %s, %s"
                  .formatted(kind, Bag.NAME, Bert.NAME, Clip.NAME));
    };
  }

  /**
   * The mean of word vectors.
   *
   * @param hidden their width
   */
  record Bag(int hidden) implements TextTowerConfig {
    static final String NAME = "bag-of-words";

    /** Checks the width. */
    public Bag {
      ConfigChecks.atLeast("hidden", hidden, 1);
    }

    @Override
    public TextTower build(int vocabulary, int dim, Generator rng) {
      return new BagOfWords(vocabulary, hidden, dim, rng);
    }

    @Override
    public int maxTokens() {
      return PaddedTokens.MAX_TOKENS;
    }

    @Override
    public void writeTo(ObjectNode json) {
      json.put(KIND, NAME);
      json.put("hidden", hidden);
    }
  }

  /** BERT's first token and a linear layer. */
  record Bert(BertConfig config) implements TextTowerConfig {
    static final String NAME = "bert";

    @Override
    public TextTower build(int vocabulary, int dim, Generator rng) {
      return new AlignTextEncoder(
          vocabulary == config.vocabSize() ? config : config.withVocabSize(vocabulary), dim, rng);
    }

    @Override
    public int maxTokens() {
      return Math.min(config.maxPositionEmbeddings(), PaddedTokens.MAX_TOKENS);
    }

    @Override
    public void writeTo(ObjectNode json) {
      json.put(KIND, NAME);
      config.writeTo(json);
    }
  }

  /** CLIP's text Transformer. */
  record Clip(ClipTextConfig config) implements TextTowerConfig {
    static final String NAME = "clip";

    @Override
    public TextTower build(int vocabulary, int dim, Generator rng) {
      return new ClipTextTower(config.withVocabSize(vocabulary), dim, rng);
    }

    @Override
    public int maxTokens() {
      return config.maxPositionEmbeddings();
    }

    @Override
    public void writeTo(ObjectNode json) {
      json.put(KIND, NAME);
      config.writeTo(json);
    }
  }
}
