package polyad.geometry.tdn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polyad.algebra.o3.Normalization;
import polyad.algebra.o3.SphericalHarmonics;
import polyad.geometry.AtomGraph;
import polyad.geometry.tdn.TdnLayers.ComponentLinear;
import polyad.geometry.tdn.TdnLayers.GaussianBasis;
import polyad.geometry.tdn.TdnLayers.IrrepsLayerNorm;
import polyad.geometry.tdn.TdnLayers.RadialProfile;
import polyad.nn.Linear;
import polyad.nn.Module;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * The network of the paper (released as {@code models/tdn.py}): an embedding of atoms and of their
 * neighbourhood, attention blocks, a scalar head for the energy and an attention head for forces.
 *
 * <p>Atoms without neighbours take no part: their forces are zero.
 */
public final class TensorDecompositionNetwork extends Module {
  private final TdnConfig config;
  private final double rootNodes;
  private final double rootDegree;
  private final SphericalHarmonics harmonics;
  private final GaussianBasis rbf;
  private final Linear atomType;
  private final EdgeEmbedding edgeEmbedding;
  private final List<Block> blocks = new ArrayList<>();
  private final IrrepsLayerNorm norm;
  private final Head head;
  private final GraphAttention forceHead;
  private final ComponentLinear forceProj;

  /**
   * What the network says.
   *
   * @param energy [molecules]
   * @param forces [atoms, 3], zero for atoms without neighbours
   * @param mask [atoms], whether an atom has a neighbour
   */
  public record Output(Tensor energy, Tensor forces, Tensor mask) {}

  private static final class AtomEmbedding extends Module {
    private final Linear linear;

    AtomEmbedding(int types, int hidden, Generator rng) {
      linear = addChild("atom_type_lin", new Linear(types, hidden, rng));
      try (var _ = Autograd.noGrad()) {
        weight("atom_type_lin.weight").value().mulInPlace(Math.sqrt(types));
      }
    }
  }

  private static final class EdgeEmbedding extends Module {
    private final ComponentLinear exp;
    private final ProductLayer tp;
    private final RadialProfile rad;
    private final ComponentLinear proj;

    EdgeEmbedding(TdnConfig config, ProductLayer.Factory products, Generator rng) {
      int c = config.hidden();
      exp = addChild("exp", new ComponentLinear(c, c, true, rng));
      tp = addChild("tp", products.make());
      rad =
          addChild(
              "rad",
              new RadialProfile(
                  config.gaussians(), config.radialWidths(), products.weightCount(), rng));
      proj = addChild("proj", new ComponentLinear(c, c, true, rng));
    }

    Tensor forward(EdgeFeatures edges, long atoms, int channels) {
      DType dtype = edges.radial().dtype();
      Tensor ones = Tensor.ones(dtype, edges.source().size(0), 1, channels);
      Tensor scalars = exp.forward(ones); // [E, 1, C], the same for every neighbour
      Tensor features =
          scalars.pad(new long[] {0, 0, 0, edges.harmonics().size(1) - 1}, 0); // [E, d, C]
      Tensor message = tp.forward(features, edges.harmonics(), rad.forward(edges.radial()));
      return proj.forward(message).segmentSum(edges.target(), atoms);
    }
  }

  private static final class FeedForward extends Module {
    private final ComponentLinear in;
    private final ComponentLinear out;

    FeedForward(int c, Generator rng) {
      in = addChild("0", new ComponentLinear(c, 2 * c, true, rng));
      out = addChild("2", new ComponentLinear(c, c, true, rng));
    }

    Tensor forward(Tensor x) {
      return out.forward(TdnLayers.gate(in.forward(x)));
    }
  }

  private static final class Block extends Module {
    private final IrrepsLayerNorm norm1;
    private final GraphAttention attn;
    private final IrrepsLayerNorm norm2;
    private final FeedForward ffn;

    Block(TdnConfig config, ProductLayer.Factory products, Generator rng) {
      norm1 = addChild("norm1", new IrrepsLayerNorm(config.lmax(), config.hidden()));
      attn = addChild("attn", new GraphAttention(config, products, rng));
      norm2 = addChild("norm2", new IrrepsLayerNorm(config.lmax(), config.hidden()));
      ffn = addChild("ffn", new FeedForward(config.hidden(), rng));
    }

    Tensor forward(Tensor x, EdgeFeatures edges) {
      Tensor h = x.add(attn.forward(norm1.forward(x), edges));
      return h.add(ffn.forward(norm2.forward(h)));
    }
  }

  private static final class Head extends Module {
    private final ComponentLinear in;
    private final ComponentLinear out;

    Head(int c, Generator rng) {
      in = addChild("0", new ComponentLinear(c, c, true, rng));
      out = addChild("2", new ComponentLinear(c, 1, true, rng));
    }

    /** Only scalars reach the energy: [N, 1, C] to [N, 1, 1]. */
    Tensor forward(Tensor scalars) {
      return out.forward(Functional.silu(in.forward(scalars)));
    }
  }

  private static final class Blocks extends Module {
    Block add(int index, Block block) {
      return addChild(Integer.toString(index), block);
    }
  }

