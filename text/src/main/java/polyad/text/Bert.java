package polyad.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import polyad.catalog.UsageException;
import polyad.nn.Dropout;
import polyad.nn.Embedding;
import polyad.nn.Init;
import polyad.nn.LayerNorm;
import polyad.nn.Module;
import polyad.nn.Parameter;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * BERT's encoder, or DistilBERT's, with the weight names of Hugging Face Transformers; without the
 * pooler, which sentence encoders do not use.
 *
 * <p>H_0 = norm(word + position + type); H_l = layer_l(H_{l−1}), post-norm, for l = 1, ..., N.
 */
public final class Bert extends Module {
  private static final String WORDS = "embeddings.word_embeddings";

  private final BertConfig config;
  private final Generator rng;
  private final Embedding words;
  private final Embedding positions;
  private final @Nullable Embedding types;
  private final LayerNorm norm;
  private final Dropout dropout;
  private final List<BertLayer> layers = new ArrayList<>();

  /** With initial values of N(0, initializerRange²), biases 0 and norms 1. */
  public Bert(BertConfig config, Generator rng) {
    this.config = config;
    this.rng = rng;
    int d = config.hiddenSize();
    words = addChild(WORDS, table(config.vocabSize(), rng));
    positions =
        addChild("embeddings.position_embeddings", table(config.maxPositionEmbeddings(), rng));
    types =
        config.architecture() == Architecture.DISTILBERT
            ? null
            : addChild("embeddings.token_type_embeddings", table(config.typeVocabSize(), rng));
    norm = addChild("embeddings.LayerNorm", new LayerNorm(d, config.layerNormEps()));
    dropout = addChild("embeddings.dropout", new Dropout(config.dropout(), rng));
    for (int l = 0; l < config.numHiddenLayers(); l++) {
      layers.add(addChild(config.architecture().layer(l), new BertLayer(config, rng)));
    }
  }

  private Embedding table(int rows, Generator rng) {
    return new Embedding(new Parameter(initial(config, rng, rows, config.hiddenSize())));
  }

  static Tensor initial(BertConfig config, Generator rng, long... shape) {
    return Init.normal(rng, config.initializerRange(), shape);
  }

  /** The shape. */
  public BertConfig config() {
    return config;
  }

  /** What dropout draws from; a trainer keeps its state. */
  public Generator generator() {
    return rng;
  }

  /**
   * The hidden states of the embeddings and of the first layers; later layers are not run.
   *
   * @param ids tokens, I64 [B, L]
   * @param mask 1 for a token and 0 for padding, [B, L]; null when there is no padding
   * @param tokenTypes segments, I64 [B, L]; null for all 0
   * @param upTo the last layer to run, 0 to N
   * @return upTo + 1 tensors [B, L, D]; the first is the output of the embeddings
   * @throws IllegalArgumentException when there is no such layer, or the sequence is too long
   */
  public List<Tensor> hiddenStates(
      Tensor ids, @Nullable Tensor mask, @Nullable Tensor tokenTypes, int upTo) {
    List<Tensor> states = new ArrayList<>(upTo + 1);
    run(ids, mask, tokenTypes, upTo, (state, layer) -> states.add(state));
    return states;
  }

  /** The same one after the other; each state is freed once the next has been computed. */
  void forEachState(Tensor ids, @Nullable Tensor mask, int upTo, ObjIntConsumer<Tensor> action) {
    List<Tensor> before = new ArrayList<>(1);
    run(
        ids,
        mask,
        null,
        upTo,
        (state, layer) -> {
          before.forEach(Tensor::close);
          before.clear();
          action.accept(state, layer);
          before.add(state);
        });
  }

  private void run(
      Tensor ids,
      @Nullable Tensor mask,
      @Nullable Tensor tokenTypes,
      int upTo,
      ObjIntConsumer<Tensor> action) {
    requireLayer(upTo);
    Tensor state = embed(ids, tokenTypes); // [B, L, D]
    Tensor bias = mask == null ? null : bias(mask, state.dtype());
    action.accept(state, 0);
    for (int l = 0; l < upTo; l++) {
      try (TensorScope scope = TensorScope.open()) { // frees what a layer makes on its way
        state = scope.keep(layers.get(l).forward(state, bias));
      }
      action.accept(state, l + 1);
    }
  }

