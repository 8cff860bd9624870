package polyad.embedding.optembed;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import polyad.data.FieldLayout;
import polyad.nn.Adam;
import polyad.nn.AdamSgd;
import polyad.nn.ParameterGroup;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * How long a training step takes, medians.
 *
 * @param base milliseconds of forward, backward and Adam of the base model
 * @param supernet milliseconds of those of the supernet, with drawing dimensions
 * @param passes milliseconds of the supernet's forward and backward alone
 * @param adam milliseconds of the optimiser alone
 * @param gigabytes a second that Adam moves: four arrays read and three written
 */
record StepTiming(double base, double supernet, double passes, double adam, double gigabytes) {
  private static final int WARM_UP = 10;

  static StepTiming measure(
      FieldLayout layout, CtrModel model, OptEmbedConfig config, int steps, long seed) {
    int m = layout.count();
    SplittableRandom random = new SplittableRandom(seed);
    int[] offsets = layout.offsets();
    int[] ids = new int[config.batch() * m];
    for (int at = 0; at < ids.length; at++) {
      ids[at] = random.nextInt(offsets[at % m], offsets[at % m + 1]);
    }
    float[] y = new float[config.batch()];
    for (int b = 0; b < y.length; b++) {
      y[b] = random.nextInt(2);
    }
    Generator rng = new Generator(seed);
    DimensionSampler sampler = new DimensionSampler(config.latentDim(), seed);
    try (var _ = TensorScope.open();
        CtrNetwork network = new CtrNetwork(layout, config.shape(model), false, rng);
        AdamSgd optimizer =
            new AdamSgd(
                ParameterGroup.of(network.weights(), config.l2()),
                List.of(new ParameterGroup(List.of(network.thresholdParameter()), 1, 0)),
                Adam.Options.adam())) {
      SuperNet supernet = new SuperNet(network, config.pruning());
      Tensor x = Score.ids(ids, m);
      Tensor labels = Tensor.of(y, y.length);
      LongFunction<Tensor> baseLoss = step -> logLoss(network.forward(x), labels);
      LongFunction<Tensor> superLoss =
          step ->
              supernet.loss(logLoss(supernet.forward(x, sampler.draw(y.length, m, step)), labels));
      double[] base = times(network, optimizer, baseLoss, config.lr(), steps);
      double[] whole = times(network, optimizer, superLoss, config.lr(), steps);
      long embedding = network.parameterCount() - network.threshold().numel();
      double bytes = 7.0 * 4 * embedding;
      double adam = whole[1];
      return new StepTiming(
          base[0] + base[1], whole[0] + adam, whole[0], adam, bytes / (1e6 * adam));
    }
  }

  private static Tensor logLoss(Tensor logits, Tensor labels) {
    return Functional.binaryCrossEntropyWithLogits(logits, labels);
  }

  /** Median milliseconds of passes and of the optimiser. */
  private static double[] times(
      CtrNetwork network, AdamSgd optimizer, LongFunction<Tensor> loss, double lr, int steps) {
    double[] passes = new double[steps];
    double[] adam = new double[steps];
    for (int s = -WARM_UP; s < steps; s++) {
      try (var _ = TensorScope.open()) {
        long start = System.nanoTime();
        network.zeroGrad();
        loss.apply(s + WARM_UP).backward();
        long middle = System.nanoTime();
        optimizer.step(lr);
        long end = System.nanoTime();
        if (s >= 0) {
          passes[s] = 1e-6 * (middle - start);
          adam[s] = 1e-6 * (end - middle);
        }
      }
    }
    Arrays.sort(passes);
    Arrays.sort(adam);
    return new double[] {passes[steps / 2], adam[steps / 2]};
  }
}
