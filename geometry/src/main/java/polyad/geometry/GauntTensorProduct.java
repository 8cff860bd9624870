package polyad.geometry;

import polyad.tensor.Tensor;

/**
 * The Gaunt tensor product: two functions on the sphere, multiplied.
 *
 * <p>z_{l₃m₃} = Σ G x_{l₁m₁} y_{l₂m₂} with the Gaunt coefficients (integral-normalised harmonics),
 * in O(L³) by going over to values or Fourier coefficients and back (Luo, Chen and Krishnapriyan
 * 2024; on the grid: Xie et al. 2025). All back ends give the same numbers.
 */
public final class GauntTensorProduct extends SphereProduct {
  /** How the multiplication is done. */
  public enum Backend {
    /** Values on a Gauss–Legendre grid; dense or separable, by size. */
    GRID,
    /** The grid with one matrix for all degrees: O(L⁴), fastest for small degrees. */
    GRID_DENSE,
    /** The grid with the Legendre and the azimuth part apart: O(L³). */
    GRID_SEPARABLE,
    /** 2D Fourier coefficients, convolved by real fast Fourier transforms. */
    FOURIER,
    /** 2D Fourier coefficients, convolved directly. */
    FOURIER_DIRECT,
    /** The list of Gaunt coefficients that are not zero. */
    TABLE,
    /** The fastest measured on a CPU: the grid. */
    AUTO
  }

  /** Above this sum of degrees, the separable grid was faster (docs/PERFORMANCE.md). */
  private static final int DENSE_LIMIT = 26;

  private final Backend backend;
  private final Bilinear core;

  /** A bilinear map of flat vectors: [N, d1], [N, d2] to [N, d3]. */
  interface Bilinear {
    Tensor apply(Tensor x, Tensor y);
  }

  /** With the fastest back end. */
  public GauntTensorProduct(int lmax1, int lmax2, int lmaxOut) {
    this(lmax1, lmax2, lmaxOut, Backend.AUTO);
  }

  /**
   * @param lmax1 the largest degree of the first factor
   * @param lmax2 that of the second
   * @param lmaxOut that of the result, at most lmax1 + lmax2
   */
  public GauntTensorProduct(int lmax1, int lmax2, int lmaxOut, Backend backend) {
    super(new Degrees(lmax1, lmax2, lmaxOut));
    this.backend = resolve(backend, lmax1 + lmax2 + lmaxOut);
    this.core =
        switch (this.backend) {
          case GRID_DENSE -> new DenseGrid(degrees);
          case GRID_SEPARABLE -> new SeparableGrid(degrees);
          case FOURIER -> new FourierProduct(degrees, true);
          case FOURIER_DIRECT -> new FourierProduct(degrees, false);
          case TABLE -> new GauntTable(degrees);
          case GRID, AUTO -> throw new IllegalStateException("resolved above");
        };
  }

  private static Backend resolve(Backend backend, int degree) {
    return switch (backend) {
      case GRID, AUTO -> degree <= DENSE_LIMIT ? Backend.GRID_DENSE : Backend.GRID_SEPARABLE;
      default -> backend;
    };
  }

  /** The back end in use. */
  public Backend backend() {
    return backend;
  }

  @Override
  Tensor product(Tensor x, Tensor y) {
    return core.apply(x, y);
  }
}
