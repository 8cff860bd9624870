package polyad.completion.functional;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One mode: its observed indexes, the sums of messages to each, and the moments of its functions.
 */
final class Mode {
  final int rank;
  final double[] index; // sorted, distinct [D]
  final double[][] mean; // [D][R]
  final double[][] second; // E[uu'], [D][R·R]
  private final KalmanSmoother smoother;
  private final double @Nullable [] prior;
  private final double[][] precision; // Σ Λ, [D][R·R]
  private final double[][] shift; // Σ η, [D][R]
  private double[][] observation = new double[0][];
  private double[][] noise = new double[0][];
  private double[] firstMean = new double[0];
  private double[] firstCovariance = new double[0];

  Mode(
      MaternKernel kernel,
      double[] index,
      double[][] mean,
      double[][] precision,
      double[][] shift,
      double @Nullable [] prior) {
    this.rank = mean[0].length;
    this.index = index;
    this.mean = mean;
    this.second = new double[index.length][];
    Arrays.setAll(second, i -> Dense.secondMoment(mean[i], Dense.identity(rank, 1)));
    this.precision = precision;
    this.shift = shift;
    this.prior = prior;
    this.smoother = new KalmanSmoother(kernel, rank);
  }

  /** Λ ← ρΛ + (1−ρ)·fresh for the sums of every index, η likewise. */
  void damp(double rho, double[][] freshPrecision, double[][] freshShift) {
    for (int i = 0; i < index.length; i++) {
      for (int k = 0; k < precision[i].length; k++) {
        precision[i][k] = rho * precision[i][k] + (1 - rho) * freshPrecision[i][k];
      }
      for (int k = 0; k < rank; k++) {
        shift[i][k] = rho * shift[i][k] + (1 - rho) * freshShift[i][k];
      }
    }
  }

  /** Runs the chain on what the messages say of each index. */
  void smooth(double valuePrior) {
    int n = index.length;
    observation = new double[n][];
    noise = new double[n][];
    for (int i = 0; i < n; i++) {
      double[] p = Dense.plus(precision[i], Dense.identity(rank, 1 / valuePrior), 1);
      noise[i] = Dense.inverse(p, rank);
      observation[i] = Dense.times(noise[i], shift[i], rank, rank, 1);
    }
    KalmanSmoother.Result result = smoother.run(index, observation, all(n), noise, prior);
    firstMean = result.mean()[0];
    firstCovariance = result.covariance()[0];
    for (int i = 0; i < n; i++) {
      mean[i] = Arrays.copyOf(result.mean()[i], rank);
      second[i] = Dense.secondMoment(mean[i], corner(result.covariance()[i]));
    }
  }

  private static boolean[] all(int n) {
    boolean[] observed = new boolean[n];
    Arrays.fill(observed, true);
    return observed;
  }

  private double[] corner(double[] state) {
    int size = (int) Math.round(Math.sqrt(state.length));
    double[] corner = new double[rank * rank];
    for (int a = 0; a < rank; a++) {
      System.arraycopy(state, a * size, corner, a * rank, rank);
    }
    return corner;
  }

  /**
   * The moments at any indexes: those not seen are put into the chain without an observation.
   *
   * @return means [n][R] and covariances [n][R·R]
   */
  double[][][] at(double[] wanted) {
    double[] right =
        Arrays.stream(wanted)
            .filter(t -> t >= index[0] && Arrays.binarySearch(index, t) < 0)
            .distinct()
            .toArray();
    double[] all = Arrays.copyOf(index, index.length + right.length);
    System.arraycopy(right, 0, all, index.length, right.length);
    Arrays.sort(all);
    double[][] y = new double[all.length][];
    double[][] r = new double[all.length][];
    boolean[] observed = new boolean[all.length];
    for (int i = 0; i < index.length; i++) {
      int place = Arrays.binarySearch(all, index[i]);
      observed[place] = true;
      y[place] = observation[i];
      r[place] = noise[i];
    }
    KalmanSmoother.Result result = smoother.run(all, y, observed, r, prior);
    double[][] means = new double[wanted.length][];
    double[][] covariances = new double[wanted.length][];
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i] < index[0]) {
        double[][] moments = smoother.before(index[0] - wanted[i], firstMean, firstCovariance);
        means[i] = Arrays.copyOf(moments[0], rank);
        covariances[i] = corner(moments[1]);
      } else {
        int place = Arrays.binarySearch(all, wanted[i]);
        means[i] = Arrays.copyOf(result.mean()[place], rank);
        covariances[i] = corner(result.covariance()[place]);
      }
    }
    return new double[][][] {means, covariances};
  }
}
