package polyad.geometry.gaunt;

import java.util.ArrayList;
import java.util.List;
import polyad.algebra.o3.Irrep;
import polyad.algebra.o3.Irreps;
import polyad.algebra.o3.Normalization;
import polyad.algebra.o3.SphericalHarmonics;
import polyad.geometry.AtomGraph;
import polyad.geometry.EquivariantLinear;
import polyad.geometry.ForceField;
import polyad.geometry.RadialBessel;
import polyad.geometry.ScalarActivation;
import polyad.nn.Buffer;
import polyad.nn.Module;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * MACE with the Gaunt many-body product: energies of molecules, and forces as their slopes.
 *
 * <p>Names of weights are those of the release
 * (EquivariantRealScaleShiftNonLinearBodyOrderedModel).
 */
public final class MaceGaunt extends ForceField {
  private final MaceConfig config;
  private final int elements;
  private final EquivariantLinear embedding;
  private final SphericalHarmonics harmonics;
  private final RadialBessel radial;
  private final List<MaceInteraction> interactions = new ArrayList<>();
  private final List<MaceProduct> products = new ArrayList<>();
  private final List<GauntSelfmix> mixers = new ArrayList<>();
  private final List<Readout> readouts = new ArrayList<>();
  private final ScaleShift scaleShift;
  private final AtomicEnergies atomicEnergies;

  /** Children of a name, numbered. */
  private static final class Children<M extends Module> extends Module {
    M add(int index, M child) {
      return addChild(Integer.toString(index), child);
    }
  }

  private static final class Embedding extends Module {
    private final EquivariantLinear linear;

    Embedding(Irreps in, Irreps out, Generator rng) {
      linear = addChild("linear", new EquivariantLinear(in, out, rng));
    }
  }

  private abstract static class Readout extends Module {
    abstract Tensor forward(Tensor features);
  }

  private static final class LinearReadout extends Readout {
    private final EquivariantLinear linear;

    LinearReadout(Irreps in, Generator rng) {
      linear = addChild("linear", new EquivariantLinear(in, Irreps.parse("0e"), rng));
    }

    @Override
    Tensor forward(Tensor features) {
      return linear.forward(features);
    }
  }

  private static final class NonLinearReadout extends Readout {
    private final EquivariantLinear linear1;
    private final EquivariantLinear linear2;

    NonLinearReadout(Irreps in, int width, Generator rng) {
      Irreps middle = Irreps.of(width, new Irrep(0, 1));
      linear1 = addChild("linear_1", new EquivariantLinear(in, middle, rng));
      linear2 = addChild("linear_2", new EquivariantLinear(middle, Irreps.parse("0e"), rng));
    }

    @Override
    Tensor forward(Tensor features) {
      return linear2.forward(ScalarActivation.SILU.apply(linear1.forward(features)));
    }
  }

  private static final class ScaleShift extends Module {
    private final Buffer scale;
    private final Buffer shift;

    ScaleShift(double scale, double shift) {
      this.scale = addBuffer("scale", Tensor.of(new float[] {(float) scale}, 1));
      this.shift = addBuffer("shift", Tensor.of(new float[] {(float) shift}, 1));
    }
  }

  private static final class AtomicEnergies extends Module {
    private final Buffer energies;

    AtomicEnergies(int elements) {
      energies = addBuffer("atomic_energies", Tensor.zeros(elements));
    }
  }

