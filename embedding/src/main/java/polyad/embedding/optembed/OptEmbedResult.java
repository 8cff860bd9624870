package polyad.embedding.optembed;

import java.util.List;
import polyad.data.FieldLayout;
import polyad.nn.search.EvolutionSearch;

/**
 * A fitted model and how it came about. Closing it frees the network.
 *
 * @param network the retrained network, whose masks are {@code kept} and {@code dims}
 * @param kept whether each value keeps its row [n]
 * @param dims dimensions of each field [m]
 * @param supernetValidation best validation AUC of the supernet, all dimensions
 * @param validation best validation AUC after retraining
 * @param search what the evolution tried; none when dimensions are not searched
 * @param history one entry an epoch of the supernet
 * @param drawn how often each number of dimensions was drawn in training [D]
 */
public record OptEmbedResult(
    CtrNetwork network,
    OptEmbedConfig config,
    boolean[] kept,
    int[] dims,
    double supernetValidation,
    double validation,
    EvolutionSearch.Result search,
    List<Epoch> history,
    long[] drawn)
    implements AutoCloseable {
  /** Parameters left in the table. */
  public TableSize size() {
    return TableSize.of(layout(), kept, dims, network.shape().latentDim());
  }

  /** How the fields' values are numbered. */
  public FieldLayout layout() {
    return network.layout();
  }

  /** The network seen through the masks; the caller closes it. */
  public MaskedNet masked() {
    return OptEmbed.masked(network, config, kept, dims);
  }

  @Override
  public void close() {
    network.close();
  }
}
