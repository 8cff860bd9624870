package polyad.conformance;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import polyad.embedding.relative.Anchors;
import polyad.embedding.relative.LatentSimilarity;
import polyad.embedding.relative.Projection;
import polyad.embedding.relative.Quantization;
import polyad.embedding.relative.RelativeConfig;
import polyad.embedding.relative.RelativeLayer;
import polyad.embedding.relative.SubspaceRelativeLayer;
import polyad.nn.Module;
import polyad.nn.evaluate.Cka;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import tools.jackson.databind.JsonNode;

/** Cases of relative representations: the layer, projections, comparison, choice of anchors. */
final class RelativeRepresentationsCase implements ConformanceAdapter {
  /** The official name of the distance at which clusters part is that of their number. */
  private static final List<String> CLUSTER_SIZE_KEYS =
      List.of("_num_clusters", "_distance_threshold", "_cluster_threshold");

  private static final List<String> SUBSPACE_KEYS =
      List.of("n_subspaces", "num_subspaces", "subspaces", "n_heads", "num_heads", "heads");

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

  private static <E extends Enum<E>> E option(
      CaseFile file, String key, Class<E> type, String otherwise) {
    JsonNode value = file.config().path(key);
    String name = value.isMissingNode() || value.isNull() ? otherwise : value.asString();
    return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
  }

  private static int integer(CaseFile file, String key, int otherwise) {
    JsonNode value = file.config().path(key);
    return value.isNumber() ? value.asInt() : otherwise;
  }

  private static Quantization quantization(CaseFile file, String of) {
    Quantization.Kind kind =
        option(file, of + "_quantization_mode", Quantization.Kind.class, "none");
    boolean clusters = kind == Quantization.Kind.CLUSTER || kind == Quantization.Kind.KMEANS;
    List<String> keys = clusters ? CLUSTER_SIZE_KEYS : List.of("_bin_size");
    return new Quantization(
        kind,
        keys.stream()
            .map(key -> file.config().path(of + key))
            .filter(JsonNode::isNumber)
            .findFirst()
            .map(JsonNode::asDouble)
            .orElse(1.0));
  }

  private static Set<RelativeConfig.Element> transforms(CaseFile file) {
    Set<RelativeConfig.Element> elements = EnumSet.noneOf(RelativeConfig.Element.class);
    for (JsonNode element : file.config().path("transform_elements")) {
      String name = element.asString().toUpperCase(Locale.ROOT);
      if (!name.equals("NONE")) {
        elements.add(RelativeConfig.Element.valueOf(name.replace("ATTENTION_", "")));
      }
    }
    return elements;
  }

  private static RelativeConfig config(CaseFile file, int inFeatures) {
    RelativeConfig.Builder builder =
        RelativeConfig.builder(inFeatures, file.integer("n_anchors"))
            .classes(integer(file, "n_classes", 1))
            .normalize(
                option(file, "normalization_mode", RelativeConfig.OutputNorm.class, "none")
                    == RelativeConfig.OutputNorm.L2)
            .similarity(option(file, "similarity_mode", RelativeConfig.Similarity.class, "inner"))
            .transforms(transforms(file), integer(file, "hidden_features", inFeatures))
            .absoluteQuantization(quantization(file, "absolute"))
            .similarityQuantization(quantization(file, "similarities"))
            .sampling(
                option(file, "anchors_sampling_mode", RelativeConfig.Sampling.class, "none"),
                integer(file, "n_anchors_sampling_per_class", 1))
            .outputNorm(
                option(file, "output_normalization_mode", RelativeConfig.OutputNorm.class, "none"));
    RelativeConfig.Values values =
        option(file, "values_mode", RelativeConfig.Values.class, "similarities");
    if (values == RelativeConfig.Values.SELF_ATTENTION) {
      builder.selfAttention(
          file.integer("self_attention_hidden_dim"),
          integer(file, "values_self_attention_nhead", 1));
    }
    if (file.config()
        .path("similarities_aggregation_mode")
        .asString("")
        .equalsIgnoreCase("stratified_avg")) {
      builder.stratifiedAverage(integer(file, "similarities_aggregation_n_groups", 1));
    }
    return builder.values(values).build();
  }

  /** The number of subspaces; 1 for the plain layer. */
  private static int subspaces(CaseFile file) {
    for (String key : SUBSPACE_KEYS) {
      if (file.config().path(key).isNumber()) {
        return file.integer(key);
      }
    }
    return 1;
  }

  private static Map<String, Tensor> relative(CaseFile file) {
    int subspaces = subspaces(file);
    boolean pooled = subspaces > 1 || file.config().has("subspace_pooling");
    RelativeConfig config = config(file, file.integer("in_features") / subspaces);
    int[] labels =
        file.has("input.anchor_label")
            ? Arrays.stream(file.input("anchor_label").toLongArray())
                .mapToInt(Math::toIntExact)
                .toArray()
            : null;
    Generator rng = new Generator(0);
    Tensor x = file.input("x");
    Tensor anchors = file.input("anchors");
    Module module;
    RelativeLayer.Result result;
    if (pooled) {
      var pool = option(file, "subspace_pooling", SubspaceRelativeLayer.Pool.class, "none");
      var layer = new SubspaceRelativeLayer(config, subspaces, pool, rng);
      module = load(file, layer);
      result = layer.forward(x, anchors, labels);
    } else {
      var layer = new RelativeLayer(config, rng);
      module = load(file, layer);
      result = layer.forward(x, anchors, labels);
    }
    Tensor loss = ramp(result.output());
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("output.output", result.output());
    results.put("output.similarities", result.similarities());
    results.put("output.loss", loss.view(1));
    results.putAll(file.gradients(loss, module));
    return results;
  }

  /** Statistics that a case does not store keep their first values. */
  private static Module load(CaseFile file, Module module) {
    module.to(DType.F64);
    Map<String, Tensor> state = file.parameters();
    module.stateDict().forEach((name, value) -> putStatistic(state, name, value));
    module.loadStateDict(state);
    return file.config().path("training").asBoolean(true) ? module.train() : module.eval();
  }

  private static void putStatistic(Map<String, Tensor> state, String name, Tensor value) {
    if (name.contains("running_") || name.endsWith("num_batches_tracked")) {
      state.putIfAbsent(name, value);
    }
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
    results.put("output.rbf_cka_absolute", scalar(Cka.rbf(first, second)));
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
    results.put("output.rbf_cka" + suffix, scalar(s.rbfCka()));
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
