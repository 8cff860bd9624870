package polyad.series.timesnet;

import java.util.List;
import java.util.stream.IntStream;
import polyad.catalog.task.SequenceClassifier;
import polyad.tensor.Autograd;
import polyad.tensor.TensorScope;

/** A trained model that names the class of whole series. */
public final class TimesNetClassifier extends TrainedTimesNet implements SequenceClassifier {
  private static final int BATCH = 64;

  TimesNetClassifier(TimesNet model, TimesNetFacts facts) {
    super(model, facts);
  }

  @Override
  public List<String> classes() {
    return facts().classes();
  }

  /** The longest sequence that is read whole; longer ones are cut. */
  public int longest() {
    return window();
  }

  @Override
  public float[][] probabilities(List<double[][]> sequences) {
    sequences.forEach(sequence -> requireRows(sequence, false));
    return probabilities(network(), SequenceBatches.of(sequences, scaler(), window()));
  }

  static float[][] probabilities(TimesNet model, SequenceBatches sequences) {
    float[][] all = new float[sequences.count()][];
    for (int from = 0; from < all.length; from += BATCH) {
      int[] batch = IntStream.range(from, Math.min(all.length, from + BATCH)).toArray();
      try (var _ = TensorScope.open();
          var _ = Autograd.noGrad()) {
        float[][] rows =
            model
                .forward(sequences.x(batch), null, sequences.mask(batch))
                .softmax(1)
                .contiguous()
                .toFloatMatrix();
        System.arraycopy(rows, 0, all, from, rows.length);
      }
    }
    return all;
  }

  /** Share of the sequences whose most probable class is the given one. */
  static double accuracy(TimesNet model, SequenceBatches sequences, int[] labels) {
    float[][] p = probabilities(model, sequences);
    int right = 0;
    for (int i = 0; i < p.length; i++) {
      right += best(p[i]) == labels[i] ? 1 : 0;
    }
    return (double) right / p.length;
  }

  static int best(float[] probabilities) {
    int best = 0;
    for (int k = 1; k < probabilities.length; k++) {
      if (probabilities[k] > probabilities[best]) {
        best = k;
      }
    }
    return best;
  }
}
