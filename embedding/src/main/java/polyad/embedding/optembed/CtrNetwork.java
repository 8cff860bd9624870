package polyad.embedding.optembed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import polyad.data.FieldLayout;
import polyad.nn.Init;
import polyad.nn.Linear;
import polyad.nn.Module;
import polyad.nn.Parameter;
import polyad.nn.WeightSlot;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * The weights of a CTR model under the official names, and its five forms. The table is {@code
 * embedding} [n, D]; {@code oov_embedding} [m, D] holds a substitute row a field, {@code threshold}
 * [m, 1] or [n, 1] the learned thresholds, 0 at first.
 */
public final class CtrNetwork extends Module {
  /** The parts that a compact table takes the place of. */
  static final List<String> TABLES = List.of("embedding", "oov_embedding", "threshold");

  private final FieldLayout layout;
  private final CtrShape shape;
  private final @Nullable WeightSlot embedding;
  private final @Nullable WeightSlot oovEmbedding;
  private final @Nullable WeightSlot threshold;
  private final @Nullable FeaturesLinear linear;
  private final @Nullable MultiLayerPerceptron mlp;
  private final @Nullable CrossNetwork cross;
  private final @Nullable Linear combine;

  /**
   * With initial values as in the official code: Xavier uniform tables, N(0, 1) linear weights.
   *
   * @param valueThresholds whether every value has a threshold of its own, else every field
   */
  public CtrNetwork(FieldLayout layout, CtrShape shape, boolean valueThresholds, Generator rng) {
    this(layout, shape, true, valueThresholds, rng);
  }

  /** All but the tables of embeddings and thresholds: for serving from a compact table. */
  static CtrNetwork withoutTables(FieldLayout layout, CtrShape shape) {
    return new CtrNetwork(layout, shape, false, false, new Generator(0));
  }

  private CtrNetwork(
      FieldLayout layout, CtrShape shape, boolean tables, boolean valueThresholds, Generator rng) {
    this.layout = layout;
    this.shape = shape;
    int m = layout.count();
    int n = layout.total();
    int d = shape.latentDim();
    long flat = (long) m * d;
    CtrModel model = shape.model();
    embedding = tables ? addParameter(TABLES.get(0), Init.xavierUniform(rng, n, d)) : null;
    oovEmbedding = tables ? addParameter(TABLES.get(1), Init.xavierUniform(rng, m, d)) : null;
    threshold =
        tables ? addParameter(TABLES.get(2), Tensor.zeros(valueThresholds ? n : m, 1)) : null;
    linear = model.hasLinear() ? addChild("linear", new FeaturesLinear(n, rng)) : null;
    long in = model == CtrModel.IPNN ? flat + (long) m * (m - 1) / 2 : flat;
    boolean dcn = model == CtrModel.DCN;
    mlp =
        model.hasMlp()
            ? addChild(
                "mlp", new MultiLayerPerceptron(in, shape.mlpDims(), shape.dropout(), !dcn, rng))
            : null;
    cross = dcn ? addChild("cross", new CrossNetwork(flat, shape.crossLayers(), rng)) : null;
    combine =
        dcn ? addChild("combine", new Linear(shape.mlpDims().getLast() + flat, 1, rng)) : null;
  }

  /** How the fields' values are numbered. */
  public FieldLayout layout() {
    return layout;
  }

  /** Its sizes. */
  public CtrShape shape() {
    return shape;
  }

  /** The whole table [n, D]. */
  public Tensor table() {
    return Objects.requireNonNull(embedding).value();
  }

  /** The substitute rows [m, D]. */
  Tensor oovRows() {
    return Objects.requireNonNull(oovEmbedding).value();
  }

  /** The thresholds, [m, 1] or [n, 1]. */
  public Tensor threshold() {
    return Objects.requireNonNull(threshold).value();
  }

  /** The thresholds as a part to train on its own. */
  Parameter thresholdParameter() {
    return Objects.requireNonNull(namedParameters().get("threshold"));
  }

  /** Whether every value has a threshold of its own. */
  boolean hasValueThresholds() {
    return threshold().size(0) == layout.total() && layout.total() > layout.count();
  }

