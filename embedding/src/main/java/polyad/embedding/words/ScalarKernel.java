package polyad.embedding.words;

/** Plain loops, four sums at a time where the order of additions would hold the processor up. */
final class ScalarKernel implements RowKernel {
  @Override
  public float dot(float[] a, int i, float[] b, int j, int n) {
    float first = 0;
    float second = 0;
    float third = 0;
    float fourth = 0;
    for (int k = 0; k < n; k += 4) {
      first += a[i + k] * b[j + k];
      second += a[i + k + 1] * b[j + k + 1];
      third += a[i + k + 2] * b[j + k + 2];
      fourth += a[i + k + 3] * b[j + k + 3];
    }
    return first + second + (third + fourth);
  }

  @Override
  public void add(float[] a, int i, float[] b, int j, float scale, int n) {
    for (int k = 0; k < n; k++) {
      a[i + k] += scale * b[j + k];
    }
  }

  @Override
  public void descend(
      float[] error, float[] row, int j, float[] x, int i, float g, float rate, int n) {
    float step = rate * g;
    for (int k = 0; k < n; k++) {
      float old = row[j + k];
      error[k] += g * old;
      row[j + k] = old + step * x[i + k];
    }
  }

  @Override
  public void adapt(
      float[] row, float[] sums, int j, float[] x, int i, float g, float rate, int n) {
    for (int k = 0; k < n; k++) {
      float gradient = g * x[i + k];
      sums[j + k] += gradient * gradient;
      row[j + k] += rate * gradient / (float) Math.sqrt(sums[j + k]);
    }
  }
}
