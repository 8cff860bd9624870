package polyad.embedding.words.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Measurement;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.embedding.words.WordModel;
import polyad.embedding.words.WordVectorOptions;

/** The thesis' guidelines on public texts: models, texts, passes and sizes, as findings. */
final class RealGuidelines {
  private static final List<Integer> SIZES = List.of(10, 20, 50, 100, 200);
  private static final List<Integer> PASSES = List.of(1, 2, 3, 4, 6, 8, 12);
  private static final int LARGEST = 200;
  private static final String QUARTER = "a quarter of AG News";
  private static final String BOTH = "both";

  private final RealStudy study;
  private final Report report;
  private final Map<String, List<String>> corpora = new LinkedHashMap<>();

  RealGuidelines(RealStudy study) {
    this.study = study;
    this.report = study.report();
    List<String> news = study.texts().news();
    corpora.put(QUARTER, news.subList(0, news.size() / 4));
    corpora.put(RealTexts.NEWS, news);
    corpora.put("WikiText-2", study.texts().wiki());
    corpora.put(BOTH, study.texts().both());
  }

  void report() throws Exception {
    Map<String, RealStudy.Scores> all = study.train(trainings());
    models(all);
    texts(all);
    sizes(all);
    passes();
  }

  /** Long ones first, so that two threads end at about the same time. */
  private List<RealStudy.Training> trainings() {
    List<RealStudy.Training> trainings = new ArrayList<>();
    List<String> both = study.texts().both();
    long first = study.seeds().getFirst();
    for (long seed : study.seeds()) {
      trainings.add(size(LARGEST, seed));
    }
    for (WordModel model : WordModel.values()) {
      if (model != WordModel.SKIP_GRAM) {
        trainings.add(
            new RealStudy.Training("model-" + model, both, study.options(model, first), true));
      }
    }
    for (int size : SIZES) {
      if (size != LARGEST && size != RealStudy.DIM) {
        trainings.add(size(size, first));
      }
    }
    for (long seed : study.seeds()) {
      for (String text : corpora.keySet()) {
        trainings.add(text(text, seed));
      }
    }
    return trainings;
  }

  private RealStudy.Training size(int size, long seed) {
    return new RealStudy.Training(
        "size-%d-%d".formatted(size, seed),
        study.texts().both(),
        study.options(WordModel.SKIP_GRAM, seed).dim(size),
        true);
  }

  private RealStudy.Training text(String text, long seed) {
    return new RealStudy.Training(
        textName(text, seed),
        corpora.getOrDefault(text, List.of()),
        study.options(WordModel.SKIP_GRAM, seed),
        text.equals(BOTH));
  }

  private static String textName(String text, long seed) {
    return "text-%s-%d".formatted(text.replace(' ', '-'), seed);
  }

  private static RealStudy.Scores at(Map<String, RealStudy.Scores> all, String name) {
    RealStudy.Scores scores = all.get(name);
    if (scores == null) {
      throw new IllegalStateException(name + " was not trained");
    }
    return scores;
  }

  private double[] overSeeds(ToDoubleFunction<Long> score) {
    return study.seeds().stream().mapToDouble(score).toArray();
  }

