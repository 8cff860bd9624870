package polyad.conformance;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import polyad.algebra.o3.FourierTables;
import polyad.algebra.o3.Irrep;
import polyad.algebra.o3.Irreps;
import polyad.algebra.o3.Normalization;
import polyad.geometry.AtomGraph;
import polyad.geometry.ForceField;
import polyad.geometry.FourierBasis;
import polyad.geometry.GauntTensorProduct;
import polyad.geometry.gaunt.GauntConvolution;
import polyad.geometry.gaunt.GauntFeatureInteraction;
import polyad.geometry.gaunt.GauntManyBody;
import polyad.geometry.gaunt.MaceConfig;
import polyad.geometry.gaunt.MaceGaunt;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** Cases of Gaunt tensor products: tables, the three classes of operations, the force field. */
final class GauntCase implements ConformanceAdapter {
  @Override
  public String method() {
    return "gaunt-tensor-product";
  }

  @Override
  public double tolerance(CaseFile file, String tensor) {
    return file.text("op").equals("mace_gaunt") ? 1e-7 : 1e-8;
  }

  @Override
  public Map<String, Tensor> evaluate(CaseFile file) {
    return switch (file.text("op")) {
      case "fourier_tables" -> tables(file);
      case "feature_interaction" -> interaction(file);
      case "convolution" -> convolution(file);
      case "many_body" -> manyBody(file);
      case "mace_gaunt" -> mace(file);
      default ->
          throw new IllegalArgumentException(
              "op is '%s', known: fourier_tables, feature_interaction, convolution, many_body, mace_gaunt"
                  .formatted(file.text("op")));
    };
  }

  private static Map<String, Tensor> tables(CaseFile file) {
    boolean phase = file.config().path("condon_shortley").asBoolean(false);
    int lmax = file.integer("lmax");
    FourierTables.Complex to = FourierTables.toFourier(lmax, phase);
    FourierTables.Complex from = FourierTables.fromFourier(file.integer("lmax_out"), phase);
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("output.sh2f.re", to.re());
    results.put("output.sh2f.im", to.im());
    results.put("output.f2sh.re", from.re());
    results.put("output.f2sh.im", from.im());
    Tensor x = file.input("x");
    if (phase) {
      x = x.mul(phases(lmax).to(x.dtype()));
    }
    Tensor half = new FourierBasis(lmax, 2 * lmax + 1).toFourier(x); // u in transform order, v >= 0
    Tensor centred = FourierBasis.whole(half).roll(lmax, 1); // u = -L..L
    results.put("output.fourier.re", centred.real());
    results.put("output.fourier.im", centred.imag());
    return results;
  }

  /** (−1)^m for every component: what the published tables put in. */
  private static Tensor phases(int lmax) {
    double[] sign = new double[(lmax + 1) * (lmax + 1)];
    for (int l = 0; l <= lmax; l++) {
      for (int m = -l; m <= l; m++) {
        sign[l * l + l + m] = m % 2 == 0 ? 1 : -1;
      }
    }
    return Tensor.of(sign, sign.length);
  }

  private static Map<String, Tensor> results(Tensor z) {
    return new LinkedHashMap<>(Map.of("output.z", z));
  }

  private static Map<String, Tensor> interaction(CaseFile file) {
    GauntTensorProduct product =
        new GauntTensorProduct(
            file.integer("lmax1"), file.integer("lmax2"), file.integer("lmax_out"));
    GauntFeatureInteraction module =
        file.load(new GauntFeatureInteraction(file.integer("channels"), product, new Generator(0)));
    Tensor z = module.forward(file.input("x"), file.input("y"));
    Map<String, Tensor> results = results(z);
    results.putAll(file.gradients(z.square().sum().mul(0.5), module));
    return results;
  }

  private static Map<String, Tensor> convolution(CaseFile file) {
    String scale = file.config().path("filter_normalization").asString("norm");
    GauntConvolution.Route route =
        GauntConvolution.Route.valueOf(
            file.config().path("route").asString("rotated").toUpperCase(Locale.ROOT));
    GauntConvolution convolution =
        new GauntConvolution(
            file.integer("lmax_in"),
            file.integer("lmax_filter"),
            file.integer("lmax_out"),
            Normalization.valueOf(scale.toUpperCase(Locale.ROOT)),
            route);
    Tensor z = convolution.forward(file.input("x"), file.input("r"), file.input("radial"));
    Map<String, Tensor> results = results(z);
    results.putAll(file.gradients(z.square().sum().mul(0.5)));
    return results;
  }

  private static Map<String, Tensor> manyBody(CaseFile file) {
    GauntManyBody module =
        file.load(
            new GauntManyBody(
                file.integer("lmax_in"),
                file.integer("lmax_out"),
                file.integer("correlation"),
                file.integer("num_elements"),
                file.integer("channels"),
                GauntManyBody.Backend.GRID,
                new Generator(0)));
    Tensor z = module.forward(file.input("x"), file.input("node_attrs"));
    Map<String, Tensor> results = results(z);
    results.putAll(file.gradients(z.square().sum().mul(0.5), module));
    return results;
  }

  private static MaceConfig maceConfig(CaseFile file) {
    Irreps hidden = Irreps.parse(file.text("hidden_irreps"));
    int[] radial = file.integers("radial_mlp");
    if (radial.length != 3 || radial[0] != radial[1] || radial[1] != radial[2]) {
      throw new IllegalArgumentException("radial_mlp, known: three equal widths");
    }
    return new MaceConfig(
        hidden.blocks().getFirst().mul(),
        hidden.lmax(),
        file.integer("max_ell"),
        file.integer("num_interactions"),
        file.integer("correlation"),
        file.number("r_max"),
        file.integer("num_bessel"),
        file.integer("num_polynomial_cutoff"),
        radial[0],
        Irreps.parse(file.text("MLP_irreps")).count(new Irrep(0, 1)),
        false,
        MaceConfig.ManyBodyKind.GRID);
  }

  private static Map<String, Tensor> mace(CaseFile file) {
    MaceGaunt model =
        file.load(
            new MaceGaunt(
                maceConfig(file),
                file.integer("num_elements"),
                file.number("avg_num_neighbors"),
                file.number("atomic_inter_scale"),
                file.number("atomic_inter_shift"),
                new Generator(0)));
    Tensor positions = file.input("positions");
    Tensor edges = file.input("edge_index");
    Tensor batch = file.input("batch");
    AtomGraph graph =
        new AtomGraph(
            positions,
            file.input("species"),
            batch,
            edges.select(0, 0),
            edges.select(0, 1),
            positions.detach().narrow(0, 0, 1).expand(edges.size(1), 3).mul(0.0),
            (int) batch.max().itemLong() + 1);
    model.train();
    ForceField.Prediction prediction = model.predict(graph);
    Tensor energy = model.totalEnergy(prediction.energy(), graph);
    Tensor loss = energy.square().sum().add(prediction.forces().square().sum()).mul(0.5);
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("output.energy", energy);
    results.put("output.forces", prediction.forces());
    results.putAll(file.gradients(loss, model));
    return results;
  }
}
