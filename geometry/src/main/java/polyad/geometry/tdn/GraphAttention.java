package polyad.geometry.tdn;

import polyad.geometry.tdn.TdnLayers.ComponentLinear;
import polyad.geometry.tdn.TdnLayers.RadialProfile;
import polyad.nn.Init;
import polyad.nn.Module;
import polyad.nn.WeightSlot;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** Equivariant graph attention: two products with the edge's harmonics, softmax over neighbours. */
final class GraphAttention extends Module {
  private static final double SLOPE = 0.2;
  private static final double TINY = 1e-16;

  private final int heads;
  private final double dropout;
  private final Generator rng;
  private final WeightSlot alphaDot;
  private final ComponentLinear mergeSrc;
  private final ComponentLinear mergeDst;
  private final ProductLayer tp1;
  private final RadialProfile rad;
  private final ComponentLinear linAlpha;
  private final ComponentLinear linValue;
  private final ProductLayer tp2;
  private final ComponentLinear proj;

  GraphAttention(TdnConfig config, ProductLayer.Factory products, Generator rng) {
    int c = config.hidden();
    this.heads = config.heads();
    this.dropout = config.dropout();
    this.rng = rng;
    alphaDot =
        addParameter("alpha_dot", Init.xavierUniform(rng, config.heads(), c / config.heads()));
    mergeSrc = addChild("merge_src", new ComponentLinear(c, c, true, rng));
    mergeDst = addChild("merge_dst", new ComponentLinear(c, c, false, rng));
    tp1 = addChild("tp1", products.make());
    rad =
        addChild(
            "rad",
            new RadialProfile(
                config.gaussians(), config.radialWidths(), products.weightCount(), rng));
    linAlpha = addChild("lin_alpha", new ComponentLinear(c, c, true, rng));
    linValue = addChild("lin_value", new ComponentLinear(c, 2 * c, true, rng));
    tp2 = addChild("tp2", products.make());
    proj = addChild("proj", new ComponentLinear(c, c, true, rng));
  }

  /** [N, d, C] to the same. */
  Tensor forward(Tensor x, EdgeFeatures edges) {
    Tensor message =
        mergeSrc
            .forward(x)
            .indexSelect(0, edges.source())
            .add(mergeDst.forward(x).indexSelect(0, edges.target())); // [E, d, C]
    Tensor weights = rad.forward(edges.radial()); // [E, C]
    message = tp1.forward(message, edges.harmonics(), weights);
    Tensor alpha = attention(linAlpha.forward(message.narrow(1, 0, 1)), edges, x.size(0));
    Tensor value = TdnLayers.gate(linValue.forward(message));
    value = tp2.forward(value, edges.harmonics(), weights);
    Tensor weighted =
        value.unflatten(-1, heads, value.size(2) / heads).mul(alpha.unsqueeze(1).unsqueeze(-1));
    return proj.forward(weighted.flatten(2, 3).segmentSum(edges.target(), x.size(0)));
  }

  /** [E, 1, C] to [E, H]: a softmax over the edges of the same target. */
  private Tensor attention(Tensor scalars, EdgeFeatures edges, long atoms) {
    Tensor z = scalars.squeeze(1).unflatten(-1, heads, scalars.size(2) / heads); // [E, H, C/H]
    Tensor smooth =
        z.mul((1 + SLOPE) / 2).add(z.mul(z.sigmoid().mul(2).sub(1)).mul((1 - SLOPE) / 2));
    Tensor logits = smooth.mul(alphaDot.value()).sum(-1); // [E, H]
    Tensor largest = logits.detach().segmentMax(edges.target(), atoms);
    Tensor e = logits.sub(largest.indexSelect(0, edges.target())).exp();
    Tensor sum = e.segmentSum(edges.target(), atoms).indexSelect(0, edges.target());
    Tensor alpha = e.div(sum.add(TINY));
    return isTraining() && dropout > 0 ? Functional.dropout(alpha, dropout, rng) : alpha;
  }
}