  /** All models on one text; gains over random vectors as shares of the best gain. */
  private void models(Map<String, RealStudy.Scores> all) throws Exception {
    RealStudy.Scores none = study.random();
    Map<String, RealStudy.Scores> models = new LinkedHashMap<>();
    for (WordModel model : WordModel.values()) {
      String name =
          model == WordModel.SKIP_GRAM
              ? textName(BOTH, study.seeds().getFirst())
              : "model-" + model;
      models.put(model.name(), at(all, name));
    }
    List<String> tasks = List.copyOf(none.tasks().keySet());
    GainRatio ratio =
        new GainRatio(none.tasks(), models.values().stream().map(RealStudy.Scores::tasks).toList());
    Table.Builder table = Table.of("Seven models on WikiText-2 and AG News").columns("model");
    Table.Builder gains = Table.of("Performance gain ratio of the models, %").columns("model");
    tasks.forEach(table::higher);
    tasks.forEach(gains::higher);
    table.higher("words/s");
    gains.higher("mean");
    models.forEach(
        (name, scores) -> {
          row(table, name, tasks, scores, scores.wordsPerSecond());
          List<Object> row = new ArrayList<>(List.of(name));
          tasks.forEach(task -> row.add(100 * ratio.of(scores.tasks(), task)));
          row.add(100 * ratio.mean(scores.tasks()));
          gains.row(row.toArray());
        });
    row(table, "random", tasks, none, 0);
    report.table(
        table
            .note(
                "d=50, window 5, 5 passes (LBL, NNLM, C&W: window 2, 2 passes; GloVe: 15 passes over its"
                    + " counts); means: logistic regression; CNN: %,d texts, 3 passes; words/s with"
                        .formatted(VectorTasks.TRAIN)
                    + " another model trained at the same time")
            .build());
    report.table(gains.note("(score − random) / (best − random)").build());
  }

  private static void row(
      Table.Builder table, Object name, List<String> tasks, RealStudy.Scores scores, double last) {
    List<Object> row = new ArrayList<>(List.of(name));
    tasks.forEach(task -> row.add(scores.of(task)));
    row.add(last);
    table.row(row.toArray());
  }

  /** Guideline 2. */
  private void texts(Map<String, RealStudy.Scores> all) {
    List<String> tasks = List.of(VectorTasks.NEWS, VectorTasks.QUESTIONS, RealTexts.MEN);
    Table.Builder table = Table.of("Skip-gram on other texts").columns("text", "lines");
    tasks.forEach(table::higher);
    corpora.forEach(
        (text, lines) -> {
          List<Object> row = new ArrayList<>(List.of(text, lines.size()));
          tasks.forEach(task -> row.add(Measurement.of("", ofText(all, text, task))));
          table.row(row.toArray());
        });
    report.table(table.note("d=50, window 5, 5 passes; seeds of the vectors").build());
    compare(
        "G2-domain",
        "domain matters more than size: on AG News a quarter of its own text is better than all of"
            + " WikiText-2",
        ofText(all, QUARTER, VectorTasks.NEWS),
        ofText(all, "WikiText-2", VectorTasks.NEWS));
    compare(
        "G2-size",
        "within a domain more text is better: all of AG News against a quarter, on AG News",
        ofText(all, RealTexts.NEWS, VectorTasks.NEWS),
        ofText(all, QUARTER, VectorTasks.NEWS));
    compare(
        "G2-purity",
        "mixing hurts: its own text against both texts, on AG News",
        ofText(all, RealTexts.NEWS, VectorTasks.NEWS),
        ofText(all, BOTH, VectorTasks.NEWS));
  }

  private double[] ofText(Map<String, RealStudy.Scores> all, String text, String task) {
    return overSeeds(seed -> at(all, textName(text, seed)).of(task));
  }

  private void compare(String id, String statement, double[] ours, double[] other) {
    report.claim(Claim.higherPaired(id, statement, ours, other, 0));
  }

  /** Guideline 4. */
  private void sizes(Map<String, RealStudy.Scores> all) {
    List<String> tasks =
        List.copyOf(at(all, textName(BOTH, study.seeds().getFirst())).tasks().keySet());
    Table.Builder table = Table.of("Skip-gram of several sizes").columns("d");
    tasks.forEach(table::higher);
    for (int size : SIZES) {
      List<Object> row = new ArrayList<>(List.of(size));
      for (String task : tasks) {
        boolean seeded = size == LARGEST || size == RealStudy.DIM;
        row.add(
            seeded
                ? Measurement.of("", ofSize(all, size, task))
                : at(all, "size-%d-%d".formatted(size, study.seeds().getFirst())).of(task));
      }
      table.row(row.toArray());
    }
    report.table(table.note("several seeds of d=50 and d=200, one of the others").build());
    for (String task : List.of(VectorTasks.NEWS, VectorTasks.SENTIMENT)) {
      report.claim(
          Claim.higherPaired(
              "G4-enough-" + task.substring(0, task.indexOf(',')),
              "50 numbers are enough as features and initial values: on %s not 1 point below 200"
                  .formatted(task),
              ofSize(all, RealStudy.DIM, task),
              ofSize(all, LARGEST, task),
              -0.01));
    }
    for (String task : List.of(RealTexts.MEN, VectorTasks.ANALOGIES)) {
      compare(
          "G4-improves-" + task,
          "tests of words go on improving: %s at 200 numbers against 50".formatted(task),
          ofSize(all, LARGEST, task),
          ofSize(all, RealStudy.DIM, task));
    }
  }

