package polyad.completion.functional;

import java.util.Arrays;
import java.util.SplittableRandom;

/** The posterior of one mode's functions, given the sums of the messages to its indexes. */
final class Chain {
  final MaternKernel kernel;
  final double[] index; // sorted, distinct [D]
  final double[][] precision; // Σ Λ, [D][R·R]
  final double[][] shift; // Σ η, [D][R]
  final double[] prior; // mean of the first state [S]
  private final int rank;
  private final KalmanSmoother smoother;
  private final double[][] observation; // [D][R]
  private final double[][] noise; // [D][R·R]
  private final KalmanSmoother.Result own;

  /** Takes the arrays over, and runs the chain on what the messages say of each index. */
  Chain(
      MaternKernel kernel,
      double[] index,
      double[][] precision,
      double[][] shift,
      double[] prior,
      double valuePrior) {
    this.kernel = kernel;
    this.index = index;
    this.precision = precision;
    this.shift = shift;
    this.prior = prior;
    rank = shift[0].length;
    smoother = new KalmanSmoother(kernel, rank);
    observation = new double[index.length][];
    noise = new double[index.length][];
    for (int i = 0; i < index.length; i++) {
      double[] p = Dense.plus(precision[i], Dense.identity(rank, 1 / valuePrior), 1);
      noise[i] = Dense.inverse(p, rank);
      observation[i] = Dense.times(noise[i], shift[i], rank, rank, 1);
    }
    boolean[] observed = new boolean[index.length];
    Arrays.fill(observed, true);
    own = smoother.run(index, observation, observed, noise, prior);
  }

  int rank() {
    return rank;
  }

  /** E[u] at an index of the chain, [R]. */
  double[] mean(int i) {
    return Arrays.copyOf(own.mean()[i], rank);
  }

  /** Cov[u] at an index of the chain, [R·R]. */
  double[] covariance(int i) {
    return corner(own.covariance()[i]);
  }

  private double[] corner(double[] state) {
    int size = prior.length;
    double[] corner = new double[rank * rank];
    for (int a = 0; a < rank; a++) {
      System.arraycopy(state, a * size, corner, a * rank, rank);
    }
    return corner;
  }

  /** The chain with further indexes put in without an observation. */
  private record Widened(double[] index, KalmanSmoother.Result result) {}

  private Widened widened(double[] wanted) {
    double[] fresh =
        Arrays.stream(wanted)
            .filter(t -> t >= index[0] && Observations.find(index, t) < 0)
            .distinct()
            .toArray();
    if (fresh.length == 0) {
      return new Widened(index, own);
    }
    double[] all = Arrays.copyOf(index, index.length + fresh.length);
    System.arraycopy(fresh, 0, all, index.length, fresh.length);
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
    return new Widened(all, smoother.run(all, y, observed, r, prior));
  }

  private static int place(Widened chain, double t) {
    int at = Arrays.binarySearch(chain.index, t);
    return at >= 0 ? at : Observations.find(chain.index, t);
  }

  /** Whether a point lies before the chain. */
  private boolean isBefore(double t) {
    return t < index[0] && Observations.find(index, t) < 0;
  }

  /** The moments at any indexes: those not seen are put into the chain without an observation. */
  FunBatModel.Latent at(double[] wanted) {
    Widened chain = widened(wanted);
    double[][] means = new double[wanted.length][];
    double[][] covariances = new double[wanted.length][];
    for (int i = 0; i < wanted.length; i++) {
      double[] mean;
      double[] covariance;
      if (isBefore(wanted[i])) {
        double[][] moments =
            smoother.before(index[0] - wanted[i], own.mean()[0], own.covariance()[0]);
        mean = moments[0];
        covariance = moments[1];
      } else {
        int place = place(chain, wanted[i]);
        mean = chain.result.mean()[place];
        covariance = chain.result.covariance()[place];
      }
      means[i] = Arrays.copyOf(mean, rank);
      covariances[i] = corner(covariance);
    }
    return new FunBatModel.Latent(means, covariances);
  }

  /** One draw of the functions at any indexes, [n][R]. */
  double[][] sample(double[] wanted, SplittableRandom random) {
    Widened chain = widened(wanted);
    double[][] states = smoother.sample(chain.index, chain.result, random);
    double[] left = Arrays.stream(wanted).filter(this::isBefore).sorted().distinct().toArray();
    double[][] before = new double[left.length][];
    double[] from = states[0];
    double at = index[0];
    for (int i = left.length - 1; i >= 0; i--) {
      from = smoother.sampleBefore(at - left[i], from, random);
      before[i] = from;
      at = left[i];
    }
    return Arrays.stream(wanted)
        .mapToObj(
            t ->
                Arrays.copyOf(
                    isBefore(t) ? before[Arrays.binarySearch(left, t)] : states[place(chain, t)],
                    rank))
        .toArray(double[][]::new);
  }
}
