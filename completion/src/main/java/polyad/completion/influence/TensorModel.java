package polyad.completion.influence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import polyad.nn.Embedding;
import polyad.nn.Module;
import polyad.nn.Parameter;
import polyad.tensor.Tensor;

/**
 * A neural completer: entities are embedded, a network maps the K embeddings of a cell to a hidden
 * vector h, and the output is linear in h. Influence is measured on that last layer, so a model
 * shows h and what becomes of it.
 */
public abstract class TensorModel extends Module {
  private final int[] dims;
  private final List<Embedding> embeddings = new ArrayList<>();

  /**
   * Makes the tables {@code embeddings.k.weight}.
   *
   * @param table initial values {@code [n, e]} for n entities
   */
  TensorModel(int[] dims, LongFunction<Tensor> table) {
    this.dims = dims.clone();
    if (dims.length < 2) {
      throw new IllegalArgumentException("dims: " + dims.length + " modes, allowed: 2 or more");
    }
    for (int k = 0; k < dims.length; k++) {
      Parameter weight = new Parameter(table.apply(dims[k]));
      embeddings.add(addChild("embeddings." + k, new Embedding(weight)));
    }
  }

  /** Extents of the modes. */
  public final int[] dims() {
    return dims.clone();
  }

  /** The size of the hidden vector. */
  public abstract int hiddenSize();

  /** The hidden vectors of cells: {@code [B, K]} I64 to {@code [B, h]}. */
  public abstract Tensor hidden(Tensor index);

  /** The predictions of hidden vectors: {@code [B, h]} to {@code [B]}. */
  public abstract Tensor output(Tensor hidden);

  /** The predictions of cells: {@code [B, K]} I64 to {@code [B]}. */
  public final Tensor forward(Tensor index) {
    return output(hidden(index));
  }

  /** The table of one mode, {@code [n_k, e]}. */
  public final Tensor embedding(int mode) {
    return weight("embeddings." + mode + ".weight").value();
  }

  /** The K embeddings of cells, {@code [B, e]} each. */
  final Tensor[] embed(Tensor index) {
    Tensor[] columns = index.unbind(1);
    Tensor[] embedded = new Tensor[columns.length];
    Arrays.setAll(embedded, k -> embeddings.get(k).forward(columns[k]));
    return embedded;
  }
}