  private double[] ofSize(Map<String, RealStudy.Scores> all, int size, String task) {
    return size == RealStudy.DIM
        ? ofText(all, BOTH, task)
        : overSeeds(seed -> at(all, "size-%d-%d".formatted(size, seed)).of(task));
  }

  /** Guideline 3: the loss of held-out text, or the score of a cheap task, to say when to stop. */
  private void passes() throws Exception {
    List<Callable<List<RealStudy.Scores>>> parts = new ArrayList<>();
    for (long seed : study.seeds()) {
      RealStudy.Training training =
          new RealStudy.Training(
              "passes-" + seed,
              study.texts().both(),
              study
                  .options(WordModel.CBOW, seed)
                  .descent(WordVectorOptions.Descent.ADAGRAD, 0.05)
                  .validation(0.05)
                  .epochs(PASSES.getLast()),
              false);
      parts.add(() -> study.afterPasses(training, PASSES));
    }
    List<List<RealStudy.Scores>> all = SideBySide.all(parts);
    passesTable(all);
    double[] byLoss = new double[all.size()];
    double[] byTask = new double[all.size()];
    List<String> stops = new ArrayList<>();
    for (int s = 0; s < all.size(); s++) {
      int loss = best(all.get(s), scores -> -scores.loss());
      int task = best(all.get(s), scores -> scores.of(VectorTasks.QUESTIONS));
      byLoss[s] = all.get(s).get(loss).of(VectorTasks.NEWS);
      byTask[s] = all.get(s).get(task).of(VectorTasks.NEWS);
      stops.add("%d and %d".formatted(PASSES.get(loss), PASSES.get(task)));
    }
    report.text(
        "Guideline 3: by the held-out loss and by TREC training stops after these passes: "
            + String.join(", ", stops)
            + ".");
    compare(
        "G3-stop",
        "the score of a cheap task says better when to stop than the loss of held-out text: AG News"
            + " after the stop by TREC against the stop by loss",
        byTask,
        byLoss);
  }

  private void passesTable(List<List<RealStudy.Scores>> all) {
    Table.Builder table =
        Table.of("CBOW after several passes (AdaGrad)")
            .columns("passes")
            .lower("held-out loss")
            .higher(VectorTasks.QUESTIONS)
            .higher(VectorTasks.NEWS)
            .higher(RealTexts.MEN);
    for (int p = 0; p < PASSES.size(); p++) {
      int at = p;
      List<Object> row = new ArrayList<>(List.of(PASSES.get(p)));
      row.add(measured(all, scores -> scores.get(at).loss()));
      for (String task : List.of(VectorTasks.QUESTIONS, VectorTasks.NEWS, RealTexts.MEN)) {
        row.add(measured(all, scores -> scores.get(at).of(task)));
      }
      table.row(row.toArray());
    }
    report.table(table.note("a twentieth of the text is held out; seeds of the vectors").build());
  }

  private static Measurement measured(
      List<List<RealStudy.Scores>> all, ToDoubleFunction<List<RealStudy.Scores>> value) {
    return Measurement.of("", all.stream().mapToDouble(value).toArray());
  }

  private static int best(List<RealStudy.Scores> all, ToDoubleFunction<RealStudy.Scores> score) {
    int best = 0;
    for (int i = 1; i < all.size(); i++) {
      best = score.applyAsDouble(all.get(i)) > score.applyAsDouble(all.get(best)) ? i : best;
    }
    return best;
  }
}
