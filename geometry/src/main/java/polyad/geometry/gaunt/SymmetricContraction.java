package polyad.geometry.gaunt;

import java.util.ArrayList;
import java.util.List;
import polyad.algebra.Constant;
import polyad.algebra.o3.Irreps;
import polyad.algebra.o3.Wigner3j;
import polyad.nn.Init;
import polyad.nn.Module;
import polyad.nn.WeightSlot;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * MACE's symmetric contraction: every Clebsch–Gordan path of ν equal factors with a weight of its
 * own (Batatia et al. 2022, section 4.1). The baseline of {@link GauntManyBody}.
 *
 * <p>U^ν_l [2l+1, d, ..., d, paths] couples ν copies of x; the sum over powers is nested, so that
 * the highest power is contracted with x first and the next lower U is added on the way. Weights
 * {@code l{l}.{ν}} [elements, paths, C].
 */
final class SymmetricContraction extends Module {
  private final int lmaxIn;
  private final int channels;
  private final List<Degree> degrees = new ArrayList<>();

  private final class Degree extends Module {
    private final int width;
    private final List<Constant> tables = new ArrayList<>(); // [width·d^(ν−1), d, paths]
    private final List<WeightSlot> weights = new ArrayList<>();
    private final int d;

    Degree(int l, int correlation, int elements, Generator rng) {
      width = 2 * l + 1;
      d = (lmaxIn + 1) * (lmaxIn + 1);
      for (int nu = 1; nu <= correlation; nu++) {
        try (var _ = TensorScope.open()) {
          Tensor table = couplings(nu, l); // [width, d, ..., d, paths]
          long paths = table.size(-1);
          tables.add(new Constant(table.reshape(-1, d, paths)));
          Tensor initial = Init.normal(rng, 1.0 / paths, elements, paths, channels);
          weights.add(addParameter(Integer.toString(nu), initial.retain()));
        }
      }
    }

    /** Atoms of one element: x [C, n, d] to [n, C, width]. */
    Tensor forward(Tensor x, int element) {
      int top = tables.size();
      Tensor sum = x.matmul(weighted(top, element, x.dtype()).mT()); // [C, n, R]
      for (int nu = top - 1; nu >= 1; nu--) {
        Tensor weighted = weighted(nu, element, x.dtype()); // [C, R, d]
        Tensor rows = sum.unflatten(-1, weighted.size(1), d).add(weighted.unsqueeze(1));
        sum = rows.matmul(x.unsqueeze(-1)).squeeze(-1); // [C, n, R]
      }
      if (sum.size(-1) != width) {
        throw new IllegalStateException("the last contraction leaves the components of l");
      }
      return sum.transpose(0, 1);
    }

    /** Σ over paths of U times the element's weights: [C, R, d]. */
    private Tensor weighted(int nu, int element, DType dtype) {
      Tensor table = tables.get(nu - 1).in(dtype); // [R, d, K]
      Tensor w = weights.get(nu - 1).value().select(0, element).mT(); // [C, K]
      return w.matmul(table.flatten(0, 1).mT()).unflatten(-1, table.size(0), d);
    }
  }

  SymmetricContraction(
      int lmaxIn, int lmaxOut, int correlation, int elements, int channels, Generator rng) {
    this.lmaxIn = lmaxIn;
    this.channels = channels;
    for (int l = 0; l <= lmaxOut; l++) {
      degrees.add(addChild("l" + l, new Degree(l, correlation, elements, rng)));
    }
  }

  /**
   * [n, C, (lmaxIn+1)²] to e3nn's layout of degrees 0 to lmaxOut. Atoms are taken element by
   * element, so that a path's weight is applied once for all of them.
   *
   * @param attributes [n, elements], one-hot; no derivative goes through it
   */
  Tensor forward(Tensor x, Tensor attributes) {
    Irreps.sphericalHarmonics(lmaxIn).requireLastDim(x);
    List<Tensor> results = new ArrayList<>();
    List<Tensor> atoms = new ArrayList<>();
    for (int element = 0; element < attributes.size(1); element++) {
      Tensor own = attributes.detach().select(1, element).nonzero().squeeze(1); // [n_e]
      Tensor features = x.indexSelect(0, own).transpose(0, 1).contiguous(); // [C, n_e, d]
      List<Tensor> blocks = new ArrayList<>();
      for (Degree degree : degrees) {
        blocks.add(degree.forward(features, element).flatten(1, 2));
      }
      atoms.add(own);
      results.add(Tensor.cat(-1, blocks));
    }
    return Tensor.cat(0, results).indexSelect(0, Tensor.cat(0, atoms).argsort(0, false));
  }

  /** A partial coupling to a degree: [2l+1, d^ν] with its parity-true degree. */
  private record Coupling(int l, Tensor table) {}

  /**
   * All couplings of ν copies of the harmonics to degree l, one after the other, by 3j tensors that
   * keep the parity of harmonics; times √(2l+1).
   */
  private Tensor couplings(int nu, int l) {
    int d = (lmaxIn + 1) * (lmaxIn + 1);
    Tensor eye = Tensor.eye(DType.F64, d);
    List<Coupling> partial = new ArrayList<>();
    for (int k = 0; k <= lmaxIn; k++) {
      partial.add(new Coupling(k, eye.narrow(0, (long) k * k, 2L * k + 1)));
    }
    for (int n = 2; n <= nu; n++) {
      List<Coupling> next = new ArrayList<>();
      int reach = l + (nu - n) * lmaxIn; // beyond this no later factor comes back to l
      for (Coupling left : partial) {
        for (int k = 0; k <= lmaxIn; k++) {
          for (int to = Math.abs(left.l() - k); to <= Math.min(left.l() + k, reach); to++) {
            if ((left.l() + k + to) % 2 == 0) {
              next.add(new Coupling(to, couple(left, k, to, d)));
            }
          }
        }
      }
      partial = next;
    }
    List<Tensor> tables = new ArrayList<>();
    for (Coupling coupling : partial) {
      if (coupling.l() == l) {
        tables.add(coupling.table().mul(Math.sqrt(2.0 * l + 1)));
      }
    }
    return Tensor.stack(-1, tables); // [2l+1, d^ν, paths]
  }

  /** Σ_{im} C[i, m, t] left[i, ...]·e_{k,m}: [2·to+1, d^(ν−1)·d]. */
  private static Tensor couple(Coupling left, int k, int to, int d) {
    Tensor c = Wigner3j.tensor(left.l(), k, to); // [i, m, t]
    Tensor product = c.permute(2, 1, 0).matmul(left.table()); // [t, m, d^(ν−1)]
    Tensor placed = product.permute(0, 2, 1); // [t, d^(ν−1), m]
    long before = (long) k * k;
    return placed.pad(new long[] {before, d - before - (2L * k + 1)}, 0).flatten(1, 2); // [t, d^ν]
  }
}
