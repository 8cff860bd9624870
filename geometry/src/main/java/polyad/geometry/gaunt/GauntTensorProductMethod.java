package polyad.geometry.gaunt;

import java.util.Optional;
import polyad.catalog.Experiment;
import polyad.catalog.Method;
import polyad.catalog.MethodCard;
import polyad.catalog.Predictable;
import polyad.catalog.Trainable;
import polyad.geometry.ForceFieldPredictor;

/** Gaunt tensor products, as the catalog knows them. */
public final class GauntTensorProductMethod implements Method {
  static final String SLUG = "gaunt-tensor-product";

  @Override
  public MethodCard card() {
    return MethodCard.of(SLUG, "Gaunt tensor products")
        .summary(
            "Multiplies irreps as functions on the sphere, in O(L^3): feature interactions,"
                + " convolutions and many-body products of equivariant networks, and MACE-Gaunt, a"
                + " force field for molecules built on them.")
        .paper(
            "Luo, Chen, Krishnapriyan: Enabling Efficient Equivariant Operations in the Fourier"
                + " Basis via Gaunt Tensor Products, ICLR",
            2024)
        .repository("https://github.com/lsj2408/Gaunt-Tensor-Product")
        .tasks("interatomic potentials", "equivariant tensor products")
        .trainInputs("molecules with energies (eV) and forces (eV/angstrom) in extended XYZ")
        .dataSets("rmd17", "3bpa")
        .build();
  }

  @Override
  public Experiment<?> experiment() {
    return new GauntExperiment();
  }

  @Override
  public Optional<Trainable<?>> trainable() {
    return Optional.of(new MaceTrainer());
  }

  @Override
  public Optional<Predictable<?>> predictable() {
    return Optional.of(new ForceFieldPredictor<>(MaceModel.Header.class));
  }
}
