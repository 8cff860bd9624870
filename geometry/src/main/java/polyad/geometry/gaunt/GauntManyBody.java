package polyad.geometry.gaunt;

import java.util.ArrayList;
import java.util.List;
import polyad.algebra.Constant;
import polyad.algebra.o3.Irreps;
import polyad.algebra.o3.S2Grid;
import polyad.geometry.FourierBasis;
import polyad.geometry.GauntTensorProduct;
import polyad.geometry.TorusTransform;
import polyad.nn.Init;
import polyad.nn.Module;
import polyad.nn.WeightSlot;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * Equivariant many-body interaction (class 3): Σ_{n=1..ν} W_n[element, c, l]·(x⊗...⊗x, n factors).
 *
 * <p>On the grid: one synthesis, ν−1 point-wise products, one projection a power. Weights {@code
 * weights.n} [1, elements, C, Lo+1], N(0, 1), n from 1; W_1 acts on x itself.
 */
public final class GauntManyBody extends Module {
  /** How powers are computed. */
  public enum Backend {
    /** On a Gauss–Legendre grid. */
    GRID,
    /** By real fast Fourier transforms. */
    FOURIER,
    /** By the list of Gaunt coefficients, one product after the other. */
    TABLE
  }

  /** The powers x², ..., x^ν of flat vectors: [N, (L+1)²] to each [N, (Lo+1)²]. */
  private interface Powers {
    List<Tensor> of(Tensor x);
  }

  private final int lmaxIn;
  private final int lmaxOut;
  private final int channels;
  private final List<WeightSlot> weights = new ArrayList<>();
  private final PerDegree degrees;
  private final Powers powers;

  private static final class Weights extends Module {
    private final List<WeightSlot> slots = new ArrayList<>();

    Weights(int correlation, int elements, int channels, int lmaxOut, Generator rng) {
      for (int n = 1; n <= correlation; n++) {
        slots.add(
            addParameter(
                Integer.toString(n), Init.normal(rng, 1, 1, elements, channels, lmaxOut + 1L)));
      }
    }
  }

