package polyad.geometry.gaunt;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import polyad.catalog.ModelDirectory;
import polyad.catalog.UsageException;
import polyad.catalog.task.Potential;
import polyad.data.Molecule;
import polyad.geometry.AtomGraph;
import polyad.geometry.ForceField;
import polyad.geometry.ForceFieldSet;
import polyad.geometry.ReferenceEnergies;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;

/** A trained force field: energies and forces of molecules. */
public final class MaceModel implements Potential, AutoCloseable {
  private final Header header;
  private final MaceGaunt network;

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
      double shift) {

    /** Scaled to a training set: by its rms force, shifted to its mean energy of an atom. */
    static Header of(MaceConfig mace, ReferenceEnergies reference, ForceFieldSet train) {
      return new Header(
          mace,
          reference,
          train.averageNeighbors(),
          Math.max(train.rmsForce(), 1e-6),
          train.meanEnergyPerAtom());
    }

    /** A network of this shape with random weights. */
    MaceGaunt network(long seed) {
      return new MaceGaunt(
          mace, reference.species().size(), averageNeighbors, scale, shift, new Generator(seed));
    }
  }

  private MaceModel(Header header, MaceGaunt network) {
    this.header = header;
    this.network = network;
  }

  /** Opens a model directory. */
  public static MaceModel open(Path directory) throws IOException {
    return open(ModelDirectory.open(directory));
  }

  static MaceModel open(ModelDirectory directory) throws IOException {
    Header header = directory.config(Header.class);
    MaceGaunt network = header.network(0);
    try (var _ = TensorScope.open()) {
      network.loadStateDict(TensorFiles.readSafetensors(directory.weights()));
    } catch (IllegalArgumentException e) {
      throw new UsageException(directory.weights() + ": " + e.getMessage(), e);
    }
    network.eval();
    return new MaceModel(header, network);
  }

  static void write(ModelDirectory.Writer writer, MaceGaunt network, Header header)
      throws IOException {
    writer.config(header);
    TensorFiles.writeSafetensors(writer.weights(), network.stateDict(), Map.of());
  }

  /**
   * The molecule with its energy and forces.
   *
   * @throws IllegalArgumentException when an element is unknown or atoms overlap
   */
  public Molecule evaluate(Molecule molecule) {
    try (var _ = TensorScope.open()) {
      AtomGraph.Prepared prepared =
          AtomGraph.Prepared.of(molecule, header.reference().species(), cutoff());
      ForceField.Prediction p = network.predict(AtomGraph.of(List.of(prepared), DType.F32));
      double energy = p.energy().detach().sum().item() + header.reference().of(molecule);
      return molecule.with(energy, p.forces().detach().to(DType.F64).toDoubleArray());
    }
  }

  @Override
  public double cutoff() {
    return header.mace().cutoff();
  }

  @Override
  public Evaluation evaluate(int[] numbers, double[][] positions, double @Nullable [][] cell) {
    Molecule molecule = evaluate(Molecule.of(numbers, positions, cell));
    double[] flat = Objects.requireNonNull(molecule.forces());
    double[][] forces = new double[numbers.length][3];
    for (int i = 0; i < flat.length; i++) {
      forces[i / 3][i % 3] = flat[i];
    }
    double energy = molecule.energy().orElseThrow();
    return new Evaluation() {
      @Override
      public double energy() {
        return energy;
      }

      @Override
      public double[][] forces() {
        return forces;
      }
    };
  }

  @Override
  public void close() {
    network.close();
  }
}
