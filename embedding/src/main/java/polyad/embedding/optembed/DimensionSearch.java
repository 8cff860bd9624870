package polyad.embedding.optembed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import polyad.catalog.Progress;
import polyad.catalog.StopException;
import polyad.data.CtrDataset;
import polyad.nn.evaluate.RankingMetrics;
import polyad.nn.search.EvolutionSearch;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * Phase 2: searches the dimensions of the fields with a trained supernet. The embeddings of the
 * validation rows, pruned, are looked up once; a candidate only zeroes their tails.
 */
final class DimensionSearch implements AutoCloseable {
  private static final int ROWS = 2048;

  private final CtrNetwork network;
  private final CtrDataset validation;
  private final OptEmbedConfig config;
  private final EvolutionSearch search;
  private final List<Tensor> ids = new ArrayList<>();
  private final List<Tensor> embeddings = new ArrayList<>();

  DimensionSearch(
      CtrNetwork network,
      SuperNet supernet,
      boolean[] kept,
      CtrDataset validation,
      OptEmbedConfig config) {
    this.network = network;
    this.validation = validation;
    this.config = config;
    int m = validation.layout().count();
    int[] low = new int[m];
    int[] high = new int[m];
    Arrays.fill(low, 1);
    Arrays.fill(high, config.latentDim());
    int[] counts = TableSize.counts(validation.layout(), kept);
    search = new EvolutionSearch(low, high, dims -> fits(counts, dims));
    for (int from = 0; from < validation.size(); from += ROWS) {
      int to = Math.min(validation.size(), from + ROWS);
      try (var _ = TensorScope.open();
          var _ = Autograd.noGrad()) {
        Tensor x = Score.ids(Arrays.copyOfRange(validation.ids(), from * m, to * m), m);
        ids.add(x.retain());
        embeddings.add(supernet.embed(x, null).retain());
      }
    }
  }

  private boolean fits(int[] counts, int[] dims) {
    long parameters = 0;
    for (int i = 0; i < dims.length; i++) {
      parameters += (long) counts[i] * dims[i];
    }
    return config.budget() == 0 || parameters <= config.budget();
  }

  /** The validation AUC with the first so many dimensions of each field. */
  double auc(int[] dims) {
    float[] logits = new float[validation.size()];
    int at = 0;
    for (int b = 0; b < ids.size(); b++) {
      try (var _ = TensorScope.open();
          var _ = Autograd.noGrad()) {
        Tensor mask = DimensionMasks.of(dims, config.latentDim(), DType.F32); // [m, D]
        float[] some = network.forward(embeddings.get(b).mul(mask), ids.get(b)).toFloatArray();
        System.arraycopy(some, 0, logits, at, some.length);
        at += some.length;
      }
    }
    return RankingMetrics.auc(validation.labels(), logits);
  }

  EvolutionSearch.Result evolve(Session session) {
    long total = (long) config.population() * config.generations();
    try (Progress progress = session.monitor().progress(session.label(), total)) {
      ToDoubleFunction<int[]> evaluator =
          dims -> {
            if (session.monitor().stopRequested()) {
              throw new StopException();
            }
            double auc = auc(dims);
            progress.step(auc);
            return auc;
          };
      return search.run(evaluator, config.search(), session.seed());
    }
  }

  /** Random search of the same space. */
  EvolutionSearch.Result random(int evaluations, long seed) {
    return search.random(this::auc, evaluations, seed);
  }

  @Override
  public void close() {
    ids.forEach(Tensor::close);
    embeddings.forEach(Tensor::close);
  }
}
