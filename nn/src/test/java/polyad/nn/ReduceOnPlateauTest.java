package polyad.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.data.BatchOrder;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

class ReduceOnPlateauTest {
  @TempDir Path folder;

  @Test
  void halvesAfterThePatienceAndEndsBelowTheLeast() {
    ReduceOnPlateau schedule = new ReduceOnPlateau(0.1, 0.5, 2, 0.03);
    assertFalse(schedule.endsAfter(1));
    assertFalse(schedule.endsAfter(0.99995), "not better by one part in 10,000");
    assertFalse(schedule.endsAfter(Double.NaN));
    assertEquals(0.1, schedule.at(3));
    assertFalse(schedule.endsAfter(2));
    assertEquals(0.05, schedule.at(4));
    assertFalse(schedule.endsAfter(0.5));
    assertFalse(schedule.endsAfter(1));
    assertFalse(schedule.endsAfter(1));
    assertTrue(schedule.endsAfter(1));
    assertEquals(0.025, schedule.at(8));
  }

  @Test
  void refusesWrongNumbers() {
    assertThrows(IllegalArgumentException.class, () -> new ReduceOnPlateau(0, 0.5, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new ReduceOnPlateau(1, 1, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new ReduceOnPlateau(1, 0.5, -1, 0));
  }

  @Test
  void aStoppedTrainingContinuesBitForBit() {
    double[] whole = trained(folder.resolve("whole"), Integer.MAX_VALUE);
    assertThrows(CancellationException.class, () -> trained(folder.resolve("cut"), 13));
    double[] continued = trained(folder.resolve("cut"), Integer.MAX_VALUE);
    assertArrayEquals(whole, continued, 0);
  }

  /** The weights after at most twenty epochs of three steps. */
  private static double[] trained(Path checkpoint, int stopAfter) {
    try (var _ = TensorScope.open();
        Linear model = new Linear(3, 1, new Generator(1));
        Adam adam = Adam.adam(model)) {
      Tensor x = Tensor.randn(new Generator(2), 12, 3).retain();
      Tensor y = x.sum(true, 1).retain();
      int[] steps = {0};
      Trainer.Options options = Trainer.Options.epochs(20).withCheckpoint(checkpoint, 0);
      ReduceOnPlateau schedule = new ReduceOnPlateau(0.5, 0.5, 0, 1e-6);
      new Trainer(
              model,
              adam,
              schedule,
              new BatchOrder(12, 4, 3, true, false),
              new Generator(4),
              options)
          .validation(() -> Functional.mseLoss(model.forward(x), y).item())
          .listener(event -> steps[0]++)
          .stopWhen(() -> steps[0] >= stopAfter)
          .fit(
              batch -> {
                Tensor index = Tensor.of(batch, batch.length);
                return Functional.mseLoss(
                    model.forward(x.indexSelect(0, index)), y.indexSelect(0, index));
              });
      return Tensor.cat(0, model.stateDict().values().stream().map(t -> t.reshape(-1)).toList())
          .toDoubleArray();
    }
  }
}
