package polyad.geometry.tensorproducts;

import java.util.List;
import polyad.catalog.Experiment;
import polyad.catalog.Method;
import polyad.catalog.MethodCard;
import polyad.catalog.Tool;

/** Equivariant tensor products, as the catalog knows them. */
public final class EquivariantTensorProductsMethod implements Method {
  static final String SLUG = "equivariant-tensor-products";

  @Override
  public MethodCard card() {
    return MethodCard.of(SLUG, "Equivariant tensor products")
        .summary(
            "Which product for an E(3)-equivariant network: measures what each can express and"
                + " what it costs. Brings the SO(3) toolbox in e3nn's conventions: irreps,"
                + " harmonics, Wigner matrices, 3j and Gaunt coefficients, weighted products, gates.")
        .paper(
            "Xie, Daigavane, Kotak, Smidt: The Price of Freedom: Exploring Expressivity and Runtime"
                + " Tradeoffs in Equivariant Tensor Products, ICML",
            2025)
        .repository("https://github.com/atomicarchitects/PriceofFreedom")
        .tasks("equivariant tensor products", "SO(3) toolbox")
        .dataSets("3bpa")
        .build();
  }

  @Override
  public Experiment<?> experiment() {
    return new TensorProductsExperiment();
  }

  @Override
  public List<Tool<?>> tools() {
    return List.of(new ExpressivityTool());
  }
}
