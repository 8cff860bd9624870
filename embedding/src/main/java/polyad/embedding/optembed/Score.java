package polyad.embedding.optembed;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import polyad.data.CtrDataset;
import polyad.nn.evaluate.RankingMetrics;
import polyad.tensor.Autograd;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** AUC and log loss of a model on some rows. */
public record Score(double auc, double logloss) {
  /** Rows a forward pass: the activations of so many stay in the cache. */
  private static final int ROWS = 2048;

  static Score of(CtrDataset rows, UnaryOperator<Tensor> model) {
    float[] logits = logits(rows, model);
    return new Score(
        RankingMetrics.auc(rows.labels(), logits),
        RankingMetrics.loglossOfLogits(rows.labels(), logits));
  }

  /** The logits of all rows [N], without derivatives. */
  static float[] logits(CtrDataset rows, UnaryOperator<Tensor> model) {
    int m = rows.layout().count();
    float[] logits = new float[rows.size()];
    for (int from = 0; from < rows.size(); from += ROWS) {
      int count = Math.min(ROWS, rows.size() - from);
      try (var _ = TensorScope.open();
          var _ = Autograd.noGrad()) {
        Tensor x = ids(Arrays.copyOfRange(rows.ids(), from * m, (from + count) * m), m);
        System.arraycopy(model.apply(x).toFloatArray(), 0, logits, from, count);
      }
    }
    return logits;
  }

  /** Ids, row after row, as a tensor [B, m]. */
  static Tensor ids(int[] ids, int m) {
    return Tensor.of(ids, ids.length / m, m);
  }
}
