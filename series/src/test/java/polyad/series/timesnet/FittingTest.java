package polyad.series.timesnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.catalog.Monitor;
import polyad.catalog.Progress;
import polyad.series.ForecastTraining;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

class FittingTest {
  private static final int EXAMPLES = 10;

  @TempDir Path folder;

  /** Asks to stop once that step is done; 0 for never. */
  private static Monitor stoppingAfter(int step) {
    long[] done = {0};
    return new Monitor() {
      @Override
      public Progress progress(String label, long total) {
        return new Progress() {
          @Override
          public void at(long at, double loss) {
            done[0] = at;
          }

          @Override
          public void step(double loss) {}

          @Override
          public void close() {}
        };
      }

      @Override
      public void info(String line) {}

      @Override
      public boolean stopRequested() {
        return step > 0 && done[0] >= step;
      }
    };
  }

  private static float[] train(Fitting fitting, @Nullable Path checkpoint, int stop) {
    Generator rng = new Generator(4);
    TimesNetConfig config =
        TimesNetConfig.of(TimesNetTask.ANOMALY_DETECTION, 16, 0, 1).withSize(4, 4, 2, 2, 1);
    try (var _ = TensorScope.open();
        TimesNet model = new TimesNet(config, rng)) {
      Tensor data = Tensor.randn(new Generator(1), EXAMPLES, 16, 1);
      fitting.fit(
          model,
          EXAMPLES,
          (batch, step) -> {
            Tensor x = data.indexSelect(0, Tensor.of(batch, batch.length)).mul(1 + 0.1 * step);
            return Functional.mseLoss(model.forward(x, null, null), x);
          },
          null,
          5,
          rng,
          new ForecastTraining.Session("t", checkpoint, stoppingAfter(stop)));
      return model.stateDict().get("model.0.conv.0.kernels.1.weight").toFloatArray();
    }
  }

  @Test
  void anInterruptedTrainingContinuesBitForBit() {
    for (Fitting fitting :
        new Fitting[] {
          Fitting.steps(11, 4, 0.01).halved(3), Fitting.epochs(4, EXAMPLES, 4, 0.01, 0).forClasses()
        }) {
      Path checkpoint = folder.resolve(fitting.rectified() ? "r" : "a");
      float[] straight = train(fitting, null, 0);
      assertThrows(CancellationException.class, () -> train(fitting, checkpoint, 5));
      assertArrayEquals(straight, train(fitting, checkpoint, 0));
    }
  }

  @Test
  void epochsAreCountedInSteps() {
    Fitting fitting = Fitting.epochs(3, 10, 4, 0.01, 2);
    assertEquals(9, fitting.steps());
    assertEquals(3, fitting.evaluateEvery());
    assertThrows(IllegalArgumentException.class, () -> Fitting.steps(0, 4, 0.01));
    assertThrows(IllegalArgumentException.class, () -> Fitting.steps(1, 4, 0));
  }
}