  /**
   * Refuses depths that this encoder does not have.
   *
   * @throws IllegalArgumentException when the layer is outside 0 to N
   */
  void requireLayer(int layer) {
    if (layer < 0 || layer > layers.size()) {
      throw new IllegalArgumentException("layer is " + layer + ", allowed: 0 to " + layers.size());
    }
  }

  private Tensor embed(Tensor ids, @Nullable Tensor tokenTypes) {
    long length = ids.size(1);
    if (length > config.maxPositionEmbeddings()) {
      throw new IllegalArgumentException(
          "a sequence has %d tokens, allowed: at most %d"
              .formatted(length, config.maxPositionEmbeddings()));
    }
    Tensor sum = words.forward(ids).add(positions.forward(Tensor.arange(length))); // [B, L, D]
    if (types != null) {
      Tensor segments = tokenTypes == null ? Tensor.zeros(DType.I64, 1) : tokenTypes;
      sum = sum.add(types.forward(segments));
    }
    return dropout.forward(norm.forward(sum));
  }

  /** 0 for tokens, the lowest number for padding: [B, L] to [B, 1, 1, L]. */
  private static Tensor bias(Tensor mask, DType dtype) {
    double lowest = dtype == DType.F64 ? -Double.MAX_VALUE : -Float.MAX_VALUE;
    Tensor padding = mask.eq(0);
    Tensor bias = Tensor.zeros(dtype, mask.shape()).maskedFill(padding, lowest);
    return bias.unsqueeze(1).unsqueeze(1);
  }

  /** The number of elements of the embeddings and the first layers: what a depth has to load. */
  public long parameterCount(int upTo) {
    requireLayer(upTo);
    long all = parameterCount();
    for (int l = upTo; l < layers.size(); l++) {
      all -= layers.get(l).parameterCount();
    }
    return all;
  }

  /** A copy with the first layers only. */
  public Bert truncated(int upTo) {
    requireLayer(upTo);
    Bert cut = new Bert(config.withLayers(upTo), new Generator(0));
    Map<String, Tensor> state = stateDict();
    state.keySet().retainAll(cut.stateDict().keySet());
    cut.loadStateDict(state);
    cut.to(words.weight("weight").value().dtype());
    return cut;
  }

  /**
   * Reads the weights of a checkpoint, safetensors or {@code torch.save}'s. Prefixes such as {@code
   * bert.}, a pooler and heads, and the old names {@code gamma} and {@code beta} of layer norms are
   * understood; tensors of layers that the configuration leaves out are not read.
   *
   * @param config may have fewer layers than the checkpoint
   * @param rng what dropout will draw from
   * @throws UsageException when weights are missing or have another shape
   */
  public static Bert load(Path checkpoint, BertConfig config, Generator rng) throws IOException {
    Bert bert = new Bert(config, rng);
    try (TensorScope scope = TensorScope.open();
        Weights file = Weights.open(checkpoint)) {
      String prefix = prefix(file, config.architecture(), checkpoint);
      Map<String, Tensor> state = new LinkedHashMap<>();
      for (String name : bert.stateDict().keySet()) {
        String stored = stored(file, prefix + name);
        if (stored != null) {
          state.put(name, file.read(stored));
        }
      }
      UsageException.naming(
          checkpoint,
          () -> {
            bert.loadStateDict(state);
            return scope;
          });
    } catch (IOException | RuntimeException e) {
      bert.close();
      throw e;
    }
    bert.eval();
    return bert;
  }

  private static String prefix(Weights file, Architecture architecture, Path path) {
    return architecture.prefixes().stream()
        .filter(prefix -> file.names().contains(prefix + WORDS + ".weight"))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "%s: found no %s.weight among %s, expected the weights of a %s"
                        .formatted(
                            path,
                            WORDS,
                            new TreeSet<>(file.names()).stream().limit(3).toList(),
                            architecture.modelType())));
  }

  private static @Nullable String stored(Weights file, String name) {
    String old =
        name.replaceFirst("LayerNorm\\.weight$", "LayerNorm.gamma")
            .replaceFirst("LayerNorm\\.bias$", "LayerNorm.beta");
    return file.names().contains(name) ? name : file.names().contains(old) ? old : null;
  }
}
