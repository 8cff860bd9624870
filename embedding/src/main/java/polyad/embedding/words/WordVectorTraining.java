package polyad.embedding.words;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import polyad.data.AliasSampler;

/** Trains the six predictive models, a share of the sentences a thread (Hogwild). */
final class WordVectorTraining {
  private static final int WORDS_A_RATE = 10_000; // after so many the rate is looked at again
  private static final double LEAST_RATE = 1e-4;

  private final Corpus corpus;
  private final WordVectorOptions options;
  private final RowKernel kernel = RowKernel.best();
  private final ModelTables tables;
  private final AliasSampler noise;
  private final float[] keep;
  private final AtomicLong seen = new AtomicLong();

  WordVectorTraining(Corpus corpus, WordVectorOptions options) {
    this.corpus = corpus;
    this.options = options;
    Vocabulary vocabulary = corpus.vocabulary();
    boolean sampled =
        options.loss() == WordVectorOptions.Loss.NEGATIVE_SAMPLING
            || options.loss() == WordVectorOptions.Loss.HINGE;
    if (sampled && vocabulary.size() < 2) {
      throw new IllegalArgumentException(
          "the vocabulary has one word, '%s', allowed: 2 or more, for others are drawn as negatives"
              .formatted(vocabulary.word(0)));
    }
    this.tables = new ModelTables(vocabulary.size(), options);
    this.noise = new AliasSampler(vocabulary.noise(options.noisePower()));
    double threshold = options.sample() == 0 ? Double.POSITIVE_INFINITY : options.sample();
    double[] probabilities = vocabulary.keepProbabilities(threshold);
    this.keep = new float[probabilities.length];
    for (int i = 0; i < keep.length; i++) {
      keep[i] = (float) probabilities[i];
    }
  }

  /**
   * Trains and returns the vectors.
   *
   * @param watcher is told of every epoch
   */
  WordVectors run(WordVectors.Watcher watcher) {
    List<Shard> shards = shards();
    try (ExecutorService threads = Executors.newFixedThreadPool(options.threads())) {
      for (int epoch = 1; epoch <= options.epochs(); epoch++) {
        long start = System.nanoTime();
        List<Callable<Tally>> tasks = new ArrayList<>();
        shards.forEach(shard -> tasks.add(shard::epoch));
        Tally tally = Threads.all(threads, tasks).stream().reduce(new Tally(0, 0, 0), Tally::plus);
        double seconds = (System.nanoTime() - start) / 1e9;
        watcher.after(
            new WordVectors.Epoch(epoch, tally.words / seconds, tally.loss / tally.examples),
            new WordVectors(corpus.vocabulary(), tables.input));
      }
    }
    return new WordVectors(corpus.vocabulary(), tables.input);
  }

  /** Sentences from..to, split where as many words lie before as a thread's share. */
  private List<Shard> shards() {
    SplittableRandom random = new SplittableRandom(options.seed());
    tables.fill(random.split());
    List<Shard> shards = new ArrayList<>();
    int from = 0;
    for (int t = 1; t <= options.threads(); t++) {
      int to =
          t == options.threads()
              ? corpus.sentences()
              : corpus.sentenceOf(corpus.size() * t / options.threads());
      if (to > from) {
        shards.add(new Shard(from, to, random.split()));
      }
      from = Math.max(from, to);
    }
    return shards;
  }

  private record Tally(long words, double loss, long examples) {
    Tally plus(Tally other) {
      return new Tally(words + other.words, loss + other.loss, examples + other.examples);
    }
  }

  /** A thread's share. */
  private final class Shard {
    private final int from;
    private final int trained; // sentences from here on are held out
    private final int to;
    private final SplittableRandom random;
    private final Learner learner;
    private final int[] sentence = new int[Corpus.LONGEST_SENTENCE];

    Shard(int from, int to, SplittableRandom random) {
      this.from = from;
      this.trained = to - (int) Math.round((to - from) * options.validation());
      this.to = to;
      this.random = random;
      SplittableRandom draws = random.split();
      IntSupplier negatives = () -> noise.draw(draws);
      this.learner = tables.learner(kernel, corpus.vocabulary(), options, negatives);
    }

    Tally epoch() {
      long words = 0;
      long sinceRate = 0;
      float rate = rate();
      for (int s = from; s < trained; s++) {
        int length = corpus.sentence(s, sentence);
        words += length;
        sinceRate += length;
        length = thin(length);
        for (int at = 0; at < length; at++) {
          int reach = options.window();
          if (options.descent() == WordVectorOptions.Descent.SGD) {
            reach -= random.nextInt(options.window());
          }
          learner.learn(sentence, length, at, reach, rate);
        }
        if (sinceRate >= WORDS_A_RATE) {
          seen.addAndGet(sinceRate);
          sinceRate = 0;
          rate = rate();
        }
      }
      seen.addAndGet(sinceRate);
      return validate(words);
    }

    /** Leaves out frequent words at random; the length that remains. */
    private int thin(int length) {
      int kept = 0;
      for (int i = 0; i < length; i++) {
        float p = keep[sentence[i]];
        if (p >= 1 || random.nextFloat() < p) {
          sentence[kept++] = sentence[i];
        }
      }
      return kept;
    }

    private Tally validate(long words) {
      double loss = 0;
      long examples = 0;
      for (int s = trained; s < to; s++) {
        int length = corpus.sentence(s, sentence);
        for (int at = 0; at < length; at++) {
          loss += learner.loss(sentence, length, at);
          examples++;
        }
      }
      return new Tally(words, loss, examples);
    }

    private float rate() {
      if (options.descent() == WordVectorOptions.Descent.ADAGRAD) {
        return (float) options.rate();
      }
      double all = (double) corpus.size() * options.epochs() * (1 - options.validation());
      return (float) (options.rate() * Math.max(LEAST_RATE, 1 - seen.get() / all));
    }
  }
}
