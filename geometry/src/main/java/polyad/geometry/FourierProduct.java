package polyad.geometry;

import org.jspecify.annotations.Nullable;
import polyad.tensor.Tensor;

/** Convolution in the Fourier basis. */
final class FourierProduct implements GauntTensorProduct.Bilinear {
  private final Degrees degrees;
  private final int size;
  private final FourierBasis first;
  private final FourierBasis second;
  private final FourierBasis result;
  private final @Nullable TorusTransform torus; // null for the direct convolution

  FourierProduct(Degrees degrees, boolean fast) {
    this.degrees = degrees;
    int reach = degrees.lmax1() + degrees.lmax2();
    this.size = fast ? smooth(2 * reach + 1) : 2 * reach + 1;
    this.first = new FourierBasis(degrees.lmax1(), size);
    this.second = new FourierBasis(degrees.lmax2(), size);
    this.result = new FourierBasis(degrees.lmaxOut(), size);
    this.torus = fast ? new TorusTransform(size) : null;
  }

  /** The smallest even number from n on with no prime factor above 5: transforms of it are fast. */
  static int smooth(int n) {
    int size = n + n % 2;
    while (true) {
      int rest = size;
      for (int prime : new int[] {2, 3, 5}) {
        while (rest % prime == 0) {
          rest /= prime;
        }
      }
      if (rest == 1) {
        return size;
      }
      size += 2;
    }
  }

  @Override
  public Tensor apply(Tensor x, Tensor y) {
    if (torus == null) {
      return result.fromFourier(convolve(first.toFourier(x), second.toFourier(y)));
    }
    Tensor values =
        torus.values(first.toOrders(x)).mul(torus.values(second.toOrders(y))); // [N, n, n]
    return result.fromOrders(torus.spectrum(values, degrees.lmaxOut() + 1));
  }

  /** Σ f_{u'v'} g_{u−u', v−v'}, one shift of g for each coefficient of f. */
  private Tensor convolve(Tensor f, Tensor g) {
    int l1 = degrees.lmax1();
    int l2 = degrees.lmax2();
    Tensor whole = FourierBasis.whole(g).pad(new long[] {l1, l1}, 0); // [N, n, 2(L1+L2)+1]
    Tensor sum = f.narrow(-1, 0, 1).mul(whole).mul(0.0);
    for (int v = -l1; v <= l1; v++) {
      for (int u = -l1; u <= l1; u++) {
        Tensor coefficient =
            v >= 0
                ? f.select(2, v).select(1, Math.floorMod(u, size))
                : f.select(2, -v).select(1, Math.floorMod(-u, size)).conj();
        Tensor shifted = whole.roll(u, 1).roll(v, 2);
        sum = sum.add(shifted.mul(coefficient.unsqueeze(-1).unsqueeze(-1)));
      }
    }
    return sum.narrow(-1, (long) l1 + l2, (long) l1 + l2 + 1); // v = 0..L1+L2
  }
}
