package polyad.embedding.words.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import polyad.catalog.Monitor;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Measurement;
import polyad.catalog.report.Plot;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.embedding.words.WordVectors;
import polyad.embedding.words.documents.DocumentClassifier;
import polyad.embedding.words.documents.DocumentKind;
import polyad.embedding.words.documents.DocumentOptions;

/** Every document model on four public sets, windows of the convolution, and key phrases. */
final class RealDocuments {
  private static final int TRAIN = 2000;
  private static final int FEWER = 1000;
  private static final int TEST = 1000;
  private static final int PASSES = 6;
  private static final int WIDEST = 9; // words on each side
  private static final int PHRASES = 8;

  private final RealStudy study;
  private final Report report;
  private final List<String> sets;

  RealDocuments(RealStudy study) {
    this.study = study;
    this.report = study.report();
    this.sets = List.copyOf(study.texts().tasks().keySet());
  }

  void report() throws Exception {
    WordVectors vectors = study.skipGram();
    Map<String, double[]> rcnn = models(vectors);
    windows(vectors, rcnn.getOrDefault(RealTexts.SENTIMENT, new double[0]));
    phrases(vectors);
  }

  /** The table of all models; the accuracies of RCNN by set. */
  private Map<String, double[]> models(WordVectors vectors) throws Exception {
    List<Callable<Double>> parts = new ArrayList<>();
    for (DocumentKind kind : DocumentKind.values()) {
      for (String set : sets) {
        for (long seed : study.seeds()) {
          String name = "real-%s-%s-%d".formatted(kind, set.replace(' ', '-'), seed);
          parts.add(once(name, DocumentOptions.of(kind), set, seed, vectors));
        }
      }
    }
    List<Double> accuracies = SideBySide.all(parts);
    Table.Builder table = Table.of("Accuracy of document models on public sets").columns("model");
    sets.forEach(table::higher);
    Map<DocumentKind, Map<String, double[]>> all = new LinkedHashMap<>();
    int next = 0;
    for (DocumentKind kind : DocumentKind.values()) {
      List<Object> row = new ArrayList<>(List.of(kind.name()));
      Map<String, double[]> bySet = new LinkedHashMap<>();
      for (String set : sets) {
        double[] values = new double[study.seeds().size()];
        for (int s = 0; s < values.length; s++) {
          values[s] = accuracies.get(next++);
        }
        bySet.put(set, values);
        row.add(Measurement.of("", values));
      }
      all.put(kind, bySet);
      table.row(row.toArray());
    }
    report.table(
        table
            .note(
                "%,d texts to train (%,d for the recursive network, which is slower),"
                        .formatted(TRAIN, FEWER)
                    + " %,d to test at most, %d passes; skip-gram vectors of WikiText-2 and AG News"
                        .formatted(TEST, PASSES))
            .build());
    claims(all);
    return all.getOrDefault(DocumentKind.RCNN, Map.of());
  }

  private Callable<Double> once(
      String name, DocumentOptions options, String set, long seed, WordVectors vectors) {
    return () -> study.run().once(name, Double.class, () -> accuracy(options, set, seed, vectors));
  }

  private double accuracy(DocumentOptions options, String set, long seed, WordVectors vectors) {
    study.run().stopIfRequested();
    int train = options.kind() == DocumentKind.RECURSIVE ? FEWER : TRAIN;
    RealTexts.Task task = study.texts().task(set).atMost(train, TEST, seed);
    DocumentOptions chosen = options.withEpochs(PASSES).withSeed(seed);
    try (DocumentClassifier classifier =
        DocumentClassifier.fit(task.train(), List.of(), chosen, vectors, Monitor.silent())) {
      return classifier.score(task.test()).accuracy();
    }
  }

  /** RCNN against others, the sets' accuracies of a seed averaged, paired by seed. */
  private void claims(Map<DocumentKind, Map<String, double[]>> all) {
    double[] rcnn = overSets(all.getOrDefault(DocumentKind.RCNN, Map.of()));
    for (DocumentKind kind :
        List.of(
            DocumentKind.CNN, DocumentKind.RNN, DocumentKind.AVERAGE, DocumentKind.BIGRAMS_LR)) {
      report.claim(
          Claim.higherPaired(
              "RCNN-" + kind,
              "RCNN is better than %s, accuracy averaged over %s"
                  .formatted(kind, String.join(", ", sets)),
              rcnn,
              overSets(all.getOrDefault(kind, Map.of())),
              0));
    }
  }

  private double[] overSets(Map<String, double[]> bySet) {
    double[] mean = new double[study.seeds().size()];
    bySet.values().forEach(v -> Arrays.setAll(mean, s -> mean[s] + v[s] / sets.size()));
    return mean;
  }

  /** The convolution's accuracy by its window, beside RCNN, which has none. */
  private void windows(WordVectors vectors, double[] rcnn) throws Exception {
    List<Callable<Double>> parts = new ArrayList<>();
    for (int side = 0; side <= WIDEST; side++) {
      for (long seed : study.seeds()) {
        DocumentOptions options = DocumentOptions.of(DocumentKind.CNN).withWindow(side);
        String name = "window-%d-%d".formatted(2 * side + 1, seed);
        parts.add(once(name, options, RealTexts.SENTIMENT, seed, vectors));
      }
    }
    List<Double> accuracies = SideBySide.all(parts);
    Measurement flat = Measurement.of("", rcnn);
    Table.Builder table =
        Table.of("Windows of the CNN on " + RealTexts.SENTIMENT)
            .columns("words")
            .higher("CNN")
            .columns("RCNN");
    double[] windows = new double[WIDEST + 1];
    double[] means = new double[WIDEST + 1];
    int next = 0;
    for (int side = 0; side <= WIDEST; side++) {
      double[] values = new double[study.seeds().size()];
      for (int s = 0; s < values.length; s++) {
        values[s] = accuracies.get(next++);
      }
      windows[side] = 2 * side + 1;
      means[side] = Measurement.of("", values).mean();
      table.row(2 * side + 1, Measurement.of("", values), flat);
    }
    report.table(table.note("%,d texts to train, %,d to test".formatted(TRAIN, TEST)).build());
    double[] line = new double[windows.length];
    Arrays.fill(line, flat.mean());
    report.plot(
        new Plot.Lines(
            "Accuracy by the window of the CNN",
            Plot.Axis.linear("words of the window"),
            Plot.Axis.linear("accuracy on " + RealTexts.SENTIMENT),
            List.of(Plot.Curve.of("CNN", windows, means), Plot.Curve.of("RCNN", windows, line))));
  }

  private void phrases(WordVectors vectors) throws Exception {
    String[] said = study.run().once("phrases", String[].class, () -> chosenPhrases(vectors));
    report.text(
        "What RCNN's maximum chose on %s, class: phrase (coordinates won). %s."
            .formatted(RealTexts.SENTIMENT, String.join("; ", said)));
  }

  private String[] chosenPhrases(WordVectors vectors) {
    long seed = study.run().seed();
    RealTexts.Task task = study.texts().task(RealTexts.SENTIMENT).atMost(TRAIN, TEST, seed);
    DocumentOptions options =
        DocumentOptions.of(DocumentKind.RCNN).withEpochs(PASSES).withSeed(seed);
    try (DocumentClassifier classifier =
        DocumentClassifier.fit(task.train(), List.of(), options, vectors, study.run().monitor())) {
      return classifier.keyPhrases(task.test().texts(), PHRASES).stream()
          .map(p -> "%s: %s (%d)".formatted(p.label(), p.phrase(), p.coordinates()))
          .toArray(String[]::new);
    }
  }
}
