package polyad.geometry.tdn;

import java.util.ArrayList;
import java.util.List;
import polyad.algebra.o3.Normalization;
import polyad.algebra.o3.SphericalHarmonics;
import polyad.geometry.AtomGraph;
import polyad.geometry.RadialBessel;
import polyad.geometry.tdn.TdnLayers.ComponentLinear;
import polyad.geometry.tdn.TdnLayers.RadialProfile;
import polyad.nn.Embedding;
import polyad.nn.Linear;
import polyad.nn.Module;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * Equivariant convolutions as in NequIP (Batzner et al. 2022), without attention: another network
 * into which every {@link SharedProduct} fits. x_i ← Ax_i + gate(B·Σ_j x_j ⊗ Y(r̂_ij)·W(r_ij)/√n̄).
 *
 * <p>Takes hidden, interactions, gaussians (Bessel functions here), cutoff, lmax, radialWidths,
 * product and rank of a {@link TdnConfig}. The energy comes from the scalars, forces are its
 * slopes: they keep the energy even where the product is only nearly equivariant.
 */
public final class ConvolutionNetwork extends EnergyNetwork {
  private static final int ENVELOPE = 6;

  private final Embedding embedding;
  private final SphericalHarmonics harmonics;
  private final RadialBessel radial;
  private final List<Layer> layers = new ArrayList<>();
  private final Linear in;
  private final Linear out;

  private static final class Layer extends Module {
    private final double rootDegree;
    private final ComponentLinear own;
    private final ProductLayer tp;
    private final RadialProfile rad;
    private final ComponentLinear mix;

    Layer(TdnConfig config, ProductLayer.Factory products, double averageDegree, Generator rng) {
      int c = config.hidden();
      rootDegree = Math.sqrt(averageDegree);
      own = addChild("own", new ComponentLinear(c, c, true, rng));
      tp = addChild("tp", products.make());
      rad =
          addChild(
              "rad",
              new RadialProfile(
                  config.gaussians(), config.radialWidths(), products.weightCount(), rng));
      mix = addChild("mix", new ComponentLinear(c, 2 * c, true, rng));
    }

    /** [n, d, C] to the same; the envelope [E, 1] takes messages smoothly to zero. */
    Tensor forward(Tensor x, AtomGraph graph, EdgeFeatures edges, Tensor envelope) {
      Tensor weights = rad.forward(edges.radial()).mul(envelope);
      Tensor message = tp.forward(x.indexSelect(0, edges.source()), edges.harmonics(), weights);
      Tensor sum = message.segmentSum(edges.target(), graph.atoms()).div(rootDegree);
      return own.forward(x).add(TdnLayers.gate(mix.forward(sum)));
    }
  }

  private static final class Layers extends Module {
    Layer add(int index, Layer child) {
      return addChild(Integer.toString(index), child);
    }
  }

  /**
   * With random weights and fitted factors.
   *
   * @param elements the number of elements
   * @param averageDegree neighbours of an atom, in the mean
   * @param scale of the energies of atoms, such as the rms force of the training set
   * @param shift mean energy of an atom, eV
   */
  public ConvolutionNetwork(
      TdnConfig config,
      int elements,
      double averageDegree,
      double scale,
      double shift,
      Generator rng) {
    super(config.cutoff(), scale, shift);
    int c = config.hidden();
    ProductLayer.Factory products = new ProductLayer.Factory(config);
    embedding = addChild("embedding", new Embedding(elements, c, rng));
    harmonics = new SphericalHarmonics(config.lmax(), true, Normalization.COMPONENT);
    radial = new RadialBessel(config.cutoff(), config.gaussians(), ENVELOPE);
    Layers list = addChild("layers", new Layers());
    for (int i = 0; i < config.interactions(); i++) {
      layers.add(list.add(i, new Layer(config, products, averageDegree, rng)));
    }
    in = addChild("in", new Linear(c, c, rng));
    out = addChild("out", new Linear(c, 1, rng));
  }

  @Override
  Tensor atomEnergies(AtomGraph graph) {
    Tensor vectors = graph.vectors();
    Tensor length = lengths(vectors); // [E, 1]
    EdgeFeatures edges =
        new EdgeFeatures(
            graph.sender(),
            graph.receiver(),
            harmonics.forward(vectors).unsqueeze(-1), // [E, d, 1]
            radial.forward(length));
    Tensor envelope = radial.envelope(length);
    Tensor scalars = embedding.forward(graph.species()).unsqueeze(1); // [n, 1, C]
    Tensor x = scalars.pad(new long[] {0, 0, 0, edges.harmonics().size(1) - 1}, 0); // [n, d, C]
    for (Layer layer : layers) {
      x = layer.forward(x, graph, edges, envelope);
    }
    Tensor read = x.narrow(1, 0, 1).squeeze(1); // [n, C]
    return out.forward(Functional.silu(in.forward(read)));
  }
}
