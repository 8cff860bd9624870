package polyad.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import polyad.nn.Module;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * Maps a text to one vector of unit length, at any depth and any width: the first n layers are run
 * and no more, their tokens are pooled, and the first d coordinates are kept and normalised.
 *
 * <p>Closing it frees the weights but not the tokenizer, which copies share.
 *
 * <p>Weights are named as in sentence-transformers: {@code 0.auto_model.*}, {@code 2.linear.*}.
 */
public final class SentenceEncoder extends Module {
  /** Texts that are run together. */
  private static final int BATCH = 64;

  private static final double TINY_NORM = 1e-12;

  private final Bert bert;
  private final Pooling pooling;
  private final @Nullable Dense dense;
  private final Tokenizer tokenizer;
  private final int maxLength;

  /**
   * Joins the parts; the weights are then its own.
   *
   * @param dense a linear map behind the pooling, or null
   * @param maxLength the most tokens of a text, special ones included; longer texts are cut
   * @throws IllegalArgumentException when the parts do not fit
   */
  public SentenceEncoder(
      Bert bert, Pooling pooling, @Nullable Dense dense, Tokenizer tokenizer, int maxLength) {
    int positions = bert.config().maxPositionEmbeddings();
    if (maxLength < 3 || maxLength > positions) {
      throw new IllegalArgumentException(
          "maxLength is " + maxLength + ", allowed: 3 to " + positions);
    }
    if (dense != null && dense.in() != bert.config().hiddenSize()) {
      throw new IllegalArgumentException(
          "the dense map takes %d numbers, the encoder gives %d"
              .formatted(dense.in(), bert.config().hiddenSize()));
    }
    this.bert = addChild("0.auto_model", bert);
    this.pooling = pooling;
    this.dense = dense == null ? null : addChild("2", dense);
    this.tokenizer = tokenizer;
    this.maxLength = maxLength;
  }

  /** An untrained encoder of this shape; texts may be as long as it has positions. */
  public static SentenceEncoder bert(
      BertConfig config, Pooling pooling, Tokenizer tokenizer, Generator rng) {
    return new SentenceEncoder(
        new Bert(config, rng), pooling, null, tokenizer, config.maxPositionEmbeddings());
  }

  /**
   * Reads a directory of sentence-transformers, or of a plain BERT or DistilBERT, which is then
   * pooled by {@link Pooling#AVG} as sentence-transformers does.
   *
   * @throws polyad.catalog.UsageException when a file is missing or not understood
   */
  public static SentenceEncoder load(Path folder) throws IOException {
    return EncoderFolder.load(folder, null, new Generator(0));
  }

  /** Reads the first layers only; see {@link #load(Path)}. */
  public static SentenceEncoder load(Path folder, int layers) throws IOException {
    return EncoderFolder.load(folder, layers, new Generator(0));
  }

  /** Reads an encoder to train further, whose dropout draws from a generator of the caller's. */
  public static SentenceEncoder load(Path folder, Generator rng) throws IOException {
    return EncoderFolder.load(folder, null, rng);
  }

  /**
   * Writes a new directory that {@link #load} and sentence-transformers read.
   *
   * @throws polyad.catalog.UsageException when there is something of that name
   */
  public void save(Path folder) throws IOException {
    EncoderFolder.save(this, folder);
  }

  /** Writes the same files into a folder that exists; a {@code config.json} there is added to. */
  public void writeInto(Path folder) throws IOException {
    EncoderFolder.writeInto(this, folder);
  }

  /** The Transformer. */
  public Bert transformer() {
    return bert;
  }

  /** How tokens become one vector. */
  public Pooling pooling() {
    return pooling;
  }

  /** The linear map behind the pooling. */
  @Nullable Dense dense() {
    return dense;
  }

  /** What cuts texts into tokens. */
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  /** The most tokens of a text. */
  public int maxLength() {
    return maxLength;
  }

  /** The number of layers N. */
  public int layers() {
    return bert.config().numHiddenLayers();
  }

  /** The number of coordinates D. */
  public int dimension() {
    return dense == null ? bert.config().hiddenSize() : dense.out();
  }

  /**
   * Cuts texts into tokens.
   *
   * @throws IllegalArgumentException when a text is empty, naming its place from 1
   */
  public TokenizedTexts tokenize(List<String> texts) {
    List<int[]> ids = new ArrayList<>(texts.size());
    int truncated = 0;
    for (int i = 0; i < texts.size(); i++) {
      if (texts.get(i).isBlank()) {
        throw new IllegalArgumentException("text " + (i + 1) + " is empty");
      }
      Tokenizer.Tokens tokens = tokenizer.encode(texts.get(i), maxLength);
      requireKnown(tokens.ids());
      ids.add(tokens.ids());
      truncated += tokens.truncated() ? 1 : 0;
    }
    return new TokenizedTexts(ids, bert.config().padTokenId(), truncated);
  }

  private void requireKnown(int[] ids) {
    int largest = Arrays.stream(ids).max().orElse(0);
    if (largest >= bert.config().vocabSize()) {
      throw new IllegalArgumentException(
          "the tokenizer gave token %d, the encoder knows %d: they do not belong together"
              .formatted(largest, bert.config().vocabSize()));
    }
  }