  /**
   * @param lmaxIn the largest degree of x
   * @param lmaxOut that of the result, at most lmaxIn
   * @param correlation ν, 1 or more
   * @param elements 1 or more
   * @param channels 1 or more
   */
  public GauntManyBody(
      int lmaxIn,
      int lmaxOut,
      int correlation,
      int elements,
      int channels,
      Backend backend,
      Generator rng) {
    if (correlation < 1 || elements < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "correlation, elements, channels are %d, %d, %d, allowed: 1 or more"
              .formatted(correlation, elements, channels));
    }
    if (lmaxOut < 0 || lmaxOut > lmaxIn) {
      throw new IllegalArgumentException(
          "lmaxOut is %d, allowed with lmaxIn = %d: 0 to %d".formatted(lmaxOut, lmaxIn, lmaxIn));
    }
    this.lmaxIn = lmaxIn;
    this.lmaxOut = lmaxOut;
    this.channels = channels;
    this.degrees = new PerDegree(lmaxOut);
    weights.addAll(
        addChild("weights", new Weights(correlation, elements, channels, lmaxOut, rng)).slots);
    this.powers =
        switch (backend) {
          case GRID -> new GridPowers(lmaxIn, lmaxOut, correlation);
          case FOURIER -> new FourierPowers(lmaxIn, lmaxOut, correlation);
          case TABLE -> new TablePowers(lmaxIn, lmaxOut, correlation);
        };
  }

  /**
   * The interaction, in e3nn's layout.
   *
   * @param x [n, C, (lmaxIn+1)²]
   * @param attributes [n, elements], one-hot
   * @return [n, C·(lmaxOut+1)²]: for each l a block [C, 2l+1]
   */
  public Tensor forward(Tensor x, Tensor attributes) {
    Irreps.sphericalHarmonics(lmaxIn).requireLastDim(x);
    if (x.size(-2) != channels) {
      throw new IllegalArgumentException("channels are " + x.size(-2) + ", allowed: " + channels);
    }
    Tensor sum = x.narrow(-1, 0, (lmaxOut + 1L) * (lmaxOut + 1)).mul(weight(0, attributes));
    List<Tensor> all = powers.of(x.reshape(-1, x.size(-1)));
    for (int n = 0; n < all.size(); n++) {
      Tensor power = all.get(n).reshape(x.size(0), channels, -1);
      sum = sum.addcmul(power, weight(n + 1, attributes), 1); // [n, C, (Lo+1)²]
    }
    return Irreps.sphericalHarmonics(lmaxOut).fromChannels(sum);
  }

  /** The weights of a power for each atom and component: [n, C, (Lo+1)²]. */
  private Tensor weight(int power, Tensor attributes) {
    Tensor w = weights.get(power).value().squeeze(0); // [elements, C, Lo+1]
    Tensor own = attributes.matmul(w.flatten(1, 2)).unflatten(-1, channels, lmaxOut + 1L);
    return degrees.expand(own);
  }

  private static final class GridPowers implements Powers {
    private final int correlation;
    private final Constant synthesis; // [(L+1)², P]
    private final Constant projection; // [P, (Lo+1)²]

    GridPowers(int lmaxIn, int lmaxOut, int correlation) {
      this.correlation = correlation;
      S2Grid grid = S2Grid.exactFor(correlation * lmaxIn + lmaxOut);
      synthesis = new Constant(grid.harmonics(lmaxIn));
      projection = new Constant(grid.harmonics(lmaxOut).mul(grid.areas()).mT());
    }

    @Override
    public List<Tensor> of(Tensor x) {
      Tensor values = x.matmul(synthesis.in(x.dtype())); // [N, P]
      List<Tensor> powers = new ArrayList<>();
      Tensor power = values;
      for (int n = 2; n <= correlation; n++) {
        power = power.mul(values);
        powers.add(power.matmul(projection.in(x.dtype())));
      }
      return powers;
    }
  }

  private static final class FourierPowers implements Powers {
    private final int correlation;
    private final int orders;
    private final TorusTransform torus;
    private final FourierBasis in;
    private final FourierBasis out;

    FourierPowers(int lmaxIn, int lmaxOut, int correlation) {
      int size = 2 * correlation * lmaxIn + 2;
      this.correlation = correlation;
      this.orders = lmaxOut + 1;
      this.torus = new TorusTransform(size);
      this.in = new FourierBasis(lmaxIn, size);
      this.out = new FourierBasis(lmaxOut, size);
    }

    @Override
    public List<Tensor> of(Tensor x) {
      Tensor values = torus.values(in.toOrders(x)); // [N, n, n]
      List<Tensor> powers = new ArrayList<>();
      Tensor power = values;
      for (int n = 2; n <= correlation; n++) {
        power = power.mul(values);
        powers.add(out.fromOrders(torus.spectrum(power, orders)));
      }
      return powers;
    }
  }

  private static final class TablePowers implements Powers {
    private final List<GauntTensorProduct> steps = new ArrayList<>();
    private final long kept;

    TablePowers(int lmaxIn, int lmaxOut, int correlation) {
      this.kept = (lmaxOut + 1L) * (lmaxOut + 1);
      for (int n = 2; n <= correlation; n++) {
        // A later factor can bring a degree down by lmaxIn at most.
        int wanted = lmaxOut + (correlation - n) * lmaxIn;
        int before = n == 2 ? lmaxIn : steps.getLast().irrepsOut().lmax();
        steps.add(
            new GauntTensorProduct(
                before,
                lmaxIn,
                Math.min(before + lmaxIn, wanted),
                GauntTensorProduct.Backend.TABLE));
      }
    }

    @Override
    public List<Tensor> of(Tensor x) {
      List<Tensor> powers = new ArrayList<>();
      Tensor power = x;
      for (GauntTensorProduct step : steps) {
        power = step.forward(power, x);
        powers.add(power.narrow(-1, 0, kept));
      }
      return powers;
    }
  }
}
