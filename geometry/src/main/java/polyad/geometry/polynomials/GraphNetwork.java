package polyad.geometry.polynomials;

import java.util.List;
import polyad.nn.Module;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** A network that gives every graph some numbers, the same however its nodes are numbered. */
public abstract class GraphNetwork extends Module {
  /** For subclasses. */
  protected GraphNetwork() {}

  /** The results of encoded graphs: [B, out]. */
  public abstract Tensor forward(List<GraphEncoder.Encoded> graphs);

  /** The network of a configuration with random weights. */
  static GraphNetwork of(GraphModelConfig config, GraphEncoder encoder, int out, Generator rng) {
    return switch (config.architecture()) {
      case GIN -> new Gin(config, encoder.nodeWidth(), out, rng);
      case GCN -> new Gcn(config, encoder.nodeWidth(), out, rng);
      case PPGN, PPGN_PLUS -> new PairNetwork(config, encoder, out, rng);
    };
  }
}
