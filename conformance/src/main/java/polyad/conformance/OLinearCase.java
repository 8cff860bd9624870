package polyad.conformance;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polyad.nn.Module;
import polyad.series.DLinear;
import polyad.series.FeedForward;
import polyad.series.ForecastNetwork;
import polyad.series.ITransformer;
import polyad.series.MixingDesign;
import polyad.series.OrthoForecaster;
import polyad.series.OrthoTrans;
import polyad.series.PatchTst;
import polyad.series.RLinear;
import polyad.series.TransformerShape;
import polyad.series.olinear.OLinear;
import polyad.series.olinear.OLinearCheckpoint;
import polyad.series.olinear.OLinearConfig;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import tools.jackson.databind.JsonNode;

/**
 * Cases of OLinear: whole models, OrthoTrans and NormLin in other forecasters, OrthoTrans alone.
 */
final class OLinearCase implements ConformanceAdapter {
  @Override
  public String method() {
    return "olinear";
  }

  @Override
  public double tolerance(CaseFile file, String tensor) {
    return file.text("kind").equals("orthotrans") ? 1e-8 : file.defaultTolerance();
  }

  @Override
  public Map<String, Tensor> evaluate(CaseFile file) {
    return switch (file.text("kind")) {
      case "model" -> model(file);
      case "plugin" -> plugin(file);
      case "orthotrans" -> orthoTrans(file);
      default ->
          throw new IllegalArgumentException(
              "kind is '" + file.text("kind") + "', expected model, plugin or orthotrans");
    };
  }

  private static Map<String, Tensor> model(CaseFile file) {
    OLinear model = new OLinear(config(file), null, null, new Generator(0));
    model.to(type(file));
    model.loadStateDict(OLinearCheckpoint.own(model, file.parameters()));
    return forward(file, model, model);
  }

  private static OLinearConfig config(CaseFile file) {
    String variant = word(file.text("variant"));
    OLinearConfig base =
        new OLinearConfig(
            file.integer("seq_len"),
            file.integer("pred_len"),
            file.integer("enc_in"),
            file.integer("d_model"),
            file.integer("d_ff"),
            file.integer("embed_size"),
            file.integer("e_layers"),
            file.config().path("dropout").asDouble(0),
            switch (variant) {
              case "olinear-c" -> OLinearConfig.Variant.OLINEAR_C;
              case "no-q" -> OLinearConfig.Variant.NO_Q;
              default -> OLinearConfig.Variant.OLINEAR;
            },
            OLinearConfig.Mixer.NORMLIN,
            basis(file),
            flag(file, "Q_chan_indep", false) && !variant.equals("no-q"),
            OLinearConfig.Temporal.LINEAR,
            MixingDesign.Transform.SOFTPLUS,
            MixingDesign.RowNorm.L1,
            Math.max(1, file.config().path("n_heads").asInt(1)),
            activation(file));
    return switch (variant) {
      case "olinear", "olinear-c", "no-q" -> base;
      case "attention" ->
          base.withParts(
              word(file.text("attn_type")).equals("enhanced")
                  ? OLinearConfig.Mixer.ENHANCED
                  : OLinearConfig.Mixer.ATTENTION,
              OLinearConfig.Temporal.LINEAR);
      case "var-temp" -> base.withParts(variates(file), temporal(file));
      case "weight-design" ->
          base.withDesign(
              MixingDesign.Transform.valueOf(upper(file.text("WeightTrans"))),
              MixingDesign.RowNorm.valueOf(upper(file.text("NormSet"))));
      default ->
          throw new IllegalArgumentException(
              "variant is '"
                  + variant
                  + "', expected olinear, olinear-c, no-q, weight-design, var-temp or attention");
    };
  }

  private static OLinearConfig.Basis basis(CaseFile file) {
    String name = upper(file.config().path("basis").asString("ortho"));
    return OLinearConfig.Basis.valueOf(name);
  }

  private static OLinearConfig.Mixer variates(CaseFile file) {
    if (!flag(file, "var_linear_enable", true)) {
      return OLinearConfig.Mixer.NONE;
    }
    return file.text("var_linear_mode").equals("normal")
        ? OLinearConfig.Mixer.LINEAR
        : OLinearConfig.Mixer.NORMLIN;
  }

