package polyad.geometry.rotation;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import polyad.algebra.RotationMap;
import polyad.algebra.Rotations;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * One autoencoder, trained on fresh rotations and tested on others.
 *
 * @param stats errors on the test rotations
 * @param quantiles of the errors in degrees, 200 of them in order
 * @param seconds that training took
 */
record AutoencoderTrial(RotationErrorStats stats, List<Double> quantiles, double seconds) {
  private static final int QUANTILES = 200;
  private static final int CHUNK = 5000;

  AutoencoderTrial {
    quantiles = List.copyOf(quantiles);
  }

  static AutoencoderTrial of(
      RotationMap map, RotationLoss loss, AutoencoderConfig config, long seed, Training training) {
    Generator rng = new Generator(seed);
    try (RotationAutoencoder model = new RotationAutoencoder(map, config.hidden(), rng)) {
      long start = System.nanoTime();
      training.run(
          model,
          rng,
          () -> {
            Tensor rotation = draw(map, config, rng);
            return loss.of(model.forward(rotation), rotation);
          });
      double seconds = (System.nanoTime() - start) / 1e9;
      double[] degrees = test(model::forward, map.n(), config.testRotations(), seed);
      return new AutoencoderTrial(RotationErrorStats.of(degrees), quantiles(degrees), seconds);
    }
  }

  private static Tensor draw(RotationMap map, AutoencoderConfig config, Generator rng) {
    return config.axisAngleSampler() && map.n() == 3
        ? Rotations.randomAxisAngle(rng, DType.F32, config.batch())
        : Rotations.random(rng, DType.F32, map.n(), config.batch());
  }

  /** The distance in degrees between fresh rotations and what the network makes of them. */
  private static double[] test(Function<Tensor, Tensor> network, int n, int count, long seed) {
    // Another stream than training draws from.
    Generator rng = new Generator(seed + 0x7E57);
    double[] degrees = new double[count];
    for (int from = 0; from < count; from += CHUNK) {
      try (var _ = TensorScope.open();
          var _ = Autograd.noGrad()) {
        int size = Math.min(CHUNK, count - from);
        Tensor rotation = Rotations.random(rng, DType.F32, n, size);
        Tensor predicted = network.apply(rotation);
        Tensor angle = Rotations.distance(predicted.to(DType.F64), rotation.to(DType.F64));
        System.arraycopy(angle.mul(180 / Math.PI).toDoubleArray(), 0, degrees, from, size);
      }
    }
    return degrees;
  }

  private static List<Double> quantiles(double[] degrees) {
    double[] sorted = degrees.clone();
    Arrays.sort(sorted);
    Double[] values = new Double[QUANTILES];
    for (int i = 0; i < QUANTILES; i++) {
      values[i] = RotationErrorStats.quantile(sorted, (i + 0.5) / QUANTILES);
    }
    return List.of(values);
  }
}
