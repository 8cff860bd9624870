package polyad.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import polyad.completion.functional.FunBat;
import polyad.completion.functional.FunBatConfig;
import polyad.completion.functional.FunBatModel;
import polyad.completion.functional.KalmanSmoother;
import polyad.completion.functional.MaternKernel;
import polyad.completion.functional.StateSpaceGp;
import polyad.tensor.Tensor;
import tools.jackson.databind.JsonNode;

/** Cases of functional Tucker decomposition: chains, regression, whole fits. */
final class FunctionalTuckerCase implements ConformanceAdapter {
  @Override
  public String method() {
    return "functional-tucker";
  }

  @Override
  public double tolerance(CaseFile file, String tensor) {
    return switch (file.text("kind")) {
      case "kalman" -> 1e-8;
      case "gp" -> 1e-7;
      default -> 1e-6;
    };
  }

  @Override
  public Map<String, Tensor> evaluate(CaseFile file) {
    return switch (file.text("kind")) {
      case "kalman" -> kalman(file);
      case "gp" -> gp(file);
      case "model" -> model(file);
      default ->
          throw new IllegalArgumentException(
              "kind is '" + file.text("kind") + "', known: kalman, gp, model");
    };
  }

  private static int order(String kernel) {
    return switch (kernel) {
      case "Matern_21" -> 1;
      case "Matern_23" -> 2;
      case "Matern_25" -> 3;
      default ->
          throw new IllegalArgumentException(
              "kernel is '" + kernel + "', known: Matern_21, Matern_23, Matern_25");
    };
  }

  private static MaternKernel kernel(CaseFile file) {
    return new MaternKernel(
        order(file.text("kernel")), file.number("lengthscale"), file.number("variance"));
  }

  private static double[][] rows(Tensor t) {
    double[] flat = t.toDoubleArray();
    int n = (int) t.size(0);
    int width = n == 0 ? 0 : flat.length / n;
    return IntStream.range(0, n)
        .mapToObj(i -> Arrays.copyOfRange(flat, i * width, (i + 1) * width))
        .toArray(double[][]::new);
  }

  private static Tensor matrices(double[][] rows, int size) {
    return Tensor.of(rows).reshape(rows.length, size, size);
  }

