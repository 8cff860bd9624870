package polyad.conformance;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import polyad.completion.CellModel;
import polyad.completion.CpAls;
import polyad.completion.TuckerAls;
import polyad.completion.influence.CostcoModel;
import polyad.completion.influence.EntityImportance;
import polyad.completion.influence.InfluenceTracker;
import polyad.completion.influence.MlpTensorModel;
import polyad.completion.influence.NtmModel;
import polyad.completion.influence.TensorModel;
import polyad.data.SparseTensor;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** Cases of DAIN: base models, influence over checkpoints, classical completion. */
final class InfluenceAugmentationCase implements ConformanceAdapter {
  @Override
  public String method() {
    return "influence-augmentation";
  }

  @Override
  public double tolerance(CaseFile file, String tensor) {
    return switch (file.text("kind")) {
      case "influence" -> 1e-10;
      case "als" -> 1e-8;
      default -> file.defaultTolerance();
    };
  }

  @Override
  public Map<String, Tensor> evaluate(CaseFile file) {
    return switch (file.text("kind")) {
      case "model" -> model(file);
      case "influence" -> influence(file);
      case "als" -> als(file);
      default ->
          throw new IllegalArgumentException(
              "kind is '" + file.text("kind") + "', expected model, influence or als");
    };
  }

  private static Map<String, Tensor> model(CaseFile file) {
    TensorModel model = file.load(network(file));
    Tensor hidden = model.hidden(file.input("index")); // [B, h]
    Tensor y = model.output(hidden); // [B]
    Tensor residual = y.sub(file.input("value"));
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("output.y", y);
    results.put("output.hidden", hidden);
    results.put("output.cell_grad", residual.unsqueeze(1).mul(hidden));
    results.putAll(file.gradients(residual.square().mean(), model));
    return results;
  }

  private static TensorModel network(CaseFile file) {
    int[] dims = file.integers("dims");
    Generator rng = new Generator(0);
    String base = file.text("base").toLowerCase(Locale.ROOT);
    return switch (base) {
      case "mlp" -> new MlpTensorModel(dims, layers(file, "fc_layers."), rng);
      case "ntm" -> new NtmModel(dims, layers(file, "mlp."), rng);
      case "costco" ->
          new CostcoModel(
              dims,
              file.integer("rank"),
              file.integer("channels"),
              CostcoModel.Layout.valueOf(
                  file.config()
                      .path("layout")
                      .asString("rank-major")
                      .toUpperCase(Locale.ROOT)
                      .replace('-', '_')),
              file.config().path("output_relu").asBoolean(false),
              rng);
      default ->
          throw new IllegalArgumentException("base is '" + base + "', expected mlp, costco or ntm");
    };
  }

  /** The widths of the stored weights; the first is that of all embeddings. */
  private static int[] layers(CaseFile file, String prefix) {
    IntStream.Builder widths = IntStream.builder();
    widths.add(
        (int) file.tensor("param.embeddings.0.weight").size(1) * file.integers("dims").length);
    for (int j = 0; file.has("param." + prefix + j + ".weight"); j++) {
      widths.add((int) file.tensor("param." + prefix + j + ".weight").size(0));
    }
    return widths.build().toArray();
  }

  private static Map<String, Tensor> influence(CaseFile file) {
    SparseTensor cells = cells(file, false);
    int[] all = IntStream.range(0, cells.nnz()).toArray();
    Tensor[] train = file.input("train_cell_grad").unbind(0); // E of [n, h]
    Tensor[] validation = file.input("val_cell_grad").sum(1).unbind(0); // E of [h]
    double[] weights =
        file.has("input.checkpoint_weight")
            ? file.input("checkpoint_weight").toDoubleArray()
            : IntStream.range(0, train.length).mapToDouble(e -> 1).toArray();
    InfluenceTracker tracker = new InfluenceTracker(cells.nnz());
    Tensor ones = Tensor.ones(DType.F64, cells.nnz());
    for (int e = 0; e < train.length; e++) {
      tracker.startEpoch(validation[e].toDoubleArray(), weights[e]);
      tracker.record(all, train[e], ones);
    }
    tracker.keep();
    double[] influence = tracker.influence();
    double[] importance = InfluenceTracker.importance(influence);
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("output.influence", Tensor.of(influence, influence.length));
    results.put("output.cell_importance", Tensor.of(importance, importance.length));
    double[][] entities = EntityImportance.aggregate(cells, importance);
    for (int k = 0; k < entities.length; k++) {
      results.put("output.entity_importance." + k, Tensor.of(entities[k], entities[k].length));
    }
    return results;
  }

  private static Map<String, Tensor> als(CaseFile file) {
    SparseTensor cells = cells(file, true);
    double[][][] factors = new double[cells.order()][][];
    Arrays.setAll(factors, k -> rows(file.tensor("param.factor." + k)));
    double ridge = file.number("ridge");
    int sweeps = file.integer("sweeps");
    Map<String, Tensor> results = new LinkedHashMap<>();
    String base = file.text("base").toLowerCase(Locale.ROOT);
    CellModel fitted =
        switch (base) {
          case "cp" ->
              new CpAls.Fitted(
                  0, new CpAls(factors[0][0].length, ridge, sweeps).sweep(cells, factors));
          case "tucker" -> {
            double[] core = file.tensor("param.core").toDoubleArray();
            int[] ranks = Arrays.stream(factors).mapToInt(f -> f[0].length).toArray();
            new TuckerAls(ranks, ridge, sweeps).sweep(cells, factors, core);
            results.put(
                "output.core",
                Tensor.of(core, core.length).reshape(file.tensor("param.core").shape()));
            yield new TuckerAls.Fitted(0, factors, core);
          }
          default ->
              throw new IllegalArgumentException("base is '" + base + "', expected cp or tucker");
        };
    for (int k = 0; k < factors.length; k++) {
      results.put("output.factor." + k, Tensor.of(factors[k]));
    }
    results.put("output.y", Tensor.of(fitted.complete(cells), cells.nnz()));
    return results;
  }

  private static SparseTensor cells(CaseFile file, boolean withValues) {
    int[] dims = file.integers("dims");
    long[] flat = file.input("index").toLongArray(); // [n, K]
    int n = flat.length / dims.length;
    int[][] indexes = new int[dims.length][n];
    for (int i = 0; i < flat.length; i++) {
      indexes[i % dims.length][i / dims.length] = (int) flat[i];
    }
    double[] values = withValues ? file.input("value").toDoubleArray() : new double[n];
    return SparseTensor.of(dims, indexes, values);
  }

  private static double[][] rows(Tensor matrix) {
    double[] flat = matrix.detach().toDoubleArray();
    int width = (int) matrix.size(1);
    double[][] rows = new double[flat.length / width][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(flat, i * width, (i + 1) * width));
    return rows;
  }
}
