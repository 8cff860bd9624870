package polyad.text.matryoshka2d;

import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.tensor.Generator;
import polyad.text.BertConfig;
import polyad.text.Pooling;
import polyad.text.SentenceEncoder;
import polyad.text.WordPiece;

/** The encoder to train from scratch. */
public record EncoderShape(
    @Describe("layers N; 2 or more for several depths") int layers,
    @Describe("width D; a multiple of heads") int hidden,
    @Describe("attention heads; a divisor of hidden") int heads,
    @Describe("inner width of the feed-forward part; 1 or more") int intermediate,
    @Describe("tokens of a text, two special ones included; longer texts are cut; 3 or more")
        int maxLength,
    @Describe("how tokens become one vector: cls, avg, cls_avg, max or last") Pooling pooling,
    @Describe("dropout in training; 0 to 1") double dropout,
    @Describe("standard deviation of the initial weights; above 0") double initializerRange) {
  /** Checks the numbers. */
  public EncoderShape {
    ConfigChecks.atLeast("layers", layers, 1);
    ConfigChecks.atLeast("hidden", hidden, 1);
    ConfigChecks.atLeast("maxLength", maxLength, 3);
    bertConfig(100, layers, hidden, heads, intermediate, maxLength, dropout, initializerRange);
  }

  private static BertConfig bertConfig(
      int vocabulary,
      int layers,
      int hidden,
      int heads,
      int intermediate,
      int length,
      double dropout,
      double range) {
    return BertConfig.of(vocabulary, hidden, layers, heads, intermediate, length)
        .withDropout(dropout)
        .withInitializerRange(range);
  }

  /** 4 layers of width 64. */
  public static EncoderShape defaults() {
    return new EncoderShape(4, 64, 4, 128, 64, Pooling.AVG, 0, 0.1);
  }

  /** The same with other layers and width. */
  EncoderShape with(int depth, int width, int inner) {
    return new EncoderShape(
        depth, width, heads, inner, maxLength, pooling, dropout, initializerRange);
  }

  /** The same with fewer layers. */
  EncoderShape withLayers(int depth) {
    return with(depth, hidden, intermediate);
  }

  /** The same for other lengths. */
  EncoderShape withMaxLength(int tokens) {
    return new EncoderShape(
        layers, hidden, heads, intermediate, tokens, pooling, dropout, initializerRange);
  }

  /** An untrained encoder. */
  SentenceEncoder build(WordPiece tokenizer, long seed) {
    BertConfig config =
        bertConfig(
            tokenizer.vocabulary().size(),
            layers,
            hidden,
            heads,
            intermediate,
            maxLength,
            dropout,
            initializerRange);
    return SentenceEncoder.bert(config, pooling, tokenizer, new Generator(seed));
  }
}
