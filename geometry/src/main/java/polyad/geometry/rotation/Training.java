package polyad.geometry.rotation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import polyad.catalog.JobException;
import polyad.catalog.Monitor;
import polyad.catalog.Progress;
import polyad.catalog.Run;
import polyad.catalog.StopException;
import polyad.data.BatchOrder;
import polyad.nn.Adam;
import polyad.nn.Module;
import polyad.nn.Schedule;
import polyad.nn.Trainer;
import polyad.tensor.Engine;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * One training with Adam: every step draws its own batch from the generator whose state is part of
 * the checkpoint.
 *
 * @param label for the progress bar
 * @param steps number of steps, at least 1
 * @param schedule learning rate of every step
 * @param checkpoint where checkpoints go, or null
 * @param monitor who watches
 * @param log is told of a loss now and then
 */
record Training(
    String label,
    int steps,
    Schedule schedule,
    @Nullable Path checkpoint,
    Monitor monitor,
    LossLog log) {
  private static final int CHECKPOINT_EVERY = 1000;
  private static final int LOGGED = 50;

  /** Keeps a loss. */
  @FunctionalInterface
  interface LossLog {
    void log(long step, double loss) throws IOException;
  }

  /** A part of an experiment's run. */
  static Training of(Run run, String part, int steps, Schedule schedule) throws IOException {
    return new Training(
        part,
        steps,
        schedule,
        run.checkpoint(part),
        run.monitor(),
        (step, loss) -> run.metric(part, step, Map.of("loss", loss)));
  }

  /** A training that nobody watches. */
  static Training silent(int steps, Schedule schedule) {
    return new Training("", steps, schedule, null, Monitor.silent(), (step, loss) -> {});
  }

  /**
   * Trains to the end; the module is left in evaluation mode.
   *
   * @param loss draws a batch and computes its loss, called inside a scope
   * @throws StopException after saving, once a stop was requested
   * @throws JobException when the training diverges
   */
  void run(Module model, Generator rng, Supplier<Tensor> loss) {
    BatchOrder order = new BatchOrder(steps, 1, 0, false, false);
    Trainer.Options options = Trainer.Options.epochs(1);
    if (checkpoint != null) {
      options = options.withCheckpoint(checkpoint, CHECKPOINT_EVERY);
    }
    int every = Math.max(1, steps / LOGGED);
    int threads = Engine.threads();
    // These networks are small: more threads cost more than they bring, and with one the sums do
    // not depend on the machine's cores.
    Engine.setThreads(1);
    try (Adam adam = Adam.adam(model);
        Progress progress = monitor.progress(label, steps)) {
      new Trainer(model, adam, schedule, order, rng, options)
          .listener(
              event -> {
                progress.at(event.step(), event.loss());
                if (event.step() % every == 0) {
                  keep(event.step(), event.loss());
                }
              })
          .stopWhen(monitor::stopRequested)
          .fit(batch -> loss.get());
    } catch (CancellationException e) {
      throw new StopException(e);
    } catch (ArithmeticException e) {
      throw new JobException(label + ": training diverged: " + e.getMessage(), e);
    } finally {
      Engine.setThreads(threads);
    }
  }

  private void keep(long step, double loss) {
    try {
      log.log(step, loss);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
