package polyad.embedding.words;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import polyad.data.Splits;

/** Trains GloVe: counts, then AdaGrad over shuffled records; the vectors are e + ẽ. */
final class GloveTraining {
  private GloveTraining() {}

  static WordVectors train(Corpus corpus, WordVectorOptions options, WordVectors.Watcher watcher) {
    Cooccurrence counts;
    try {
      counts = new CooccurrenceCounter(options.window()).count(corpus);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (counts.size() == 0) {
      throw new IllegalArgumentException("no two words stand in one sentence: nothing to count");
    }
    int size = corpus.vocabulary().size();
    GloveObjective objective =
        GloveObjective.random(size, options.dim(), options.xMax(), options.alpha(), options.seed());
    descend(
        objective,
        counts,
        corpus.size(),
        options,
        epoch -> watcher.after(epoch, vectors(objective, corpus, options.dim())));
    return vectors(objective, corpus, options.dim());
  }

  private static WordVectors vectors(GloveObjective objective, Corpus corpus, int dim) {
    double[][] weights = objective.weights();
    float[] sum = new float[corpus.vocabulary().size() * dim];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = (float) (weights[0][i] + weights[1][i]);
    }
    return WordVectors.of(corpus.vocabulary(), sum, dim);
  }

  private static void descend(
      GloveObjective objective,
      Cooccurrence counts,
      long words,
      WordVectorOptions options,
      Consumer<WordVectors.Epoch> progress) {
    SplittableRandom random = new SplittableRandom(options.seed() + 1);
    int threads = options.threads();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (int epoch = 1; epoch <= options.epochs(); epoch++) {
        long start = System.nanoTime();
        int[] order = Splits.permutation(counts.size(), random);
        List<Callable<Double>> tasks = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
          int from = (int) ((long) counts.size() * t / threads);
          int to = (int) ((long) counts.size() * (t + 1) / threads);
          tasks.add(() -> objective.descend(counts, order, from, to, options.rate()));
        }
        double cost = Threads.all(pool, tasks).stream().mapToDouble(c -> c).sum();
        double seconds = (System.nanoTime() - start) / 1e9;
        progress.accept(new WordVectors.Epoch(epoch, words / seconds, cost / counts.size()));
      }
    }
  }
}
