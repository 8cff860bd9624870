package polyad.completion.functional;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import polyad.catalog.ModelDirectory;
import polyad.catalog.UsageException;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;

/**
 * A model on disk. What is kept is the sums of messages, from which chains and core follow.
 *
 * <pre>
 * mode.k.index [D]   mode.k.precision [D, R·R]   mode.k.shift [D, R]   mode.k.prior [S]
 * core.mean [ΠR]   core.covariance [ΠR·ΠR]   core.precision [ΠR·ΠR]   core.shift [ΠR]   (Tucker)
 * noise [3]   trace [sweeps, 3]
 * </pre>
 */
final class ModelFiles {
  private ModelFiles() {}

  static void write(FunBatModel model, ModelDirectory.Writer writer) throws IOException {
    writer.config(model.config());
    Map<String, Tensor> weights = new LinkedHashMap<>();
    try (var _ = TensorScope.open()) {
      for (int k = 0; k < model.config().modes(); k++) {
        Chain chain = model.chain(k);
        weights.put("mode." + k + ".index", vector(chain.index));
        weights.put("mode." + k + ".precision", Tensor.of(chain.precision));
        weights.put("mode." + k + ".shift", Tensor.of(chain.shift));
        weights.put("mode." + k + ".prior", vector(chain.prior));
      }
      if (model.config().tucker()) {
        Core.Belief belief = model.decomposition().belief();
        weights.put("core.mean", vector(model.core()));
        weights.put("core.covariance", vector(model.coreCovariance()));
        weights.put("core.precision", vector(belief.precision()));
        weights.put("core.shift", vector(belief.shift()));
      }
      FunBatModel.Noise noise = model.noise();
      weights.put(
          "noise", vector(new double[] {noise.precision(), noise.rate(), noise.observations()}));
      weights.put(
          "trace",
          Tensor.of(
              model.trace().stream()
                  .map(s -> new double[] {s.tau(), s.train(), s.held()})
                  .toArray(double[][]::new)));
      TensorFiles.writeSafetensors(
          writer.weights(), weights, Map.of("method", FunctionalTuckerMethod.SLUG));
    }
  }

  private static Tensor vector(double[] values) {
    return Tensor.of(values, values.length);
  }

  static FunBatModel read(ModelDirectory directory) throws IOException {
    FunBatConfig config = directory.config(FunBatConfig.class);
    try (var _ = TensorScope.open()) {
      Weights weights = new Weights(directory, TensorFiles.readSafetensors(directory.weights()));
      Chain[] chains = new Chain[config.modes()];
      for (int k = 0; k < chains.length; k++) {
        chains[k] = chain(config, k, weights);
      }
      double[] noise = weights.vector("noise", 3);
      return new FunBatModel(
              config,
              chains,
              config.tucker() ? core(config, weights) : Core.ones(config),
              new FunBatModel.Noise(noise[0], noise[1], (int) noise[2]))
          .withTrace(trace(weights.rows("trace", -1, 3)));
    }
  }

  private static Chain chain(FunBatConfig config, int k, Weights weights) {
    int r = config.ranks().get(k);
    MaternKernel kernel = config.kernels().get(k);
    double[] index = weights.vector("mode." + k + ".index", -1);
    return new Chain(
        kernel,
        index,
        weights.rows("mode." + k + ".precision", index.length, r * r),
        weights.rows("mode." + k + ".shift", index.length, r),
        weights.vector("mode." + k + ".prior", kernel.order() * r),
        config.valuePrior());
  }

  private static Core core(FunBatConfig config, Weights weights) {
    int size = config.ranks().stream().reduce(1, Math::multiplyExact);
    return new Core(
        config,
        weights.vector("core.mean", size),
        weights.vector("core.covariance", size * size),
        new Core.Belief(
            weights.vector("core.precision", size * size), weights.vector("core.shift", size)),
        Core.Belief.zero(size));
  }

  private static List<FunBat.Sweep> trace(double[][] rows) {
    List<FunBat.Sweep> trace = new ArrayList<>();
    for (double[] row : rows) {
      trace.add(new FunBat.Sweep(row[0], row[1], row[2]));
    }
    return trace;
  }

  /** Tensors by name, of checked shapes; -1 is any length. */
  private record Weights(ModelDirectory directory, Map<String, Tensor> tensors) {
    double[] vector(String name, int length) {
      Tensor tensor = tensors.get(name);
      if (tensor == null
          || tensor.dim() != 1
          || tensor.size(0) == 0
          || (length >= 0 && tensor.size(0) != length)) {
        throw wrong(name, "[" + (length < 0 ? "any" : length) + "]");
      }
      return tensor.toDoubleArray();
    }

    double[][] rows(String name, int rows, int columns) {
      Tensor tensor = tensors.get(name);
      if (tensor == null
          || tensor.dim() != 2
          || (rows >= 0 && tensor.size(0) != rows)
          || tensor.size(1) != columns) {
        throw wrong(name, "[" + (rows < 0 ? "any" : rows) + ", " + columns + "]");
      }
      double[] flat = tensor.toDoubleArray();
      return IntStream.range(0, flat.length / columns)
          .mapToObj(i -> Arrays.copyOfRange(flat, i * columns, (i + 1) * columns))
          .toArray(double[][]::new);
    }

    private UsageException wrong(String name, String shape) {
      Tensor tensor = tensors.get(name);
      return new UsageException(
          "%s: %s is %s, expected a tensor of shape %s"
              .formatted(
                  directory.weights(),
                  name,
                  tensor == null ? "missing" : Arrays.toString(tensor.shape()),
                  shape));
    }
  }
}
