package polyad.nn.evaluate;

import java.util.Arrays;
import polyad.nn.Adam;
import polyad.nn.Linear;
import polyad.nn.Schedule;
import polyad.tensor.Autograd;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** Multinomial logistic regression on frozen, standardised features, by full-batch AdamW. */
public final class LinearProbe {
  private static final int STEPS = 200;
  private static final double LR = 0.05;
  private static final double WEIGHT_DECAY = 1e-3;

  private LinearProbe() {}

  /**
   * Trains on one set and returns the accuracy on another.
   *
   * @param train [N, d]
   * @param labels [N], from 0
   * @param test [M, d]
   * @param expected [M]
   */
  public static double accuracy(
      Tensor train, int[] labels, Tensor test, int[] expected, long seed) {
    try (var _ = TensorScope.open()) {
      Tensor mean = train.mean(true, 0).detach();
      Tensor sd = train.std(false, true, 0).detach().clampMin(1e-6);
      Tensor x = train.detach().sub(mean).div(sd);
      Tensor target = Tensor.of(labels, labels.length);
      int classes = Arrays.stream(labels).max().orElse(0) + 1;
      Linear probe = new Linear(train.size(1), classes, new Generator(seed));
      Adam optimizer = Adam.adamW(probe, WEIGHT_DECAY);
      Schedule schedule = Schedule.cosine(LR, 0, STEPS);
      for (int step = 0; step < STEPS; step++) {
        try (var _ = TensorScope.open()) {
          probe.zeroGrad();
          Functional.crossEntropy(probe.forward(x), target).backward();
          optimizer.step(schedule.at(step));
        }
      }
      long[] predicted;
      try (var _ = Autograd.noGrad()) {
        predicted = probe.forward(test.sub(mean).div(sd)).argmax(-1, false).toLongArray();
      }
      optimizer.close();
      probe.close();
      return share(predicted, expected);
    }
  }

  private static double share(long[] predicted, int[] expected) {
    int right = 0;
    for (int i = 0; i < expected.length; i++) {
      right += predicted[i] == expected[i] ? 1 : 0;
    }
    return (double) right / expected.length;
  }
}
