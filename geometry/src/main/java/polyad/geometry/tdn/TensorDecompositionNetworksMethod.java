package polyad.geometry.tdn;

import java.util.List;
import java.util.Optional;
import polyad.catalog.Experiment;
import polyad.catalog.Method;
import polyad.catalog.MethodCard;
import polyad.catalog.Predictable;
import polyad.catalog.Tool;
import polyad.catalog.Trainable;
import polyad.geometry.ForceFieldPredictor;

/** Tensor decomposition networks, as the catalog knows them. */
public final class TensorDecompositionNetworksMethod implements Method {
  static final String SLUG = "tensor-decomposition-networks";

  @Override
  public MethodCard card() {
    return MethodCard.of(SLUG, "Tensor decomposition networks")
        .summary(
            "Replaces the Clebsch-Gordan product of SO(3)-equivariant networks by one of low rank,"
                + " with a known bound on what equivariance it loses, and brings the force field"
                + " that is built on it.")
        .paper(
            "Lin, Fu, Krueger, Yu, Nakata, Xie, Kucukbenli, Qian, Ji: Tensor Decomposition Networks"
                + " for Fast Machine Learning Interatomic Potential Computations, NeurIPS",
            2025)
        .repository("https://github.com/divelab/AIRS")
        .tasks("interatomic potentials", "equivariant tensor products")
        .trainInputs("molecules with energies (eV) and forces (eV/angstrom) in extended XYZ")
        .dataSets("rmd17", "3bpa")
        .build();
  }

  @Override
  public Experiment<?> experiment() {
    return new TdnExperiment();
  }

  @Override
  public Optional<Trainable<?>> trainable() {
    return Optional.of(new TdnTrainer());
  }

  @Override
  public Optional<Predictable<?>> predictable() {
    return Optional.of(new ForceFieldPredictor<>(TdnModel.Header.class));
  }

  @Override
  public List<Tool<?>> tools() {
    return List.of(new FactorsTool());
  }
}
