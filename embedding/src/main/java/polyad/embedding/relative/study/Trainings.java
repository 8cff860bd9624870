package polyad.embedding.relative.study;

import java.io.IOException;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import polyad.catalog.Progress;
import polyad.catalog.Run;
import polyad.embedding.relative.RelativeModel;
import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Tensor;

/** Trains models in a run, each under a name of its own. */
final class Trainings {
  private final Run run;

  Trainings(Run run) {
    this.run = run;
  }

  /** Cross-entropy of classes. */
  static RelativeModel.Objective classes(int[] labels) {
    Tensor target = index(labels);
    return (output, rows) -> Functional.crossEntropy(output, target.indexSelect(0, rows));
  }

  /** Percent of rows whose largest logit is their class's. */
  static ToDoubleFunction<Tensor> accuracy(int[] labels) {
    return logits -> {
      long[] best = logits.argmax(1, false).toLongArray();
      return 100.0
          * IntStream.range(0, labels.length).filter(i -> best[i] == labels[i]).count()
          / labels.length;
    };
  }

  static Tensor index(int[] rows) {
    return Tensor.of(rows, rows.length).to(DType.I64);
  }

  void fit(
      String name,
      RelativeModel model,
      Tensor samples,
      Tensor anchors,
      RelativeModel.Objective objective,
      RelativeModel.Training training,
      long seed)
      throws IOException {
    run.stopIfRequested();
    long steps = training.epochs() * Math.max(1, samples.size(0) / training.batch());
    try (Progress progress = run.progress(name, steps)) {
      var watch = new RelativeModel.Watch(progress, run::stopRequested, run.checkpoint(name));
      model.fit(samples, anchors, objective, training, seed, watch, null);
    }
  }
}