  /**
   * The tokens' vectors after the embeddings and each of the first layers; later layers are not
   * run. Derivatives are recorded.
   *
   * @return upTo + 1 tensors [B, L, D]
   */
  public List<Tensor> hiddenStates(TokenBatch batch, int upTo) {
    return bert.hiddenStates(batch.ids(), batch.attentionMask(), null, upTo);
  }

  /** One vector a text, not normalised: [B, L, D] to [B, D]. */
  public Tensor pool(Tensor hidden, TokenBatch batch) {
    Tensor x = pooling.apply(hidden, batch.mask());
    return dense == null ? x : dense.forward(x);
  }

  /** The pooled vectors of several layers, of one run that keeps no layer's tokens. */
  private List<Tensor> pooled(TokenBatch batch, int... layers) {
    Map<Integer, Tensor> vectors = new HashMap<>();
    bert.forEachState(
        batch.ids(),
        batch.attentionMask(),
        Arrays.stream(layers).max().orElse(0),
        (state, layer) -> {
          if (Arrays.stream(layers).anyMatch(wanted -> wanted == layer)) {
            vectors.put(layer, pool(state, batch).contiguous());
          }
        });
    return Arrays.stream(layers)
        .mapToObj(
            layer -> {
              bert.requireLayer(layer);
              return Objects.requireNonNull(vectors.get(layer));
            })
        .toList();
  }

  /**
   * Embeds texts at one depth and width.
   *
   * @param layer n, the layers to run, 0 to N
   * @param dim d, the coordinates to keep, 1 to D
   * @return [texts, d], rows of length 1
   * @throws IllegalArgumentException when layer or dim is out of range or a text is empty
   */
  public Tensor encode(List<String> texts, int layer, int dim) {
    return encode(tokenize(texts), layer, dim);
  }

  /** Embeds at the full depth and width. */
  public Tensor encode(List<String> texts) {
    return encode(texts, layers(), dimension());
  }

  /** Embeds texts that are tokens already; see {@link #encode(List, int, int)}. */
  public Tensor encode(TokenizedTexts texts, int layer, int dim) {
    requireDimension(dim);
    try (TensorScope scope = TensorScope.open();
        var _ = Autograd.noGrad()) {
      return scope.keep(cut(pooledAll(texts, layer).getFirst(), dim));
    }
  }

  /** The first coordinates, scaled to length 1: [n, D] to [n, d]. */
  public static Tensor cut(Tensor pooled, int dim) {
    return Functional.normalize(pooled.narrow(1, 0, dim), 1, TINY_NORM);
  }

  /**
   * The pooled vectors of many texts at several layers, of one run; not normalised, without
   * derivatives. Texts are run in the order of their lengths and returned in their own.
   *
   * @return one tensor [texts, D] a layer
   */
  public List<Tensor> pooledAll(TokenizedTexts texts, int... layers) {
    boolean training = isTraining();
    eval();
    try (TensorScope scope = TensorScope.open();
        var _ = Autograd.noGrad()) {
      int[] order = texts.byLength();
      List<List<Tensor>> parts = new ArrayList<>();
      Arrays.stream(layers).forEach(layer -> parts.add(new ArrayList<>()));
      for (int from = 0; from < order.length; from += BATCH) {
        int[] rows = Arrays.copyOfRange(order, from, Math.min(order.length, from + BATCH));
        try (TensorScope inner = TensorScope.open()) {
          List<Tensor> vectors = pooled(texts.batch(rows), layers);
          for (int i = 0; i < layers.length; i++) {
            parts.get(i).add(inner.keep(vectors.get(i)));
          }
        }
      }
      Tensor back = Tensor.of(inverse(order), order.length);
      return parts.stream().map(part -> scope.keep(joined(part, back))).toList();
    } finally {
      if (training) {
        train();
      }
    }
  }

  private Tensor joined(List<Tensor> parts, Tensor back) {
    return parts.isEmpty()
        ? Tensor.zeros(DType.F32, 0, dimension())
        : Tensor.cat(0, parts).indexSelect(0, back);
  }

  private static int[] inverse(int[] order) {
    int[] inverse = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      inverse[order[i]] = i;
    }
    return inverse;
  }

  /**
   * Refuses widths that this encoder does not have.
   *
   * @throws IllegalArgumentException when the dimension is outside 1 to D
   */
  public void requireDimension(int dim) {
    if (dim < 1 || dim > dimension()) {
      throw new IllegalArgumentException("dim is " + dim + ", allowed: 1 to " + dimension());
    }
  }

  /** A copy that has the first layers only. */
  public SentenceEncoder truncate(int layer) {
    return export(layer, dimension());
  }

  /**
   * A copy for one depth and width: without the later layers, and with a linear map that keeps the
   * first coordinates, which every version of sentence-transformers reads as a {@code Dense}
   * module. It shares the tokenizer with this encoder.
   *
   * @throws IllegalArgumentException when layer or dim is out of range
   */
  public SentenceEncoder export(int layer, int dim) {
    requireDimension(dim);
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      Bert cut = bert.truncated(layer);
      cut.eval();
      boolean whole = dense == null && dim == dimension();
      Dense map = whole ? null : dense == null ? Dense.slice(dimension(), dim) : dense.first(dim);
      return new SentenceEncoder(cut, pooling, map, tokenizer, maxLength);
    }
  }
}
