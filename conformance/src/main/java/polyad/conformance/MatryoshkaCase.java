package polyad.conformance;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polyad.embedding.NestedHead;
import polyad.embedding.NestedLoss;
import polyad.embedding.Nesting;
import polyad.embedding.matryoshka.Cascade;
import polyad.retrieval.FunnelPlan;
import polyad.retrieval.FunnelResult;
import polyad.retrieval.FunnelSearch;
import polyad.retrieval.RetrievalMetrics;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import tools.jackson.databind.JsonNode;

/** Cases of Matryoshka Representation Learning: heads, contrastive loss, funnel, cascade. */
final class MatryoshkaCase implements ConformanceAdapter {
  @Override
  public String method() {
    return "matryoshka";
  }

  @Override
  public double tolerance(CaseFile file, String tensor) {
    return Math.max(1e-10, file.defaultTolerance() / 10);
  }

  @Override
  public Map<String, Tensor> evaluate(CaseFile file) {
    return switch (file.text("op")) {
      case "head" -> head(file);
      case "contrastive" -> contrastive(file);
      case "funnel" -> funnel(file);
      case "cascade" -> cascade(file);
      default ->
          throw new IllegalArgumentException(
              "op is '" + file.text("op") + "', known: head, contrastive, funnel, cascade");
    };
  }

  private static Map<String, Tensor> head(CaseFile file) {
    Nesting nesting = new Nesting(file.integers("nesting_list"));
    NestedHead head =
        file.load(
            new NestedHead(
                nesting,
                file.integer("num_classes"),
                file.config().path("efficient").asBoolean(false),
                file.config().path("bias").asBoolean(true),
                new Generator(0)));
    Tensor[] logits = head.forward(file.input("x"));
    NestedLoss.Value loss =
        new NestedLoss(nesting, importance(file))
            .crossEntropy(
                logits, file.input("target"), file.config().path("label_smoothing").asDouble(0));
    Map<String, Tensor> results = new LinkedHashMap<>();
    for (int i = 0; i < logits.length; i++) {
      results.put("output.logits." + i, logits[i]);
    }
    return withLoss(results, loss, file.gradients(loss.total(), head));
  }

  private static Map<String, Tensor> contrastive(CaseFile file) {
    NestedLoss.Value loss =
        new NestedLoss(new Nesting(file.integers("nesting_list")), importance(file))
            .contrastive(file.input("a"), file.input("b"), file.number("temperature"));
    return withLoss(new LinkedHashMap<>(), loss, file.gradients(loss.total()));
  }

  private static Map<String, Tensor> withLoss(
      Map<String, Tensor> results, NestedLoss.Value loss, Map<String, Tensor> gradients) {
    results.put("output.loss_per_dim", loss.perSize());
    results.put("output.loss", loss.total());
    results.putAll(gradients);
    return results;
  }

  private static double @Nullable [] importance(CaseFile file) {
    JsonNode node = file.config().path("relative_importance");
    if (!node.isArray()) {
      return null;
    }
    double[] values = new double[node.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = node.get(i).asDouble();
    }
    return values;
  }

  private static Map<String, Tensor> funnel(CaseFile file) {
    FunnelPlan plan =
        new FunnelPlan(
            file.integer("retrieval_dim"),
            file.integers("shortlist"),
            file.integers("rerank_dims"));
    double[][] database = rows(file.input("database"));
    FunnelResult result = new FunnelSearch(database, plan).search(rows(file.input("query")));
    int k = file.integer("k");
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("output.shortlist", ids(result.shortlist()));
    for (int i = 0; i < result.stages().length; i++) {
      results.put("output.stage." + i, ids(result.stages()[i]));
    }
    if (file.has("output.top1")) {
      int[] labels = labels(file, "database_label");
      int[] expected = labels(file, "query_label");
      RetrievalMetrics metrics = RetrievalMetrics.of(result.neighbours(), labels, expected, k);
      results.put("output.top1", Tensor.scalar(metrics.top1()));
      results.put("output.map_at_k", Tensor.scalar(metrics.mapAtK()));
      results.put("output.precision_at_k", Tensor.scalar(metrics.precisionAtK()));
      results.put("output.recall_at_k", Tensor.scalar(metrics.recallAtK()));
    }
    results.put("output.mflops", Tensor.scalar(plan.megaFlops(database.length)));
    return results;
  }

  private static int[] labels(CaseFile file, String name) {
    return Arrays.stream(file.input(name).toLongArray()).mapToInt(Math::toIntExact).toArray();
  }

  private static Map<String, Tensor> cascade(CaseFile file) {
    Nesting nesting = new Nesting(file.integers("nesting_list"));
    JsonNode grid = file.config().path("grid");
    Cascade cascade =
        Cascade.fit(
            nesting,
            cube(file.input("fit_prob")),
            labels(file, "fit_label"),
            new Cascade.Grid(
                grid.path(0).asDouble(), grid.path(1).asDouble(), grid.path(2).asInt()));
    Cascade.Result result = cascade.predict(cube(file.input("prob")));
    double[] thresholds = cascade.thresholds();
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("output.threshold", Tensor.of(thresholds, thresholds.length));
    results.put("output.level", Tensor.of(result.level(), result.level().length));
    results.put("output.prediction", Tensor.of(result.prediction(), result.prediction().length));
    results.put("output.accuracy", Tensor.scalar(result.accuracy(labels(file, "label"))));
    results.put("output.expected_dim", Tensor.scalar(result.expectedDimension()));
    results.put("output.cumulative_dim", Tensor.scalar(result.cumulativeDimension()));
    return results;
  }

  private static double[][] rows(Tensor matrix) {
    return List.of(matrix.unbind(0)).stream().map(Tensor::toDoubleArray).toArray(double[][]::new);
  }

  private static double[][][] cube(Tensor cube) {
    return List.of(cube.unbind(0)).stream().map(MatryoshkaCase::rows).toArray(double[][][]::new);
  }

  private static Tensor ids(int[][] ids) {
    int columns = ids.length == 0 ? 0 : ids[0].length;
    int[] flat = Arrays.stream(ids).flatMapToInt(Arrays::stream).toArray();
    return Tensor.of(flat, ids.length, columns);
  }
}
