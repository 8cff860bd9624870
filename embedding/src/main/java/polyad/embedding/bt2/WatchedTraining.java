package polyad.embedding.bt2;

import java.io.IOException;
import polyad.catalog.Progress;
import polyad.catalog.Run;

/**
 * Trainings of one experiment that show their progress and are taken up again.
 *
 * @param suffix what sets the names of their checkpoints apart
 */
record WatchedTraining(Run run, String suffix) {
  /** A training that is told who watches. */
  interface Training<T> {
    T train(Supervision watch);
  }

  /** Trains under a name; rows and options say how many steps to expect. */
  <T> T train(String name, int rows, Bt2Options options, Training<T> training) throws IOException {
    run.stopIfRequested();
    String label = name + "-" + suffix;
    try (Progress progress = run.progress(label, BackwardCompatible.steps(rows, options))) {
      return training.train(new Supervision(run.checkpoint(label), progress, run::stopRequested));
    }
  }
}
