package polyad.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polyad.data.FieldLayout;
import polyad.embedding.optembed.BinaryStep;
import polyad.embedding.optembed.CtrModel;
import polyad.embedding.optembed.CtrNetwork;
import polyad.embedding.optembed.CtrShape;
import polyad.embedding.optembed.MaskedNet;
import polyad.embedding.optembed.Pruning;
import polyad.embedding.optembed.SuperNet;
import polyad.embedding.optembed.TableSize;
import polyad.nn.evaluate.RankingMetrics;
import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** Cases of OptEmbed: the step, the metrics, passes of the supernet and of retraining. */
final class OptEmbedCase implements ConformanceAdapter {
  @Override
  public String method() {
    return "optembed";
  }

  @Override
  public Map<String, Tensor> evaluate(CaseFile file) {
    return switch (file.text("kind")) {
      case "step" -> step(file);
      case "metrics" -> metrics(file);
      case "supernet" -> supernet(file);
      case "retrain" -> retrain(file);
      default ->
          throw new IllegalArgumentException(
              "kind is '" + file.text("kind") + "', expected step, metrics, supernet or retrain");
    };
  }

  private static Map<String, Tensor> step(CaseFile file) {
    Tensor y = BinaryStep.apply(file.input("v"));
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("output.y", y);
    results.putAll(file.gradients(y.mul(file.input("cot")).sum()));
    return results;
  }

  private static Map<String, Tensor> metrics(CaseFile file) {
    float[] labels = file.input("label").to(DType.F32).toFloatArray();
    double[] prob = file.input("prob").to(DType.F64).toDoubleArray();
    return Map.of(
        "output.auc", Tensor.of(new double[] {RankingMetrics.auc(labels, prob)}, 1),
        "output.logloss", Tensor.of(new double[] {RankingMetrics.logloss(labels, prob)}, 1));
  }

  private static Map<String, Tensor> supernet(CaseFile file) {
    CtrNetwork network = network(file);
    boolean training = training(file, "test");
    Pruning pruning =
        new Pruning(
            Pruning.Mode.valueOf(word(file, "mode_supernet", "all")),
            pruned(file),
            file.config().path("norm").asInt(1),
            file.config().path("alpha").asDouble(0));
    SuperNet supernet = new SuperNet(network, pruning);
    setPhase(network, training);
    @Nullable Tensor index =
        training && file.has("input.dim_index") ? file.input("dim_index") : null;
    Tensor logit = supernet.forward(file.input("x"), index);
    Tensor logloss = Functional.binaryCrossEntropyWithLogits(logit, file.input("label"));
    Tensor loss = supernet.loss(logloss);
    Tensor mask = supernet.featureMask();
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("output.logit", logit);
    results.put("output.logloss", logloss);
    results.put("output.loss", loss);
    results.put("output.feature_mask", mask);
    double kept = mask.sum().item() / mask.numel();
    results.put("output.table_sparsity", Tensor.of(new double[] {1 - kept}, 1));
    results.putAll(file.gradients(loss, network));
    return results;
  }

  private static Map<String, Tensor> retrain(CaseFile file) {
    CtrNetwork network = network(file);
    setPhase(network, training(file, "eval"));
    long[] embedDims = file.input("embed_dims").toLongArray();
    int[] dims = new int[embedDims.length];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = (int) embedDims[i];
    }
    Tensor mask = file.input("feature_mask");
    double[] numbers = mask.to(DType.F64).toDoubleArray();
    boolean[] kept = new boolean[numbers.length];
    for (int v = 0; v < kept.length; v++) {
      kept[v] = numbers[v] > 0;
    }
    try (MaskedNet masked = new MaskedNet(network, pruned(file), mask, dims, false)) {
      Tensor logit = masked.forward(file.input("x"));
      Tensor loss = Functional.binaryCrossEntropyWithLogits(logit, file.input("label"));
      TableSize size = TableSize.of(network.layout(), kept, dims, network.shape().latentDim());
      Map<String, Tensor> results = new LinkedHashMap<>();
      results.put("output.logit", logit);
      results.put("output.loss", loss);
      results.put("output.params", Tensor.of(new long[] {size.parameters()}, 1));
      results.put("output.sparsity", Tensor.of(new double[] {size.sparsity()}, 1));
      results.putAll(file.gradients(loss, network));
      return results;
    }
  }

  /** The case's network; what the file leaves out, such as unused thresholds, stays as made. */
  private static CtrNetwork network(CaseFile file) {
    FieldLayout layout = FieldLayout.of(file.integers("field_dim"));
    List<Integer> mlpDims = new ArrayList<>();
    file.config().path("mlp_dims").forEach(width -> mlpDims.add(width.asInt()));
    CtrModel model = CtrModel.valueOf(word(file, "model", "deepfm"));
    CtrShape shape =
        new CtrShape(
            model,
            file.integer("latent_dim"),
            mlpDims,
            Math.max(1, file.config().path("cross_layer_num").asInt(1)),
            0);
    boolean byValue = word(file, "mode_threshold", "field").equals("FEATURE");
    CtrNetwork network = new CtrNetwork(layout, shape, byValue, new Generator(0));
    network.to(file.tensor("param.embedding").dtype());
    Map<String, Tensor> state = network.stateDict();
    for (Map.Entry<String, Tensor> parameter : file.parameters().entrySet()) {
      if (state.replace(parameter.getKey(), parameter.getValue()) == null) {
        throw new IllegalArgumentException(
            model + " has no '" + parameter.getKey() + "'; there are " + state.keySet());
      }
    }
    network.loadStateDict(state);
    return network;
  }

  private static void setPhase(CtrNetwork network, boolean training) {
    var _ = training ? network.train() : network.eval();
  }

  private static boolean training(CaseFile file, String otherwise) {
    String phase = file.text("phase");
    if (phase.equals("train")) {
      return true;
    }
    if (phase.equals("test") || phase.equals("eval")) {
      return false;
    }
    throw new IllegalArgumentException("phase is '" + phase + "', expected train or " + otherwise);
  }

  private static Pruning.Pruned pruned(CaseFile file) {
    return Pruning.Pruned.valueOf(word(file, "mode_oov", "zero"));
  }

  private static String word(CaseFile file, String key, String otherwise) {
    return file.config().path(key).asString(otherwise).toUpperCase(Locale.ROOT);
  }
}
