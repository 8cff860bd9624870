package polyad.geometry.gaunt;

import java.io.IOException;
import java.nio.file.Path;
import polyad.catalog.ModelDirectory;
import polyad.geometry.ForceFieldModel;
import polyad.geometry.ForceFieldSet;
import polyad.geometry.ReferenceEnergies;
import polyad.tensor.Generator;

/** Trained force fields of this method. */
public final class MaceModel {
  private MaceModel() {}

  /**
   * What a model is made of, besides its weights.
   *
   * @param averageNeighbors of the training set
   * @param scale rms force of the training set, eV/Å
   * @param shift mean energy of an atom, eV
   */
  public record Header(
      MaceConfig mace,
      ReferenceEnergies reference,
      double averageNeighbors,
      double scale,
      double shift)
      implements ForceFieldModel.Header {

    /** Scaled to a training set: by its rms force, shifted to its mean energy of an atom. */
    static Header of(MaceConfig mace, ReferenceEnergies reference, ForceFieldSet train) {
      return new Header(
          mace,
          reference,
          train.averageNeighbors(),
          Math.max(train.rmsForce(), 1e-6),
          train.meanEnergyPerAtom());
    }

    @Override
    public double cutoff() {
      return mace.cutoff();
    }

    @Override
    public MaceGaunt network(long seed) {
      return new MaceGaunt(
          mace, reference.species().size(), averageNeighbors, scale, shift, new Generator(seed));
    }
  }

  /** Opens a model directory. */
  public static ForceFieldModel open(Path directory) throws IOException {
    return ForceFieldModel.open(ModelDirectory.open(directory), Header.class);
  }
}
