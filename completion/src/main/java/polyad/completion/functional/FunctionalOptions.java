package polyad.completion.functional;

import java.util.List;
import java.util.stream.IntStream;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;

/** What {@code polyad train functional-tucker} may be told. */
record FunctionalOptions(
    @Describe("columns of a table that are coordinates; none for all but the value")
        List<String> modes,
    @Describe("column of a table that holds the values; empty for the last") String value,
    @Describe("those of the modes that hold dates or times; taken as days") List<String> time,
    @Describe("a sum of products of functions, or a core over all products of them") Form form,
    @Describe("functions of each mode, one number for all or one a mode; 1 or more, equal for cp")
        int[] rank,
    @Describe("smoothness of the functions, one for all or one a mode") List<Smoothness> kernel,
    @Describe("lengthscale, one for all modes or one a mode; above 0, in units of the scaled index")
        double[] lengthscale,
    @Describe("variance of the functions, one for all modes or one a mode; above 0")
        double[] variance,
    @Describe("what the range of every mode is scaled to; above 0, or 0 to leave coordinates alone")
        double scale,
    @Describe("whether values are brought to mean 0 and deviation 1 for training")
        boolean standardise,
    @Describe("weight of the old message to an index; 0 to below 1") double damping,
    @Describe("the same for the noise") double dampingTau,
    @Describe("the same for the core") double dampingCore,
    @Describe(
            "variance of a further prior on every value of a function; above 0, Infinity for none")
        double valuePrior,
    @Describe("shape of the noise precision's Gamma prior; above 0") double a0,
    @Describe("its rate over the values' variance; above 0") double b0,
    @Describe("precision of the core's prior; 0 or more") double corePrecision,
    @Describe("whether messages to the functions count the core's covariance")
        boolean coreCovariance,
    @Describe("whether each mode is smoothed before the next one's messages") boolean inner,
    @Describe("sweeps at most; 1 or more") int sweeps,
    @Describe(
            "share of the rows that chooses start and sweep; 0 (all sweeps from one start) to 0.5")
        double validation,
    @Describe("whether lengthscales and variance are searched by the held-out rows") boolean tune) {
  /** The model's form. */
  enum Form {
    /** Σ_r Π_k u^k_r. */
    CP,
    /** A core of its own. */
    TUCKER
  }

  /** Matérn's ν. */
  enum Smoothness {
    /** ν = 1/2: continuous, rough. */
    MATERN12(1),
    /** ν = 3/2: differentiable. */
    MATERN32(2),
    /** ν = 5/2: twice differentiable. */
    MATERN52(3);

    private final int order;

    Smoothness(int order) {
      this.order = order;
    }

    int order() {
      return order;
    }
  }

  FunctionalOptions {
    modes = List.copyOf(modes);
    time = List.copyOf(time);
    kernel = List.copyOf(kernel);
    ConfigChecks.atLeast("scale", scale, 0);
    ConfigChecks.between("validation", validation, 0, 0.5);
    ConfigChecks.positive("b0", b0);
    if (tune && validation == 0) {
      throw new IllegalArgumentException("validation is 0.0, allowed with tune: above 0");
    }
  }

  static FunctionalOptions defaults() {
    return new FunctionalOptions(
        List.of(),
        "",
        List.of(),
        Form.CP,
        new int[] {3},
        List.of(Smoothness.MATERN32),
        new double[] {0.1},
        new double[] {1},
        1,
        true,
        0.3,
        0,
        0.3,
        1,
        1e-3,
        1e-3,
        1,
        false,
        true,
        60,
        0.1,
        false);
  }

  /**
   * The configuration for K modes.
   *
   * @param spread variance of the values that are learnt
   */
  FunBatConfig config(int count, double spread) {
    requireOneOrAll("rank", rank.length, count);
    requireOneOrAll("kernel", kernel.size(), count);
    requireOneOrAll("lengthscale", lengthscale.length, count);
    requireOneOrAll("variance", variance.length, count);
    return new FunBatConfig(
        form == Form.TUCKER,
        IntStream.range(0, count).mapToObj(k -> rank[k % rank.length]).toList(),
        IntStream.range(0, count)
            .mapToObj(
                k ->
                    new MaternKernel(
                        kernel.get(k % kernel.size()).order(),
                        lengthscale[k % lengthscale.length],
                        variance[k % variance.length]))
            .toList(),
        damping,
        dampingTau,
        dampingCore,
        valuePrior,
        a0,
        b0 * spread,
        corePrecision,
        coreCovariance,
        inner,
        sweeps);
  }

  private static void requireOneOrAll(String name, int found, int count) {
    if (found != 1 && found != count) {
      throw new IllegalArgumentException(
          "%s has %d values, allowed: 1, or one for each of the %d modes"
              .formatted(name, found, count));
    }
  }
}
