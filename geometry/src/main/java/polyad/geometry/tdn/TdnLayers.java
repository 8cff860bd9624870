package polyad.geometry.tdn;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polyad.nn.Init;
import polyad.nn.LayerNorm;
import polyad.nn.Linear;
import polyad.nn.Module;
import polyad.nn.WeightSlot;
import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** The small layers of the network, with the release's names. */
final class TdnLayers {
  private TdnLayers() {}

  /** The scalars, with something done to them, before the other components. */
  static Tensor withScalars(Tensor x, Tensor scalars) {
    return Tensor.cat(1, scalars, x.narrow(1, 1, x.size(1) - 1));
  }

  /** Mixes channels of every component; the bias is for scalars: [N, d, in] to [N, d, out]. */
  static final class ComponentLinear extends Module {
    private final Linear linear;
    private final @Nullable WeightSlot bias;

    ComponentLinear(int in, int out, boolean bias, Generator rng) {
      linear = addChild("linear", new Linear(in, out, false, rng));
      this.bias = bias ? addParameter("bias", Tensor.zeros(1, out)) : null;
    }

    Tensor forward(Tensor x) {
      Tensor y = linear.forward(x);
      if (bias == null) {
        return y;
      }
      Tensor scalars = y.narrow(1, 0, 1).add(bias.value());
      return y.size(1) == 1 ? scalars : withScalars(y, scalars);
    }
  }

  /** First C channels: SiLU of scalars, the rest times σ of the second C's scalars. */
  static Tensor gate(Tensor x) {
    long c = x.size(2) / 2;
    Tensor first = x.narrow(2, 0, c);
    Tensor gates = x.narrow(2, c, c).narrow(1, 0, 1).sigmoid(); // [N, 1, C]
    Tensor scalars = Functional.silu(first.narrow(1, 0, 1));
    return Tensor.cat(1, scalars, first.narrow(1, 1, x.size(1) - 1).mul(gates));
  }

  /**
   * Linear, LayerNorm, SiLU for each width; a last linear map without bias, plus {@code offset}.
   */
  static final class RadialProfile extends Module {
    private final Net net;
    private final WeightSlot offset;

    private static final class Net extends Module {
      private final List<Linear> linears = new ArrayList<>();
      private final List<LayerNorm> norms = new ArrayList<>();

      Net(int in, List<Integer> widths, int out, Generator rng) {
        int from = in;
        for (int width : widths) {
          // The release numbers its activations too.
          int at = 3 * norms.size();
          linears.add(addChild(Integer.toString(at), new Linear(from, width, rng)));
          norms.add(addChild(Integer.toString(at + 1), new LayerNorm(width)));
          from = width;
        }
        String last = Integer.toString(3 * norms.size());
        linears.add(addChild(last, new Linear(from, out, false, rng)));
      }

      Tensor forward(Tensor x) {
        Tensor h = x;
        for (int i = 0; i < norms.size(); i++) {
          h = Functional.silu(norms.get(i).forward(linears.get(i).forward(h)));
        }
        return linears.getLast().forward(h);
      }
    }

    RadialProfile(int in, List<Integer> widths, int out, Generator rng) {
      net = addChild("net", new Net(in, widths, out, rng));
      offset = addParameter("offset", Init.uniform(rng, 1 / Math.sqrt(widths.getLast()), out));
    }

    Tensor forward(Tensor x) {
      return net.forward(x).add(offset.value());
    }
  }

  /** Gaussians of the distance with learnt centres and widths: [E, 1] to [E, n]. */
  static final class GaussianBasis extends Module {
    private final double cutoff;
    private final WeightSlot mean;
    private final WeightSlot std;
    private final WeightSlot weight;
    private final WeightSlot bias;

    GaussianBasis(int count, double cutoff, Generator rng) {
      this.cutoff = cutoff;
      mean = addParameter("mean", Tensor.empty(DType.F32, 1, count).uniformInPlace(rng, 0, 1));
      std =
          addParameter(
              "std", Tensor.empty(DType.F32, 1, count).uniformInPlace(rng, 1.0 / count, 1));
      weight = addParameter("weight", Tensor.ones(1, 1));
      bias = addParameter("bias", Tensor.zeros(1, 1));
    }

    Tensor forward(Tensor length) {
      Tensor u = length.div(cutoff).mul(weight.value()).add(bias.value());
      Tensor s = std.value().abs().add(1e-5);
      Tensor z = u.sub(mean.value()).div(s);
      return z.square().mul(-0.5).exp().div(s.mul(Math.sqrt(2 * Math.PI)));
    }
  }

  /** Layer norm of irreps: one scale for each degree and atom. */
  static final class IrrepsLayerNorm extends Module {
    private static final double EPSILON = 1e-5;

    private final int lmax;
    private final WeightSlot affineWeight;
    private final WeightSlot affineBias;

    IrrepsLayerNorm(int lmax, int channels) {
      this.lmax = lmax;
      affineWeight = addParameter("affine_weight", Tensor.ones(lmax + 1L, 1, channels));
      affineBias = addParameter("affine_bias", Tensor.zeros(1, 1, channels));
    }

    Tensor forward(Tensor x) {
      Tensor[] parts = new Tensor[lmax + 1];
      for (int l = 0; l <= lmax; l++) {
        Tensor part = x.narrow(1, (long) l * l, 2L * l + 1); // [N, 2l+1, C]
        Tensor centred = l == 0 ? part.sub(part.mean(true, 2)) : part;
        Tensor scale = centred.square().mean(true, 1).mean(true, 2).add(EPSILON).rsqrt();
        Tensor y = centred.mul(scale).mul(affineWeight.value().narrow(0, l, 1));
        parts[l] = l == 0 ? y.add(affineBias.value()) : y;
      }
      return Tensor.cat(1, parts);
    }
  }
}
