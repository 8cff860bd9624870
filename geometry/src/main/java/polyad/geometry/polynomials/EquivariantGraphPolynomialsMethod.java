package polyad.geometry.polynomials;

import java.util.List;
import java.util.Optional;
import polyad.catalog.Experiment;
import polyad.catalog.Method;
import polyad.catalog.MethodCard;
import polyad.catalog.Predictable;
import polyad.catalog.Tool;
import polyad.catalog.Trainable;

/** Equivariant graph polynomials, as the catalog knows them. */
public final class EquivariantGraphPolynomialsMethod implements Method {
  static final String SLUG = "equivariant-graph-polynomials";

  @Override
  public MethodCard card() {
    return MethodCard.of(SLUG, "Equivariant graph polynomials")
        .summary(
            "A basis of all permutation-equivariant polynomials of a graph, one for every"
                + " multigraph: which network computes which, what it costs, and PPGN++ and GIN"
                + " with exactly the missing ones added.")
        .paper(
            "Puny, Lim, Kiani, Maron, Lipman: Equivariant Polynomials for Graph Neural Networks, ICML",
            2023)
        .repository("https://github.com/omri1348/Equivariant-Polynomaials")
        .tasks("graph classification", "graph regression", "graph features")
        .trainInputs(
            "graphs with labels: graph6 with --labels, TU text or zip, or edge lists (label nodes"
                + " i-j ...)")
        .dataSets("graph-expressivity", "tu-graphs")
        .build();
  }

  @Override
  public Experiment<?> experiment() {
    return new PolynomialsExperiment();
  }

  @Override
  public Optional<Trainable<?>> trainable() {
    return Optional.of(new GraphTrainer());
  }

  @Override
  public Optional<Predictable<?>> predictable() {
    return Optional.of(new GraphPredictor());
  }

  @Override
  public List<Tool<?>> tools() {
    return List.of(new ListTool(), new FeaturesTool(), new DistinguishTool());
  }
}