  /**
   * With random weights and fitted factors.
   *
   * @param averageNodes atoms of a molecule, in the mean
   * @param averageDegree neighbours of an atom, in the mean
   */
  public TensorDecompositionNetwork(
      TdnConfig config, double averageNodes, double averageDegree, Generator rng) {
    this.config = config;
    this.rootNodes = Math.sqrt(averageNodes);
    this.rootDegree = Math.sqrt(averageDegree);
    int c = config.hidden();
    ProductLayer.Factory products = new ProductLayer.Factory(config);
    harmonics = new SphericalHarmonics(config.lmax(), true, Normalization.COMPONENT);
    rbf = addChild("rbf", new GaussianBasis(config.gaussians(), config.cutoff(), rng));
    atomType = addChild("atom_embed", new AtomEmbedding(config.maxAtomType(), c, rng)).linear;
    edgeEmbedding = addChild("edge_embed", new EdgeEmbedding(config, products, rng));
    Blocks list = addChild("blocks", new Blocks());
    for (int i = 0; i < config.interactions(); i++) {
      blocks.add(list.add(i, new Block(config, products, rng)));
    }
    norm = addChild("norm", new IrrepsLayerNorm(config.lmax(), c));
    head = addChild("head", new Head(c, rng));
    forceHead = addChild("force_head", new GraphAttention(config, products, rng));
    forceProj = addChild("force_proj", new ComponentLinear(c, 1, true, rng));
  }

  /**
   * Takes weights by the release's names, those of older checkpoints ({@code cp_u}, {@code cp_v},
   * {@code cp_t}) among them.
   *
   * @throws IllegalArgumentException when a name or a shape does not fit
   */
  public void loadReleased(Map<String, Tensor> state) {
    Map<String, Tensor> renamed = new LinkedHashMap<>();
    state.forEach(
        (name, value) ->
            renamed.put(
                name.replaceFirst("cp_u$", "cp_a")
                    .replaceFirst("cp_v$", "cp_b")
                    .replaceFirst("cp_t$", "cp_c"),
                value));
    loadStateDict(renamed);
  }

  /**
   * From now on, in evaluation mode, every decomposed product is the mean over random rotations:
   * nearer to equivariance at so many times the cost. Call it after loading weights.
   *
   * @param rotations 1 or more; 1 for the products as they were
   */
  public void symmetrize(int rotations, long seed) {
    symmetrize(this, rotations, seed);
  }

  private static void symmetrize(Module module, int rotations, long seed) {
    if (module instanceof CpTensorProduct product) {
      product.symmetrize(rotations, seed);
    }
    module.children().values().forEach(child -> symmetrize(child, rotations, seed));
  }

  /** The configuration. */
  public TdnConfig config() {
    return config;
  }

  /**
   * Energies and forces.
   *
   * @param graph species are atomic numbers; positions on record when forces are slopes
   * @throws IllegalArgumentException when no atom has a neighbour, or an element is unknown
   */
  public Output forward(AtomGraph graph) {
    if (graph.sender().numel() == 0) {
      throw new IllegalArgumentException(
          "all atoms are isolated, allowed: at least one pair closer than " + config.cutoff());
    }
    Tensor mask = mask(graph); // [N, 1]
    Tensor r = graph.vectors().neg(); // neighbour − centre
    Tensor length = r.square().sum(true, -1).sqrt();
    EdgeFeatures edges =
        new EdgeFeatures(
            graph.sender(),
            graph.receiver(),
            harmonics.forward(r).unsqueeze(-1),
            rbf.forward(length));
    Tensor x = features(graph, edges);
    Tensor atomEnergy = head.forward(x.narrow(1, 0, 1)).squeeze(-1).mul(mask); // [N, 1]
    Tensor energy = graph.perMolecule(atomEnergy).squeeze(-1).div(rootNodes);
    return new Output(energy, forces(graph, edges, x, energy).mul(mask), mask.squeeze(-1));
  }

  private Tensor mask(AtomGraph graph) {
    Tensor ones = Tensor.ones(graph.positions().dtype(), graph.receiver().size(0), 1);
    return ones.segmentSum(graph.receiver(), graph.atoms()).gt(0).to(ones.dtype());
  }

  private Tensor features(AtomGraph graph, EdgeFeatures edges) {
    DType dtype = edges.radial().dtype();
    Tensor types = Functional.oneHot(graph.species(), config.maxAtomType()).to(dtype);
    Tensor scalars = atomType.forward(types).unsqueeze(1); // [N, 1, C]
    long d = edges.harmonics().size(1);
    Tensor x = scalars.pad(new long[] {0, 0, 0, d - 1}, 0);
    x = x.add(edgeEmbedding.forward(edges, graph.atoms(), config.hidden()).div(rootDegree));
    for (Block block : blocks) {
      x = block.forward(x, edges);
    }
    return norm.forward(x);
  }

  private Tensor forces(AtomGraph graph, EdgeFeatures edges, Tensor x, Tensor energy) {
    if (config.gradientForce()) {
      return Autograd.grad(energy.sum(), graph.positions(), isTraining()).neg();
    }
    Tensor out = forceProj.forward(forceHead.forward(x, edges)); // [N, d, 1]
    return out.narrow(1, 1, 3).squeeze(-1);
  }
}
