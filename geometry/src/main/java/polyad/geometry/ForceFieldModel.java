package polyad.geometry;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import polyad.algebra.Rotations;
import polyad.catalog.ModelDirectory;
import polyad.catalog.UsageException;
import polyad.catalog.task.Potential;
import polyad.data.Molecule;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;

/** A trained force field: energies and forces of molecules. */
public final class ForceFieldModel implements Potential, AutoCloseable {
  private final Header header;
  private final ForceField network;

  /**
   * What a force field is made of, besides its weights: a record, kept as the configuration of the
   * model.
   */
  public interface Header {
    /** Energies of the free atoms, and the elements. */
    ReferenceEnergies reference();

    /** Ångström beyond which two atoms do not see each other. */
    double cutoff();

    /** Neighbours of an atom, the nearest first. */
    default int mostNeighbors() {
      return Integer.MAX_VALUE;
    }

    /** A network of this shape with random weights. */
    ForceField network(long seed);
  }

  private ForceFieldModel(Header header, ForceField network) {
    this.header = header;
    this.network = network;
  }

  /**
   * Opens a model directory.
   *
   * @param type the method's header
   * @throws UsageException when the weights do not fit the header
   */
  public static <H extends Record & Header> ForceFieldModel open(
      ModelDirectory directory, Class<H> type) throws IOException {
    Header header = directory.config(type);
    ForceField network = header.network(0);
    try (var _ = TensorScope.open()) {
      network.loadStateDict(TensorFiles.readSafetensors(directory.weights()));
    } catch (IllegalArgumentException e) {
      throw new UsageException(directory.weights() + ": " + e.getMessage(), e);
    }
    network.eval();
    return new ForceFieldModel(header, network);
  }

  /** Writes header and weights; the caller commits. */
  public static <H extends Record & Header> void write(
      ModelDirectory.Writer writer, ForceField network, H header) throws IOException {
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
      AtomGraph graph = AtomGraph.of(List.of(prepare(molecule)), DType.F32);
      ForceField.Prediction p = network.predict(graph);
      double energy = p.energy().detach().sum().item() + header.reference().of(molecule);
      return molecule.with(energy, p.forces().detach().to(DType.F64).toDoubleArray());
    }
  }

  /**
   * The mean over random rotations of the molecule, forces turned back: what a network lacks of
   * equivariance falls with the root of their number.
   *
   * @param rotations 0 for the molecule as it stands
   * @throws IllegalArgumentException when an element is unknown or atoms overlap
   */
  public Molecule evaluate(Molecule molecule, int rotations, long seed) {
    if (rotations == 0) {
      return evaluate(molecule);
    }
    double energy = 0;
    double[] forces = new double[molecule.positions().length];
    try (var _ = TensorScope.open()) {
      Tensor random = Rotations.random(new Generator(seed), DType.F64, 3, rotations);
      for (int k = 0; k < rotations; k++) {
        double[] rotation = random.select(0, k).toDoubleArray(); // [9], row by row
        Molecule turned = evaluate(molecule.turned(rotation));
        energy += turned.energy().orElseThrow() / rotations;
        double[] back =
            Molecule.turned(Objects.requireNonNull(turned.forces()), transposed(rotation));
        for (int i = 0; i < forces.length; i++) {
          forces[i] += back[i] / rotations;
        }
      }
    }
    return molecule.with(energy, forces);
  }

  private static double[] transposed(double[] rotation) {
    double[] transposed = new double[9];
    for (int i = 0; i < 9; i++) {
      transposed[i] = rotation[3 * (i % 3) + i / 3];
    }
    return transposed;
  }

  /** The molecule with its neighbours, as the network sees it. */
  AtomGraph.Prepared prepare(Molecule molecule) {
    return AtomGraph.Prepared.of(molecule, header.reference().species(), cutoff())
        .nearest(header.mostNeighbors());
  }

  @Override
  public double cutoff() {
    return header.cutoff();
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
