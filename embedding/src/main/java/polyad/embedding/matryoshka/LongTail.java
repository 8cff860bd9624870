package polyad.embedding.matryoshka;

import java.util.Arrays;
import java.util.stream.IntStream;
import polyad.catalog.Run;
import polyad.embedding.Nesting;
import polyad.nn.evaluate.NearestNeighbors;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * Few examples of many classes: clusters whose class frequency falls as 1/rank, classified by the
 * nearest class mean of the embedding.
 */
final class LongTail {
  private static final int ROWS = 9000;
  private static final int MOST = 180;

  private final Run run;
  private final MatryoshkaConfig config;
  private final long seed;

  /** Percent right among the first third (head) and the last third (tail) of classes, by size. */
  record Result(double[] mrlHead, double[] mrlTail, double[] fixedHead, double[] fixedTail) {}

  LongTail(Run run, MatryoshkaConfig config, long seed) {
    this.run = run;
    this.config = config;
    this.seed = seed;
  }

  Result measure() throws Exception {
    try (var _ = TensorScope.open()) {
      Examples all = Examples.clusters(ROWS, ROWS / 3, seed);
      Examples tailed = all.withTrain("long tail", rare(all.train().labels(), all.classes()));
      Contest contest = new Contest(run, tailed, config, seed);
      Nesting nesting = config.sizes();
      double[][] mrl;
      try (MatryoshkaModel model = contest.nested()) {
        mrl = judge(tailed, model, nesting.sizes());
      }
      double[][] fixed = new double[2][nesting.levels()];
      for (int g = 0; g < nesting.levels(); g++) {
        int m = nesting.size(g);
        try (MatryoshkaModel model = contest.train("ff-" + m, config.fixedSize(m))) {
          double[][] one = judge(tailed, model, m);
          fixed[0][g] = one[0][0];
          fixed[1][g] = one[1][0];
        }
      }
      return new Result(mrl[0], mrl[1], fixed[0], fixed[1]);
    }
  }

  /** Keeps 180/rank rows of every class, at least one. */
  private static int[] rare(int[] labels, int classes) {
    int[] kept = new int[classes];
    return IntStream.range(0, labels.length)
        .filter(i -> kept[labels[i]]++ < Math.max(1, MOST / (1 + labels[i])))
        .toArray();
  }

  private static double[][] judge(Examples examples, MatryoshkaModel model, int... sizes) {
    int whole = sizes[sizes.length - 1];
    int classes = examples.classes();
    double[][] accuracy = new double[2][sizes.length];
    try (var _ = TensorScope.open()) {
      int[] labels = examples.train().labels();
      Tensor means =
          model
              .transform(examples.train().x(), whole)
              .segmentMean(Tensor.of(labels, labels.length), classes); // [C, m]
      Tensor queries = model.transform(examples.test().x(), whole);
      for (int g = 0; g < sizes.length; g++) {
        int[] predicted =
            NearestNeighbors.nearest(means.narrow(1, 0, sizes[g]), queries.narrow(1, 0, sizes[g]));
        accuracy[0][g] = share(predicted, examples.test().labels(), 0, classes / 3);
        accuracy[1][g] = share(predicted, examples.test().labels(), classes - classes / 3, classes);
      }
    }
    return accuracy;
  }

  private static double share(int[] predicted, int[] expected, int from, int to) {
    int[] rows =
        IntStream.range(0, expected.length)
            .filter(i -> expected[i] >= from && expected[i] < to)
            .toArray();
    long right = Arrays.stream(rows).filter(i -> predicted[i] == expected[i]).count();
    return 100.0 * right / rows.length;
  }
}
