package polyad.series.timesnet;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import polyad.catalog.TrainJob;
import polyad.catalog.UsageException;
import polyad.data.BatchOrder;
import polyad.data.LabelledSequences;
import polyad.data.StandardScaler;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** Learns to tell the classes of a user's {@code .ts} file. */
final class SequenceTraining {
  private SequenceTraining() {}

  static TimesNetClassifier train(Path file, TimesNetOptions options, TrainJob job)
      throws Exception {
    LabelledSequences data = LabelledSequences.readTs(file);
    if (data.classes().size() < 2) {
      throw new UsageException(
          "%s: found %d classes, expected @classLabel true with two or more"
              .formatted(file, data.classes().size()));
    }
    requireComplete(file, data.sequences());
    int[] order =
        new BatchOrder(
                data.size(), data.size(), new SplittableRandom(job.seed()).nextLong(), true, false)
            .next();
    int held = (int) Math.round(data.size() * options.validation());
    boolean validates = held >= data.classes().size() && held < data.size();
    int[] train = Arrays.copyOfRange(order, validates ? held : 0, order.length);
    StandardScaler scaler = ClassPart.scaler(pick(data.sequences(), train));
    int length = options.seqLen() > 0 ? options.seqLen() : data.longest();
    note(file, data, length, validates, job);
    SequenceBatches all = SequenceBatches.of(data.sequences(), scaler, length);
    TimesNetConfig config =
        options.network(length, data.dimensions(), data.classes().size(), TimeEmbedding.NONE, "h");
    int[] labels = data.labels();
    Generator rng = new Generator(job.seed());
    try (var _ = TensorScope.open()) {
      TimesNet model = new TimesNet(config, rng);
      int[] checked = Arrays.copyOf(order, validates ? held : 0);
      DoubleSupplier error = () -> 1 - accuracy(model, all, labels, checked);
      options
          .fitting(train.length)
          .fit(
              model,
              train.length,
              (batch, _) -> {
                int[] chosen = Arrays.stream(batch).map(i -> train[i]).toArray();
                Tensor logits = model.forward(all.x(chosen), null, all.mask(chosen));
                long[] wanted = Arrays.stream(chosen).mapToLong(i -> labels[i]).toArray();
                return Functional.crossEntropy(logits, Tensor.of(wanted, wanted.length));
              },
              validates ? error : null,
              job.seed(),
              rng,
              TimesNetTraining.session(job));
      if (validates) {
        job.monitor()
            .info(
                "validation: accuracy %.3f on %d series held back"
                    .formatted(accuracy(model, all, labels, checked), held));
      }
      List<String> channels =
          IntStream.range(0, data.dimensions()).mapToObj(i -> "dimension " + (i + 1)).toList();
      return new TimesNetClassifier(
          model, TimesNetFacts.of(channels, scaler).withClasses(data.classes()));
    }
  }

  private static void note(
      Path file, LabelledSequences data, int length, boolean validates, TrainJob job) {
    long cut = data.sequences().stream().filter(s -> s.length > length).count();
    if (cut > 0) {
      job.monitor().info("note: %s: %d series are cut to %d steps".formatted(file, cut, length));
    }
    if (!validates) {
      job.monitor()
          .info(
              "note: %d series are too few to hold some back; the last epoch counts"
                  .formatted(data.size()));
    }
  }

  static void requireComplete(Path file, List<double[][]> sequences) {
    for (int i = 0; i < sequences.size(); i++) {
      double[][] sequence = sequences.get(i);
      for (int t = 0; t < sequence.length; t++) {
        for (int j = 0; j < sequence[t].length; j++) {
          if (Double.isNaN(sequence[t][j])) {
            throw new UsageException(
                "%s, case %d, dimension %d, step %d: found no value, expected a number"
                    .formatted(file, i + 1, j + 1, t + 1));
          }
        }
      }
    }
  }

  private static List<double[][]> pick(List<double[][]> sequences, int[] which) {
    return Arrays.stream(which).mapToObj(sequences::get).toList();
  }

  private static double accuracy(TimesNet model, SequenceBatches all, int[] labels, int[] which) {
    float[][] values = Arrays.stream(which).mapToObj(i -> all.values()[i]).toArray(float[][]::new);
    float[][] mask = Arrays.stream(which).mapToObj(i -> all.mask()[i]).toArray(float[][]::new);
    return TimesNetClassifier.accuracy(
        model,
        new SequenceBatches(all.length(), all.channels(), values, mask),
        Arrays.stream(which).map(i -> labels[i]).toArray());
  }
}
