package polyad.geometry;

import polyad.algebra.Constant;
import polyad.algebra.o3.S2Grid;
import polyad.tensor.Tensor;

/** Synthesis, point-wise product and quadrature as three matrix products. */
final class DenseGrid implements GauntTensorProduct.Bilinear {
  private final Constant first; // [d1, P]
  private final Constant second;
  private final Constant project; // [P, d3]

  DenseGrid(Degrees degrees) {
    this(degrees, S2Grid.exactFor(degrees.lmax1() + degrees.lmax2() + degrees.lmaxOut()));
  }

  private DenseGrid(Degrees degrees, S2Grid grid) {
    first = new Constant(grid.harmonics(degrees.lmax1()));
    second = new Constant(grid.harmonics(degrees.lmax2()));
    project = new Constant(grid.harmonics(degrees.lmaxOut()).mul(grid.areas()).mT());
  }

  @Override
  public Tensor apply(Tensor x, Tensor y) {
    Tensor f = x.matmul(first.in(x.dtype())); // [N, P]
    Tensor g = y.matmul(second.in(x.dtype()));
    return f.mul(g).matmul(project.in(x.dtype()));
  }
}
