package polyad.embedding.bt2;

import java.util.Arrays;
import java.util.stream.IntStream;
import polyad.tensor.Autograd;
import polyad.tensor.Tensor;

/**
 * The old model's classifier for all classes of the new training set: the mean old feature of each,
 * also of classes that the old model never saw.
 */
public final class PseudoClassifier {
  private PseudoClassifier() {}

  /**
   * Class means, not normalised, without derivatives.
   *
   * @param oldFeatures [N, d_o]
   * @param labels classes from 0, one a row
   * @param classes number of classes
   * @return [classes, d_o]
   * @throws IllegalArgumentException naming classes without a sample and labels out of range
   */
  public static Tensor of(Tensor oldFeatures, int[] labels, int classes) {
    if (oldFeatures.dim() != 2 || oldFeatures.size(0) != labels.length) {
      throw new IllegalArgumentException(
          "oldFeatures has shape "
              + Arrays.toString(oldFeatures.shape())
              + ", expected one row for each of "
              + labels.length
              + " labels");
    }
    int[] counts = new int[classes];
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new IllegalArgumentException(
            "labels[" + i + "] is " + labels[i] + ", allowed: 0 to " + (classes - 1));
      }
      counts[labels[i]]++;
    }
    int[] empty = IntStream.range(0, classes).filter(c -> counts[c] == 0).toArray();
    if (empty.length > 0) {
      throw new IllegalArgumentException(
          "classes without a sample, so without a mean old feature: " + Arrays.toString(empty));
    }
    return Autograd.noGrad(
        () -> oldFeatures.detach().segmentMean(Tensor.of(labels, labels.length), classes));
  }

  /** With zeros for coordinates that the old model does not have: [C, d_o] to [C, d]. */
  static Tensor padded(Tensor pseudoClassifier, long d) {
    long old = pseudoClassifier.size(1);
    if (d < old) {
      throw new IllegalArgumentException(
          "the embedding has " + d + " coordinates, expected at least the old " + old);
    }
    return d == old ? pseudoClassifier : pseudoClassifier.pad(new long[] {0, d - old}, 0);
  }
}