  /**
   * A network with random weights.
   *
   * @param elements the number of elements
   * @param averageNeighbors of the training set; sums of messages are divided by it
   * @param scale of the energies of atoms, such as the rms force of the training set
   * @param shift added to the energy of each atom, eV
   */
  public MaceGaunt(
      MaceConfig config,
      int elements,
      double averageNeighbors,
      double scale,
      double shift,
      Generator rng) {
    this.config = config;
    this.elements = elements;
    int channels = config.channels();
    Irreps attributes = Irreps.of(elements, new Irrep(0, 1));
    Irreps scalars = Irreps.of(channels, new Irrep(0, 1));
    Irreps hidden = Irreps.sphericalHarmonics(config.hiddenLmax()).withMul(channels);
    embedding = addChild("node_embedding", new Embedding(attributes, scalars, rng)).linear;
    harmonics = new SphericalHarmonics(config.maxEll(), true, Normalization.COMPONENT);
    radial = new RadialBessel(config.cutoff(), config.bessel(), config.cutoffPower());
    Children<MaceInteraction> interactionList = addChild("interactions", new Children<>());
    Children<MaceProduct> productList = addChild("products", new Children<>());
    Children<Readout> readoutList = addChild("readouts", new Children<>());
    Irreps in = scalars;
    for (int i = 0; i < config.interactions(); i++) {
      boolean last = i == config.interactions() - 1;
      Irreps out = last ? scalars : hidden;
      interactions.add(
          interactionList.add(
              i, new MaceInteraction(config, in, out, elements, averageNeighbors, rng)));
      products.add(productList.add(i, new MaceProduct(config, out, elements, rng)));
      readouts.add(
          readoutList.add(
              i,
              last
                  ? new NonLinearReadout(out, config.readoutWidth(), rng)
                  : new LinearReadout(out, rng)));
      in = out;
    }
    if (config.selfmix()) {
      Children<GauntSelfmix> mixerList = addChild("selfmix", new Children<>());
      for (int i = 0; i + 1 < config.interactions(); i++) {
        mixers.add(mixerList.add(i, new GauntSelfmix(channels, config.hiddenLmax(), rng)));
      }
    }
    scaleShift = addChild("scale_shift", new ScaleShift(scale, shift));
    atomicEnergies = addChild("atomic_energies_fn", new AtomicEnergies(elements));
  }

  @Override
  public double cutoff() {
    return config.cutoff();
  }

  /** The energy of interaction of each molecule, [molecules], eV. */
  public Tensor energy(AtomGraph graph) {
    Tensor vectors = graph.vectors(); // [E, 3]
    Tensor lengths = vectors.square().sum(true, -1).sqrt(); // [E, 1]
    Tensor sh = harmonics.forward(vectors); // [E, (maxEll+1)²]
    Tensor basis = radial.forward(lengths); // [E, bessel]
    Tensor attributes = Functional.oneHot(graph.species(), elements).to(vectors.dtype());
    Tensor features = embedding.forward(attributes); // [n, C]
    Tensor nodeEnergy = null;
    for (int i = 0; i < interactions.size(); i++) {
      MaceInteraction.Result result =
          interactions
              .get(i)
              .forward(features, attributes, sh, basis, graph.sender(), graph.receiver());
      features = products.get(i).forward(result, attributes);
      if (i < mixers.size()) {
        features = mix(mixers.get(i), features);
      }
      Tensor part = readouts.get(i).forward(features); // [n, 1]
      nodeEnergy = nodeEnergy == null ? part : nodeEnergy.add(part);
    }
    if (nodeEnergy == null) {
      throw new IllegalStateException("at least one interaction");
    }
    Tensor scaled = nodeEnergy.mul(scaleShift.scale.value()).add(scaleShift.shift.value());
    return graph.perMolecule(scaled).squeeze(-1);
  }

  /** Selfmix works on [n, C, (L+1)²]; features are in e3nn's layout. */
  private Tensor mix(GauntSelfmix mixer, Tensor features) {
    Irreps hidden = Irreps.sphericalHarmonics(config.hiddenLmax()).withMul(config.channels());
    return hidden.fromChannels(mixer.forward(hidden.toChannels(features)));
  }

  @Override
  public Prediction predict(AtomGraph graph) {
    AtomGraph recorded = graph.recorded();
    Tensor energy = energy(recorded);
    return new Prediction(energy, forces(energy, recorded));
  }

  /** Energies with those of the free atoms in {@code atomic_energies_fn}: [molecules]. */
  public Tensor totalEnergy(Tensor interaction, AtomGraph graph) {
    Tensor own = atomicEnergies.energies.value().indexSelect(0, graph.species());
    return interaction.add(graph.perMolecule(own));
  }
}
