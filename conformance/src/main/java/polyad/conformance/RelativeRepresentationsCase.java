package polyad.conformance;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import polyad.embedding.relative.Anchors;
import polyad.embedding.relative.LatentSimilarity;
import polyad.embedding.relative.Projection;
import polyad.embedding.relative.Quantization;
import polyad.embedding.relative.RelativeConfig;
import polyad.embedding.relative.RelativeLayer;
import polyad.nn.evaluate.Cka;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** Cases of relative representations: the layer, projections, comparison, choice of anchors. */
final class RelativeRepresentationsCase implements ConformanceAdapter {
  @Override
  public String method() {
    return "relative-representations";
  }

  @Override
  public double tolerance(CaseFile file, String tensor) {
    return 1e-9;
  }

  @Override
  public Map<String, Tensor> evaluate(CaseFile file) {
    return switch (file.text("op")) {
      case "relative" -> relative(file);
      case "project" -> project(file);
      case "compare" -> compare(file);
      case "fps" -> farthestPoints(file);
      default ->
          throw new IllegalArgumentException(
              "op is '%s', known: relative, project, compare, fps".formatted(file.text("op")));
    };
  }

  private static String option(CaseFile file, String key) {
    return file.config().path(key).asString("none").toUpperCase(Locale.ROOT);
  }

  private static Map<String, Tensor> relative(CaseFile file) {
    String values = option(file, "values_mode");
    String norm = option(file, "output_normalization_mode");
    RelativeConfig config =
        new RelativeConfig(
            file.integer("in_features"),
            file.integer("n_anchors"),
            option(file, "normalization_mode").equals("L2"),
            RelativeConfig.Similarity.valueOf(option(file, "similarity_mode")),
            Quantization.valueOf(option(file, "absolute_quantization_mode")),
            file.config().path("absolute_bin_size").asDouble(1),
            Quantization.valueOf(option(file, "similarities_quantization_mode")),
            file.config().path("similarities_bin_size").asDouble(1),
            RelativeConfig.Values.valueOf(values.equals("NONE") ? "SIMILARITIES" : values),
            file.config().path("hidden_features").asInt(1),
            RelativeConfig.OutputNorm.valueOf(norm),
            1,
            RelativeConfig.Pool.CONCAT);
    RelativeLayer layer = new RelativeLayer(config, new Generator(0));
    layer.to(DType.F64);
    file.load(layer);
    RelativeLayer.Result result = layer.forward(file.input("x"), file.input("anchors"));
    Tensor loss = ramp(result.output());
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("output.output", result.output());
    results.put("output.similarities", result.similarities().squeeze(0));
    results.put("output.loss", loss.view(1));
    results.putAll(file.gradients(loss, layer));
    return results;
  }

  /** ⟨y, linspace(−1, 1)⟩ row by row. */
  private static Tensor ramp(Tensor y) {
    long n = y.numel();
    Tensor weights = Tensor.arange(DType.F64, 0, n, 1).mul(2.0 / (n - 1)).sub(1);
    return y.reshape(n).mul(weights).sum();
  }

  private static Map<String, Tensor> project(CaseFile file) {
    Map<String, Tensor> results = new LinkedHashMap<>();
    Tensor loss = Tensor.zeros(DType.F64);
    for (var kind : file.config().path("kinds")) {
      String name = kind.asString("");
      Projection projection =
          name.equals("cob")
              ? Projection.CHANGE_OF_BASIS
              : Projection.valueOf(name.toUpperCase(Locale.ROOT));
      Tensor projected = projection.apply(file.input("x"), file.input("anchors"));
      results.put("output." + name, projected);
      loss = loss.add(ramp(projected));
    }
    results.put("output.loss", loss.view(1));
    results.putAll(file.gradients(loss));
    return results;
  }

  private static Map<String, Tensor> compare(CaseFile file) {
    Tensor first = file.input("space1");
    Tensor second = file.input("space2");
    Tensor index = file.input("anchor_index");
    Tensor u = Projection.COSINE.apply(first, first.indexSelect(0, index));
    Tensor v = Projection.COSINE.apply(second, second.indexSelect(0, index));
    int k = file.integer("k");
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("output.relative1", u);
    results.put("output.relative2", v);
    put(results, LatentSimilarity.compare(u, v, k), "");
    results.put("output.linear_cka_absolute", scalar(Cka.linear(first, second)));
    if (first.size(1) == second.size(1)) {
      put(results, LatentSimilarity.compare(first, second, k), "_absolute");
    }
    return results;
  }

  private static void put(Map<String, Tensor> results, LatentSimilarity s, String suffix) {
    results.put("output.jaccard" + suffix, scalar(s.jaccard()));
    results.put("output.mrr" + suffix, scalar(s.mrr()));
    results.put("output.cosine" + suffix, scalar(s.cosine()));
    results.put("output.linear_cka" + suffix, scalar(s.linearCka()));
  }

  private static Tensor scalar(double value) {
    return Tensor.of(new double[] {value}, 1);
  }

  private static Map<String, Tensor> farthestPoints(CaseFile file) {
    Anchors anchors =
        Anchors.farthestPoint(file.input("x"), file.integer("n_anchors"), file.integer("start"));
    long[] index = anchors.index().stream().mapToLong(i -> i).toArray();
    return Map.of("output.index", Tensor.of(index, index.length));
  }
}
