package polyad.geometry.tdn;

import java.util.ArrayList;
import java.util.List;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.geometry.AtomGraph;
import polyad.geometry.RadialBessel;
import polyad.nn.Embedding;
import polyad.nn.Linear;
import polyad.nn.Module;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * PaiNN (Schütt, Unke and Gastegger 2021), the baseline with directions: every atom has scalars s
 * [F] and vectors v [3, F].
 *
 * <ul>
 *   <li>message: (a, b, c) = φ(s_j) ∘ W(r_ij); s_i += Σ a, v_i += Σ b·r̂_ij + c ∘ v_j;
 *   <li>update: u = Uv, w = Vv, (a, b, c) = φ(s, ‖w‖); s += a + b ∘ ⟨u, w⟩, v += c ∘ u.
 * </ul>
 */
public final class PaiNN extends EnergyNetwork {
  // ‖w‖ has no slope at zero.
  private static final double TINY = 1e-8;

  private final int features;
  private final Embedding embedding;
  private final RadialBessel radial;
  private final List<Block> blocks = new ArrayList<>();
  private final Linear in;
  private final Linear out;

  /** The shape; 128 features, three blocks, 20 waves in {@link #standard}. */
  public record Config(
      @Describe("features of an atom; 2 or more") int features,
      @Describe("blocks; 1 or more") int blocks,
      @Describe("waves of the distance; 1 or more") int waves,
      @Describe("angstrom beyond which atoms do not see each other; above 0") double cutoff) {
    /** Checks every value. */
    public Config {
      ConfigChecks.atLeast("features", features, 2);
      ConfigChecks.atLeast("blocks", blocks, 1);
      ConfigChecks.atLeast("waves", waves, 1);
      ConfigChecks.positive("cutoff", cutoff);
    }

    /** The usual shape. */
    public static Config standard(double cutoff) {
      return new Config(128, 3, 20, cutoff);
    }
  }

  /** Scalars [n, F] and vectors [n, 3, F]. */
  private record Features(Tensor s, Tensor v) {}

  /** Edges: waves [E, waves], cutoff function [E, 1], directions [E, 3, 1]. */
  private record Edges(Tensor waves, Tensor cutoff, Tensor direction) {}

  private static final class Block extends Module {
    private final Linear message1;
    private final Linear message2;
    private final Linear filter;
    private final Linear u;
    private final Linear v;
    private final Linear update1;
    private final Linear update2;

    Block(Config config, Generator rng) {
      long f = config.features();
      message1 = addChild("message1", new Linear(f, f, rng));
      message2 = addChild("message2", new Linear(f, 3 * f, rng));
      filter = addChild("filter", new Linear(config.waves(), 3 * f, rng));
      u = addChild("u", new Linear(f, f, false, rng));
      v = addChild("v", new Linear(f, f, false, rng));
      update1 = addChild("update1", new Linear(2 * f, f, rng));
      update2 = addChild("update2", new Linear(f, 3 * f, rng));
    }

    Features message(Features x, AtomGraph graph, Edges edges) {
      long f = x.s().size(1);
      Tensor phi = message2.forward(Functional.silu(message1.forward(x.s()))); // [n, 3F]
      Tensor w = filter.forward(edges.waves()).mul(edges.cutoff()); // [E, 3F]
      Tensor abc = phi.indexSelect(0, graph.sender()).mul(w);
      Tensor b = abc.narrow(1, f, f).unsqueeze(1); // [E, 1, F]
      Tensor c = abc.narrow(1, 2 * f, f).unsqueeze(1);
      Tensor turned =
          b.mul(edges.direction()).add(x.v().indexSelect(0, graph.sender()).mul(c)); // [E, 3, F]
      return new Features(
          x.s().add(abc.narrow(1, 0, f).segmentSum(graph.receiver(), graph.atoms())),
          x.v().add(turned.segmentSum(graph.receiver(), graph.atoms())));
    }

    Features update(Features x) {
      long f = x.s().size(1);
      Tensor uv = u.forward(x.v()); // [n, 3, F]
      Tensor vv = v.forward(x.v());
      Tensor norm = vv.square().sum(1).add(TINY).sqrt(); // [n, F]
      Tensor abc =
          update2.forward(Functional.silu(update1.forward(Tensor.cat(1, x.s(), norm)))); // [n, 3F]
      Tensor inner = uv.mul(vv).sum(1); // [n, F]
      return new Features(
          x.s().add(abc.narrow(1, 0, f)).add(abc.narrow(1, f, f).mul(inner)),
          x.v().add(abc.narrow(1, 2 * f, f).unsqueeze(1).mul(uv)));
    }
  }

  private static final class Blocks extends Module {
    Block add(int index, Block child) {
      return addChild(Integer.toString(index), child);
    }
  }

  /**
   * With random weights.
   *
   * @param elements the number of elements
   * @param scale of the energies of atoms, such as the rms force of the training set
   * @param shift mean energy of an atom, eV
   */
  public PaiNN(Config config, int elements, double scale, double shift, Generator rng) {
    super(config.cutoff(), scale, shift);
    features = config.features();
    embedding = addChild("embedding", new Embedding(elements, features, rng));
    radial = new RadialBessel(config.cutoff(), config.waves(), 1);
    Blocks list = addChild("blocks", new Blocks());
    for (int i = 0; i < config.blocks(); i++) {
      blocks.add(list.add(i, new Block(config, rng)));
    }
    in = addChild("in", new Linear(features, features / 2, rng));
    out = addChild("out", new Linear(features / 2, 1, rng));
  }

  @Override
  Tensor atomEnergies(AtomGraph graph) {
    Features x = features(graph);
    return out.forward(Functional.silu(in.forward(x.s()))); // [n, 1]
  }

  /** The vectors of atoms after the last block, [n, 3, F]: they turn with the molecule. */
  Tensor vectors(AtomGraph graph) {
    return features(graph).v();
  }

  private Features features(AtomGraph graph) {
    Tensor vectors = graph.vectors(); // [E, 3]
    Tensor length = lengths(vectors);
    Edges edges =
        new Edges(radial.waves(length), cosineCutoff(length), vectors.div(length).unsqueeze(-1));
    Tensor s = embedding.forward(graph.species()); // [n, F]
    Features x = new Features(s, Tensor.zeros(s.dtype(), s.size(0), 3, features));
    for (Block block : blocks) {
      x = block.update(block.message(x, graph, edges));
    }
    return x;
  }
}