  private static Map<String, Tensor> kalman(CaseFile file) {
    int rank = file.integer("rank");
    MaternKernel kernel = kernel(file);
    KalmanSmoother smoother = new KalmanSmoother(kernel, rank);
    int size = kernel.order() * rank;
    double[][] y = rows(file.input("y"));
    long[] observed = file.input("observed").toLongArray();
    boolean[] seen = new boolean[y.length];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = observed[i] != 0;
    }
    KalmanSmoother.Result r =
        smoother.run(
            file.input("t").toDoubleArray(),
            y,
            seen,
            rows(file.input("R")),
            file.input("m0").toDoubleArray());
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("output.F", Tensor.of(smoother.drift(), size, size));
    results.put("output.P_inf", Tensor.of(smoother.stationary(), size, size));
    results.put("output.m_pred", Tensor.of(r.predictedMean()));
    results.put("output.P_pred", matrices(r.predictedCovariance(), size));
    results.put("output.m_filt", Tensor.of(r.filteredMean()));
    results.put("output.P_filt", matrices(r.filteredCovariance(), size));
    results.put("output.m_smooth", Tensor.of(r.mean()));
    results.put("output.P_smooth", matrices(r.covariance(), size));
    return results;
  }

  private static Map<String, Tensor> gp(CaseFile file) {
    StateSpaceGp gp = new StateSpaceGp(kernel(file));
    double[] t = file.input("t").toDoubleArray();
    double[] y = file.input("y").toDoubleArray();
    double[] noise = file.input("noise_var").toDoubleArray();
    StateSpaceGp.Posterior own = gp.predict(t, y, noise, t);
    StateSpaceGp.Posterior other = gp.predict(t, y, noise, file.input("t_new").toDoubleArray());
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("output.mean", vector(own.mean()));
    results.put("output.var", vector(own.variance()));
    results.put("output.mean_new", vector(other.mean()));
    results.put("output.var_new", vector(other.variance()));
    results.put("output.log_marginal", vector(new double[] {own.logMarginal()}));
    return results;
  }

  private static Tensor vector(double[] values) {
    return Tensor.of(values, values.length);
  }

  private static double number(JsonNode node, int k) {
    return node.isArray() ? node.get(k).asDouble() : node.asDouble();
  }

  private static FunBatConfig config(CaseFile file, int modes) {
    List<Integer> ranks = new ArrayList<>();
    List<MaternKernel> kernels = new ArrayList<>();
    JsonNode config = file.config();
    for (int k = 0; k < modes; k++) {
      JsonNode rank = config.path("rank");
      ranks.add(rank.isArray() ? rank.get(k).asInt() : rank.asInt());
      JsonNode kernel = config.path("kernel");
      kernels.add(
          new MaternKernel(
              order(kernel.isArray() ? kernel.get(k).asString() : kernel.asString()),
              number(config.path("lengthscale"), k),
              number(config.path("variance"), k)));
    }
    return new FunBatConfig(
        file.text("form").equals("tucker"),
        ranks,
        kernels,
        file.number("damping"),
        file.number("damping_tau"),
        config.path("damping_gamma").asDouble(0),
        file.number("v"),
        file.number("a0"),
        file.number("b0"),
        config.path("gamma_prior_precision").asDouble(0),
        config.path("core_covariance").asBoolean(false),
        config.path("inner").asBoolean(true),
        file.integer("epochs"));
  }

  private static Map<String, Tensor> model(CaseFile file) {
    double[][] t = rows(file.input("train_t"));
    double[] y = file.input("train_y").toDoubleArray();
    int modes = t[0].length;
    FunBatConfig config = config(file, modes);
    double[][] grids = new double[modes][];
    double[][][] mean = new double[modes][][];
    double[][][] shift = new double[modes][][];
    double[][] prior = new double[modes][];
    int[][] seen = new int[modes][];
    for (int k = 0; k < modes; k++) {
      int mode = k;
      grids[k] = file.tensor("param.grid." + k).toDoubleArray();
      double[] grid = grids[k];
      seen[k] =
          IntStream.range(0, grid.length)
              .filter(i -> Arrays.stream(t).anyMatch(row -> row[mode] == grid[i]))
              .toArray();
      double[][] all = rows(file.tensor("param.U_mean." + k));
      mean[k] = Arrays.stream(seen[k]).mapToObj(i -> all[i]).toArray(double[][]::new);
      shift[k] = rows(file.tensor("param.msg_eta." + k));
      prior[k] = file.tensor("param.m0." + k).toDoubleArray();
    }
    FunBat.Start start =
        config.tucker()
            ? new FunBat.Start(
                mean,
                shift,
                prior,
                file.tensor("param.gamma_mean").toDoubleArray(),
                rows(file.tensor("param.gamma_eta")))
            : new FunBat.Start(mean, shift, prior, new double[0], new double[0][]);
    FunBatModel model = FunBat.fit(t, y, config, start);
    Map<String, Tensor> results = new LinkedHashMap<>();
    for (int k = 0; k < modes; k++) {
      int rank = config.ranks().get(k);
      FunBatModel.Latent own = model.latent(k, model.index(k));
      FunBatModel.Latent grid = model.latent(k, grids[k]);
      results.put(
          "output.U_index." + k,
          Tensor.of(Arrays.stream(seen[k]).asLongStream().toArray(), seen[k].length));
      results.put("output.U_mean." + k, Tensor.of(own.mean()));
      results.put("output.U_cov." + k, matrices(own.covariance(), rank));
      results.put("output.grid_mean." + k, Tensor.of(grid.mean()));
      results.put("output.grid_cov." + k, matrices(grid.covariance(), rank));
    }
    if (config.tucker()) {
      int size = model.core().length;
      results.put("output.gamma_mean", vector(model.core()));
      results.put("output.gamma_cov", Tensor.of(model.coreCovariance(), size, size));
    }
    results.put(
        "output.tau", vector(model.trace().stream().mapToDouble(FunBat.Sweep::tau).toArray()));
    FunBatModel.Prediction p = model.predict(rows(file.input("test_t")));
    results.put("output.pred_mean", vector(p.mean()));
    results.put("output.pred_var_latent", vector(p.latentVariance()));
    results.put("output.pred_var", vector(p.variance()));
    return results;
  }
}
