package polyad.embedding.words.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import polyad.catalog.Run;
import polyad.catalog.report.Report;
import polyad.embedding.words.Corpus;
import polyad.embedding.words.WordModel;
import polyad.embedding.words.WordVectorOptions;
import polyad.embedding.words.WordVectors;

/** What the sections on public texts share: the texts, the settings, and trainings done once. */
final class RealStudy {
  static final int DIM = 50;
  static final int MIN_COUNT = 3;

  private final Run run;
  private final RealTexts texts;
  private final List<Long> seeds;
  private final VectorTasks tasks;

  /**
   * What vectors came to.
   *
   * @param tasks scores by name
   * @param wordsPerSecond in the last pass, another model being trained beside it
   * @param loss of held-out text
   */
  record Scores(Map<String, Double> tasks, double wordsPerSecond, double loss) {
    double of(String task) {
      return tasks.getOrDefault(task, Double.NaN);
    }
  }

  /** A training to do: its name in the run, its text, its settings and how it is judged. */
  record Training(
      String name, List<String> lines, WordVectorOptions.Builder options, boolean everyTask) {}

  /** Scores after each pass. */
  private record Passes(List<Scores> scores) {}

  RealStudy(Run run, RealTexts texts, int seeds) {
    this.run = run;
    this.texts = texts;
    this.seeds = run.seeds(seeds);
    this.tasks = new VectorTasks(texts);
  }

  Run run() {
    return run;
  }

  Report report() {
    return run.report();
  }

  RealTexts texts() {
    return texts;
  }

  List<Long> seeds() {
    return seeds;
  }

  WordVectorOptions.Builder options(WordModel model, long seed) {
    WordVectorOptions.Builder builder =
        WordVectorOptions.builder(model).dim(DIM).minCount(MIN_COUNT).epochs(5).seed(seed);
    return switch (model) {
      case SKIP_GRAM -> builder.descent(WordVectorOptions.Descent.SGD, 0.025);
      case CBOW, ORDER -> builder.descent(WordVectorOptions.Descent.SGD, 0.05);
      case GLOVE -> builder.weighting(10, 0.75).epochs(15);
      case LBL, NNLM, CW ->
          builder.window(2).descent(WordVectorOptions.Descent.ADAGRAD, 0.05).epochs(2);
    };
  }

  /** Skip-gram of both texts, from which sections start that need good vectors. */
  WordVectors skipGram() {
    return WordVectors.train(
        Corpus.of(texts.both(), MIN_COUNT), options(WordModel.SKIP_GRAM, run.seed()).build());
  }

  /** Trains and judges, two at a time, each once in a run; by name. */
  Map<String, Scores> train(List<Training> trainings) throws Exception {
    List<Callable<Scores>> parts = new ArrayList<>();
    for (Training training : trainings) {
      parts.add(() -> run.once("words-" + training.name(), Scores.class, () -> scores(training)));
    }
    List<Scores> scores = SideBySide.all(parts);
    Map<String, Scores> byName = new LinkedHashMap<>();
    for (int i = 0; i < scores.size(); i++) {
      byName.put(trainings.get(i).name(), scores.get(i));
    }
    return byName;
  }

  private Scores scores(Training training) {
    List<WordVectors.Epoch> epochs = new ArrayList<>();
    WordVectorOptions options = training.options().build();
    WordVectors vectors =
        WordVectors.train(Corpus.of(training.lines(), MIN_COUNT), options, epochs::add);
    return judged(vectors, epochs.getLast(), training.everyTask(), options.seed());
  }

  private Scores judged(
      WordVectors vectors, WordVectors.Epoch epoch, boolean everyTask, long seed) {
    Map<String, Double> scores = everyTask ? tasks.all(vectors, seed) : tasks.cheap(vectors, seed);
    return new Scores(scores, epoch.wordsPerSecond(), epoch.loss());
  }

  /** One training, judged cheaply after each of some passes. */
  List<Scores> afterPasses(Training training, List<Integer> passes) throws Exception {
    return run.once(
            "words-" + training.name(),
            Passes.class,
            () -> {
              List<Scores> scores = new ArrayList<>();
              WordVectorOptions options = training.options().build();
              WordVectors.trainWatched(
                  Corpus.of(training.lines(), MIN_COUNT),
                  options,
                  (epoch, vectors) -> {
                    if (passes.contains(epoch.number())) {
                      scores.add(judged(vectors, epoch, training.everyTask(), options.seed()));
                    }
                  });
              return new Passes(scores);
            })
        .scores();
  }

  /** Vectors that know nothing. */
  Scores random() throws Exception {
    return run.once(
        "words-random",
        Scores.class,
        () -> {
          Corpus corpus = Corpus.of(texts.both(), MIN_COUNT);
          var random = new SplittableRandom(run.seed());
          float[] values = new float[corpus.vocabulary().size() * DIM];
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
          }
          WordVectors vectors = WordVectors.of(corpus.vocabulary(), values, DIM);
          return new Scores(tasks.all(vectors, run.seed()), 0, 0);
        });
  }
}