  /** The rows of a batch's ids: [B, m] to [B, m, D]. */
  public Tensor rows(Tensor x) {
    return Functional.embedding(table(), x);
  }

  /** The logits [B] of a batch without any mask. */
  public Tensor forward(Tensor x) {
    return forward(rows(x), x);
  }

  /**
   * The logits [B].
   *
   * @param xe embeddings as the model is to see them [B, m, D]
   * @param x ids [B, m], for the linear term
   */
  public Tensor forward(Tensor xe, Tensor x) {
    return forward(xe, x, null);
  }

  /** The same with linear weights times a mask [B, m, 1], where there is one. */
  Tensor forward(Tensor xe, Tensor x, @Nullable Tensor kept) {
    Tensor flat = xe.flatten(1, 2); // [B, mD]
    return switch (shape.model()) {
      case FM -> interactions(xe).add(linear(x, kept));
      case DEEPFM -> interactions(xe).add(linear(x, kept)).add(mlp(flat).squeeze(1));
      case FNN -> mlp(flat).squeeze(1);
      case IPNN -> mlp(Tensor.cat(1, flat, innerProducts(xe))).squeeze(1);
      case DCN -> combine(Tensor.cat(1, mlp(flat), cross(flat))).squeeze(1);
    };
  }

  /** ½ Σ_D [(Σ_i xe)² − Σ_i xe²]: [B, m, D] to [B]. */
  private static Tensor interactions(Tensor xe) {
    Tensor sums = xe.sum(1).square().sum(1); // [B]
    return sums.sub(xe.square().sum(1, 2)).mul(0.5);
  }

  /** Inner products of all pairs i below j, in the order (0,1), (0,2), ...: [B, m(m−1)/2]. */
  private static Tensor innerProducts(Tensor xe) {
    int m = (int) xe.size(1);
    long[] pairs = new long[m * (m - 1) / 2];
    int at = 0;
    for (int i = 0; i < m; i++) {
      for (int j = i + 1; j < m; j++) {
        pairs[at++] = (long) i * m + j;
      }
    }
    Tensor products = xe.bmm(xe.transpose(1, 2)).flatten(1, 2); // [B, m²]
    return products.indexSelect(1, Tensor.of(pairs, pairs.length));
  }

  private Tensor linear(Tensor x, @Nullable Tensor kept) {
    return Objects.requireNonNull(linear).forward(x, kept);
  }

  private Tensor mlp(Tensor x) {
    return Objects.requireNonNull(mlp).forward(x);
  }

  private Tensor cross(Tensor x) {
    return Objects.requireNonNull(cross).forward(x);
  }

  private Tensor combine(Tensor x) {
    return Objects.requireNonNull(combine).forward(x);
  }

  /** Copies of the values of all parameters and buffers, to be loaded again. */
  Map<String, Tensor> snapshot() {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    stateDict().forEach((name, value) -> copies.put(name, value.detach().copy()));
    return copies;
  }

  /** Shrinks or stretches the linear weights, which are N(0, 1) at first. */
  void scaleLinear(double factor) {
    Parameter weights = namedParameters().get("linear.fc.weight");
    if (weights != null) {
      weights.set(weights.value().detach().mul(factor));
    }
  }

  /**
   * Sets rows and linear weights of values that training never shows to zero, where weight decay
   * leaves them: such a value counts as nothing instead of as its random initial weight.
   *
   * @param counts how often each value occurs in training [n]
   */
  void forget(int[] counts) {
    float[] seen = new float[counts.length];
    for (int v = 0; v < seen.length; v++) {
      seen[v] = counts[v] > 0 ? 1 : 0;
    }
    Tensor mask = Tensor.of(seen, seen.length, 1);
    for (String name : List.of("embedding", "linear.fc.weight")) {
      Parameter table = namedParameters().get(name);
      if (table != null) {
        table.set(table.value().detach().mul(mask));
      }
    }
  }

  /** Everything the optimiser moves but the thresholds. */
  List<Parameter> weights() {
    Parameter t = thresholdParameter();
    return parameters().stream().filter(p -> p != t).toList();
  }
}
