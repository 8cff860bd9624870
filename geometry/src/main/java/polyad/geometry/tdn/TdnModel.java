package polyad.geometry.tdn;

import java.io.IOException;
import java.nio.file.Path;
import polyad.catalog.ModelDirectory;
import polyad.geometry.ForceField;
import polyad.geometry.ForceFieldModel;
import polyad.geometry.ForceFieldSet;
import polyad.geometry.ReferenceEnergies;
import polyad.tensor.Generator;

/** Trained force fields of this method. */
public final class TdnModel {
  private TdnModel() {}

  /**
   * What a model is made of, besides its weights.
   *
   * @param architecture the kind of network; those beside TDN take cutoff and neighbours alone
   * @param averageAtoms of a molecule of the training set
   * @param averageNeighbors of an atom of the training set
   * @param scale rms force of the training set, eV/Å
   * @param shift mean energy of an atom, eV
   */
  public record Header(
      Architecture architecture,
      TdnConfig network,
      ReferenceEnergies reference,
      double averageAtoms,
      double averageNeighbors,
      double scale,
      double shift)
      implements ForceFieldModel.Header {

    /**
     * Scaled to a training set.
     *
     * @throws IllegalArgumentException that names the molecule of which no atom has a neighbour
     */
    static Header of(
        Architecture architecture,
        TdnConfig network,
        ReferenceEnergies reference,
        ForceFieldSet train) {
      for (int i = 0; i < train.size(); i++) {
        if (train.members().get(i).neighbors().size() == 0) {
          throw new IllegalArgumentException(
              "molecule %d: all atoms are isolated, allowed: at least one pair closer than %s Å"
                  .formatted(i + 1, network.cutoff()));
        }
      }
      return new Header(
          architecture,
          network,
          reference,
          train.averageAtoms(),
          train.averageNeighbors(),
          Math.max(train.rmsForce(), 1e-6),
          train.meanEnergyPerAtom());
    }

    @Override
    public double cutoff() {
      return network.cutoff();
    }

    @Override
    public int mostNeighbors() {
      return network.maxNeighbors();
    }

    @Override
    public ForceField network(long seed) {
      Generator rng = new Generator(seed);
      int elements = reference.species().size();
      return switch (architecture) {
        case TDN -> decomposed(rng);
        case SCHNET -> new SchNet(SchNet.Config.standard(cutoff()), elements, scale, shift, rng);
        case PAINN -> new PaiNN(PaiNN.Config.standard(cutoff()), elements, scale, shift, rng);
      };
    }

    /** The network of {@link Architecture#TDN}. */
    TdnForceField decomposed(Generator rng) {
      return new TdnForceField(
          network, reference.species(), averageAtoms, averageNeighbors, scale, shift, rng);
    }
  }

  /** Opens a model directory. */
  public static ForceFieldModel open(Path directory) throws IOException {
    return ForceFieldModel.open(ModelDirectory.open(directory), Header.class);
  }
}
