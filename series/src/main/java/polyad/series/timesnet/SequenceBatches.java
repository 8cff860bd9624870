package polyad.series.timesnet;

import java.util.List;
import polyad.data.StandardScaler;
import polyad.tensor.Tensor;

/**
 * Sequences of one length: standardised, zeros after their end, longer ones cut.
 *
 * @param length T
 * @param channels C
 * @param values [n, T, C]
 * @param mask [n, T], 1 where there is a step
 */
record SequenceBatches(int length, int channels, float[][] values, float[][] mask) {
  static SequenceBatches of(List<double[][]> sequences, StandardScaler scaler, int length) {
    int channels = scaler.columns();
    float[][] values = new float[sequences.size()][length * channels];
    float[][] mask = new float[sequences.size()][length];
    for (int i = 0; i < sequences.size(); i++) {
      double[][] sequence = sequences.get(i);
      for (int t = 0; t < Math.min(length, sequence.length); t++) {
        double[] row = scaler.transform(sequence[t]);
        mask[i][t] = 1;
        for (int j = 0; j < channels; j++) {
          values[i][t * channels + j] = (float) row[j];
        }
      }
    }
    return new SequenceBatches(length, channels, values, mask);
  }

  int count() {
    return values.length;
  }

  /** [B, T, C]. */
  Tensor x(int[] batch) {
    return Tensor.of(joined(values, batch), batch.length, length, channels);
  }

  /** [B, T]. */
  Tensor mask(int[] batch) {
    return Tensor.of(joined(mask, batch), batch.length, length);
  }

  private static float[] joined(float[][] rows, int[] batch) {
    int width = rows[0].length;
    float[] all = new float[batch.length * width];
    for (int i = 0; i < batch.length; i++) {
      System.arraycopy(rows[batch[i]], 0, all, i * width, width);
    }
    return all;
  }
}
