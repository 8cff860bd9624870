package polyad.conformance;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import polyad.embedding.bt2.BctLoss;
import polyad.embedding.bt2.Bt2Head;
import polyad.embedding.bt2.Bt2Loss;
import polyad.embedding.bt2.BtConfig;
import polyad.embedding.bt2.PrefixRetrieval;
import polyad.embedding.bt2.PseudoClassifier;
import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** Cases of BT²: head and loss, BCT, pseudo-classifier, retrieval across generations. */
final class Bt2Case implements ConformanceAdapter {
  @Override
  public String method() {
    return "bt2";
  }

  @Override
  public double tolerance(CaseFile file, String tensor) {
    return Math.max(1e-9, file.defaultTolerance());
  }

  @Override
  public Map<String, Tensor> evaluate(CaseFile file) {
    return switch (file.text("op")) {
      case "head" -> head(file);
      case "bct" -> bct(file);
      case "pseudo" ->
          Map.of(
              "output.pseudo_classifier",
              PseudoClassifier.of(
                  file.input("old_feature"),
                  integers(file.input("target")),
                  file.integer("num_classes")));
      case "retrieval" -> retrieval(file);
      default ->
          throw new IllegalArgumentException(
              "op is '" + file.text("op") + "', known: head, bct, pseudo, retrieval");
    };
  }

  private static Map<String, Tensor> head(CaseFile file) {
    Tensor backbone = file.input("backbone_feature");
    String kind = file.config().path("head").asString("cnn");
    BtConfig config =
        new BtConfig(
            Math.toIntExact(backbone.size(1)),
            file.integer("embedding_dim"),
            file.integer("embedding_dim_old"),
            file.integer("to_add_dim"),
            file.number("C"),
            file.integer("num_classes"),
            file.config().path("norm_feature").asBoolean(true),
            BtConfig.Kind.valueOf(kind.toUpperCase(Locale.ROOT)));
    Bt2Head head = file.load(new Bt2Head(config, new Generator(0)));
    Bt2Head.Output output = head.forward(backbone);
    Bt2Loss.Value loss =
        new Bt2Loss(file.number("lambda_1"), file.number("lambda_2"), file.number("lambda_3"), 1)
            .of(
                output,
                file.input("old_feature"),
                file.input("new_feature"),
                file.input("pseudo_classifier"),
                file.input("target"));
    Map<String, Tensor> results = new LinkedHashMap<>(file.gradients(loss.total(), head));
    results.put("output.logits", output.logits());
    results.put("output.old_compatible", output.oldCompatible());
    results.put("output.feature", output.feature());
    results.put("output.new_feature", output.newFeature());
    results.put("output.weight_p", head.newBasis().weight());
    results.put("output.weight_old2", head.oldBasis().weight());
    results.put("output.loss", loss.total());
    results.put("output.loss_parts", loss.parts());
    return results;
  }

  private static Map<String, Tensor> bct(CaseFile file) {
    boolean normalise = file.config().path("norm_feature").asBoolean(true);
    Tensor given = file.input("feature");
    Tensor feature = normalise ? Functional.normalize(given, 1, 1e-12) : given;
    Tensor pseudo = file.input("pseudo_classifier").narrow(1, 0, file.integer("old_dim"));
    BctLoss.Value loss =
        new BctLoss(file.number("alpha"), file.number("label_smoothing"), 1)
            .of(feature, file.tensor("param.fc.weight"), pseudo, file.input("target"));
    Map<String, Tensor> results = new LinkedHashMap<>(file.gradients(loss.total()));
    results.put("output.loss", loss.total());
    results.put("output.loss_parts", loss.parts());
    return results;
  }

  private static Map<String, Tensor> retrieval(CaseFile file) {
    PrefixRetrieval.Metric metric =
        file.config().path("metric").asString("dot-prefix").startsWith("cosine")
            ? PrefixRetrieval.Metric.COSINE
            : PrefixRetrieval.Metric.DOT;
    Tensor query = file.input("query");
    Tensor gallery = file.input("gallery");
    int[] labels = integers(file.input("label"));
    boolean excludeSelf = file.config().path("exclude_self").asBoolean(true);
    PrefixRetrieval.Scores scores =
        PrefixRetrieval.evaluate(query, labels, gallery, labels, excludeSelf, metric);
    int[][] order = PrefixRetrieval.order(query, gallery, metric);
    int[] flat = Arrays.stream(order).flatMapToInt(Arrays::stream).toArray();
    return Map.of(
        "output.order", Tensor.of(flat, order.length, order[0].length),
        "output.top1", Tensor.scalar(scores.top1(), DType.F64),
        "output.top5", Tensor.scalar(scores.top5(), DType.F64),
        "output.map", Tensor.scalar(scores.map(), DType.F64));
  }

  private static int[] integers(Tensor tensor) {
    return Arrays.stream(tensor.toLongArray()).mapToInt(Math::toIntExact).toArray();
  }
}
