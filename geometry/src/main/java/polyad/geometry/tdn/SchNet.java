package polyad.geometry.tdn;

import java.util.ArrayList;
import java.util.List;
import polyad.algebra.Constant;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.geometry.AtomGraph;
import polyad.nn.Embedding;
import polyad.nn.Linear;
import polyad.nn.Module;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * SchNet (Schütt et al. 2017), the invariant baseline: atoms sum their neighbours' features times a
 * filter of the distance, x_i ← x_i + f(Σ_j W(r_ij) ∘ x_j).
 */
public final class SchNet extends EnergyNetwork {
  private final Embedding embedding;
  private final Constant centres; // [gaussians], Å
  private final double sharpness; // 1/(2·spacing²)
  private final List<Interaction> interactions = new ArrayList<>();
  private final Linear in;
  private final Linear out;

  /** The shape; 128 features, three interactions, 50 Gaussians and 5 Å in {@link #standard}. */
  public record Config(
      @Describe("features of an atom; 2 or more") int features,
      @Describe("interactions; 1 or more") int interactions,
      @Describe("Gaussians of the distance; 2 or more") int gaussians,
      @Describe("angstrom beyond which atoms do not see each other; above 0") double cutoff) {
    /** Checks every value. */
    public Config {
      ConfigChecks.atLeast("features", features, 2);
      ConfigChecks.atLeast("interactions", interactions, 1);
      ConfigChecks.atLeast("gaussians", gaussians, 2);
      ConfigChecks.positive("cutoff", cutoff);
    }

    /** The usual shape. */
    public static Config standard(double cutoff) {
      return new Config(128, 3, 50, cutoff);
    }
  }

  private static final class Interaction extends Module {
    private final Linear filter1;
    private final Linear filter2;
    private final Linear in;
    private final Linear middle;
    private final Linear out;

    Interaction(Config config, Generator rng) {
      int f = config.features();
      filter1 = addChild("filter1", new Linear(config.gaussians(), f, rng));
      filter2 = addChild("filter2", new Linear(f, f, rng));
      in = addChild("in", new Linear(f, f, false, rng));
      middle = addChild("middle", new Linear(f, f, rng));
      out = addChild("out", new Linear(f, f, rng));
    }

    /** x [n, F], basis [E, gaussians], cutoff [E, 1]: what is added to x. */
    Tensor forward(Tensor x, AtomGraph graph, Tensor basis, Tensor cutoff) {
      Tensor filter = filter2.forward(softplus(filter1.forward(basis))).mul(cutoff); // [E, F]
      Tensor message = in.forward(x).indexSelect(0, graph.sender()).mul(filter);
      Tensor sum = message.segmentSum(graph.receiver(), graph.atoms()); // [n, F]
      return out.forward(softplus(middle.forward(sum)));
    }
  }

  private static final class Interactions extends Module {
    Interaction add(int index, Interaction child) {
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
  public SchNet(Config config, int elements, double scale, double shift, Generator rng) {
    super(config.cutoff(), scale, shift);
    int f = config.features();
    embedding = addChild("embedding", new Embedding(elements, f, rng));
    double spacing = config.cutoff() / (config.gaussians() - 1);
    double[] at = new double[config.gaussians()];
    for (int i = 0; i < at.length; i++) {
      at[i] = i * spacing;
    }
    centres = new Constant(Tensor.of(at, at.length));
    sharpness = 0.5 / (spacing * spacing);
    Interactions list = addChild("interactions", new Interactions());
    for (int i = 0; i < config.interactions(); i++) {
      interactions.add(list.add(i, new Interaction(config, rng)));
    }
    in = addChild("in", new Linear(f, f / 2, rng));
    out = addChild("out", new Linear(f / 2, 1, rng));
  }

  /** ln(½eˣ + ½): softplus through the origin. */
  private static Tensor softplus(Tensor x) {
    return Functional.softplus(x).sub(Math.log(2));
  }

  @Override
  Tensor atomEnergies(AtomGraph graph) {
    Tensor length = lengths(graph.vectors()); // [E, 1]
    Tensor basis = length.sub(centres.in(length.dtype())).square().mul(-sharpness).exp();
    Tensor cutoff = cosineCutoff(length);
    Tensor x = embedding.forward(graph.species()); // [n, F]
    for (Interaction interaction : interactions) {
      x = x.add(interaction.forward(x, graph, basis, cutoff));
    }
    return out.forward(softplus(in.forward(x))); // [n, 1]
  }
}