  private static OLinearConfig.Temporal temporal(CaseFile file) {
    if (flag(file, "temp_linear", true)) {
      return OLinearConfig.Temporal.LINEAR;
    }
    return flag(file, "temp_attn_linear", false)
        ? OLinearConfig.Temporal.NORMLIN
        : OLinearConfig.Temporal.NONE;
  }

  private static Map<String, Tensor> plugin(CaseFile file) {
    Generator rng = new Generator(0);
    int context = file.integer("seq_len");
    int horizon = file.integer("pred_len");
    boolean normLin = flag(file, "normlin", false);
    String name = word(file.text("base"));
    ForecastNetwork base =
        switch (name) {
          case "itransformer" ->
              new ITransformer(context, horizon, file.integer("enc_in"), shape(file), normLin, rng);
          case "patchtst" ->
              new PatchTst(
                  context,
                  horizon,
                  file.integer("patch_len"),
                  file.integer("stride"),
                  shape(file),
                  normLin,
                  rng);
          case "dlinear" -> new DLinear(context, horizon, file.integer("moving_avg"), rng);
          case "rlinear" -> new RLinear(context, horizon, rng);
          default ->
              throw new IllegalArgumentException(
                  "base is '" + name + "', expected itransformer, patchtst, dlinear or rlinear");
        };
    file.load(base, "Q_mat", "Q_out_mat");
    boolean ortho = flag(file, "orthotrans", false);
    OrthoForecaster whole =
        OrthoForecaster.ofMatrices(
            base,
            !name.equals("dlinear"),
            ortho ? file.tensor("param.Q_mat") : null,
            ortho ? file.tensor("param.Q_out_mat") : null);
    return forward(file, whole, base);
  }

  private static TransformerShape shape(CaseFile file) {
    return new TransformerShape(
        file.integer("d_model"),
        file.integer("d_ff"),
        file.integer("e_layers"),
        Math.max(1, file.config().path("n_heads").asInt(1)),
        activation(file),
        file.config().path("dropout").asDouble(0));
  }

  /** Cases are computed as in evaluation: without dropout, with running statistics. */
  private static Map<String, Tensor> forward(CaseFile file, ForecastNetwork network, Module named) {
    network.eval();
    Tensor y = network.forward(file.input("x"));
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("output.y", y);
    if (file.has("input.cot")) {
      results.putAll(file.gradients(y.mul(file.input("cot")).sum(), named));
    }
    return results;
  }

  private static Map<String, Tensor> orthoTrans(CaseFile file) {
    Tensor series = file.input("series");
    int length = file.integer("length");
    OrthoTrans fitted =
        OrthoTrans.fit(
            rows(series),
            length,
            OrthoTrans.Normalise.valueOf(upper(file.text("normalise"))),
            file.config().path("min_variance").asDouble(OrthoTrans.MIN_VARIANCE));
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("output.sigma", Tensor.of(fitted.correlation(), length, length));
    results.put("output.eigenvalues", Tensor.of(fitted.eigenvalues(), length));
    results.put("output.q_mat", fitted.matrix());
    results.put("output.used", Tensor.of(fitted.usedVariates(), series.size(1)).to(DType.I64));
    if (file.has("input.x")) {
      Tensor z = fitted.transform(file.input("x"));
      results.put("output.x_trans", z);
      results.put("output.x_back", fitted.inverse(z));
    }
    return results;
  }

  private static double[][] rows(Tensor series) {
    double[] flat = series.to(DType.F64).toDoubleArray();
    int n = (int) series.size(1);
    double[][] rows = new double[(int) series.size(0)][n];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(flat, i * n, rows[i], 0, n);
    }
    return rows;
  }

  private static DType type(CaseFile file) {
    return file.input("x").dtype();
  }

  private static FeedForward.Function activation(CaseFile file) {
    return FeedForward.Function.valueOf(upper(file.config().path("activation").asString("gelu")));
  }

  private static boolean flag(CaseFile file, String key, boolean otherwise) {
    @Nullable JsonNode value = file.config().get(key);
    if (value == null || value.isNull()) {
      return otherwise;
    }
    return value.isNumber() ? value.asInt() != 0 : value.asBoolean();
  }

  private static String word(String text) {
    return text.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
