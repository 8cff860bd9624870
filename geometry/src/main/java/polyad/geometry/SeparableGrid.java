package polyad.geometry;

import polyad.algebra.Constant;
import polyad.algebra.o3.S2Grid;
import polyad.tensor.Tensor;

/** The grid with one Legendre matrix for each order, then the azimuth: O(L³). */
final class SeparableGrid implements GauntTensorProduct.Bilinear {
  private final Side first;
  private final Side second;
  private final Side result;
  private final Constant weight; // [n_β, 1]

  private static final class Side {
    private final OrderMajor orders;
    private final Constant legendre; // [2L+1, L+1, n_β]
    private final Constant azimuth; // [2L+1, n_α]

    Side(S2Grid grid, int lmax) {
      orders = new OrderMajor(lmax);
      Tensor p = grid.legendre(lmax).permute(1, 2, 0); // [m, l, n_β]
      Tensor negative = p.narrow(0, 1, lmax).flip(0);
      legendre = new Constant(Tensor.cat(0, negative, p));
      azimuth = new Constant(grid.azimuth(lmax));
    }

    /** [N, (L+1)²] to [N, n_β, n_α]. */
    Tensor synthesize(Tensor x) {
      Tensor byOrder = orders.split(x).bmm(legendre.in(x.dtype())); // [m, N, n_β]
      return byOrder.permute(1, 2, 0).matmul(azimuth.in(x.dtype()));
    }

    /** [N, n_β, n_α], weighted, to [N, (L+1)²]. */
    Tensor analyze(Tensor values) {
      Tensor byOrder = values.matmul(azimuth.in(values.dtype()).mT()); // [N, n_β, m]
      return orders.join(byOrder.permute(2, 0, 1).bmm(legendre.in(values.dtype()).mT()));
    }
  }

  SeparableGrid(Degrees degrees) {
    S2Grid grid = S2Grid.exactFor(degrees.lmax1() + degrees.lmax2() + degrees.lmaxOut());
    first = new Side(grid, degrees.lmax1());
    second = new Side(grid, degrees.lmax2());
    result = new Side(grid, degrees.lmaxOut());
    double[] area = grid.weight();
    for (int i = 0; i < area.length; i++) {
      area[i] *= 2 * Math.PI / grid.alphas();
    }
    weight = new Constant(Tensor.of(area, area.length, 1));
  }

  @Override
  public Tensor apply(Tensor x, Tensor y) {
    Tensor product = first.synthesize(x).mul(second.synthesize(y));
    return result.analyze(product.mul(weight.in(x.dtype())));
  }
}
