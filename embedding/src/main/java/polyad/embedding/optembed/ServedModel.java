package polyad.embedding.optembed;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import polyad.catalog.ModelDirectory;
import polyad.data.CtrDataset;
import polyad.data.FieldLayout;
import polyad.tensor.Autograd;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;

/** A model that looks its embeddings up in a compact table: what is deployed. */
public final class ServedModel implements AutoCloseable {
  private static final String TABLE = "embedding.safetensors";
  private static final int ROWS = 2048;

  private final CtrNetwork head;
  private final CompactEmbedding table;

  private ServedModel(CtrNetwork head, CompactEmbedding table) {
    this.head = head;
    this.table = table;
    head.eval();
  }

  /**
   * What is served of a fitted model; a copy, so that the fit may be closed.
   *
   * @param half whether rows are kept as float16
   */
  public static ServedModel of(OptEmbedResult result, boolean half) {
    try (var _ = TensorScope.open()) {
      CtrNetwork head = CtrNetwork.withoutTables(result.layout(), result.network().shape());
      Map<String, Tensor> state = new LinkedHashMap<>(result.network().stateDict());
      CtrNetwork.TABLES.forEach(state::remove);
      if (result.config().pruneLinear()) {
        state.computeIfPresent("linear.fc.weight", (name, w) -> masked(w, result.kept()));
      }
      head.loadStateDict(state);
      return new ServedModel(head, CompactEmbedding.of(result, half));
    }
  }

  private static Tensor masked(Tensor weight, boolean[] kept) {
    float[] values = weight.detach().toFloatArray();
    for (int v = 0; v < kept.length; v++) {
      values[v] = kept[v] ? values[v] : 0;
    }
    return Tensor.of(values, kept.length, 1);
  }

  /** Reads the model of a directory, whose configuration gives its shape. */
  static ServedModel load(ModelDirectory directory, CtrShape shape) throws IOException {
    try (var _ = TensorScope.open()) {
      CompactEmbedding table = CompactEmbedding.load(directory.file(TABLE));
      CtrNetwork head = CtrNetwork.withoutTables(table.layout(), shape);
      head.loadStateDict(TensorFiles.readSafetensors(directory.weights()));
      return new ServedModel(head, table);
    }
  }

  /** Adds network and table to a model directory. */
  void write(ModelDirectory.Writer writer) throws IOException {
    TensorFiles.writeSafetensors(writer.weights(), head.stateDict(), Map.of("format", "pt"));
    table.export(writer.file(TABLE));
  }

  /** How the fields' values are numbered. */
  public FieldLayout layout() {
    return table.layout();
  }

  /** Its table. */
  public CompactEmbedding table() {
    return table;
  }

  /** The logits of all rows [N]. */
  public float[] logits(CtrDataset rows) {
    if (!rows.layout().equals(layout())) {
      throw new IllegalArgumentException("the rows' fields are not the model's");
    }
    int m = layout().count();
    long d = head.shape().latentDim();
    float[] logits = new float[rows.size()];
    for (int from = 0; from < rows.size(); from += ROWS) {
      int count = Math.min(ROWS, rows.size() - from);
      int[] ids = Arrays.copyOfRange(rows.ids(), from * m, (from + count) * m);
      try (var _ = TensorScope.open();
          var _ = Autograd.noGrad()) {
        Tensor xe = Tensor.of(table.lookup(ids), count, m, d); // [B, m, D]
        float[] some = head.forward(xe, Score.ids(ids, m)).toFloatArray();
        System.arraycopy(some, 0, logits, from, count);
      }
    }
    return logits;
  }

  /** The probabilities of clicks of all rows [N]. */
  public double[] probabilities(CtrDataset rows) {
    float[] logits = logits(rows);
    double[] probabilities = new double[logits.length];
    for (int r = 0; r < logits.length; r++) {
      probabilities[r] = 1 / (1 + Math.exp(-logits[r]));
    }
    return probabilities;
  }

  @Override
  public void close() {
    head.close();
  }
}
