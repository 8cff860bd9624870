package polyad.embedding.words.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import polyad.catalog.CpuTime;
import polyad.catalog.Monitor;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Measurement;
import polyad.catalog.report.PowerLaw;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.data.LabelledTexts;
import polyad.data.generate.WordOrderDocuments;
import polyad.embedding.words.Corpus;
import polyad.embedding.words.WordVectorOptions;
import polyad.embedding.words.WordVectors;
import polyad.embedding.words.documents.Average;
import polyad.embedding.words.documents.DocumentBatch;
import polyad.embedding.words.documents.DocumentClassifier;
import polyad.embedding.words.documents.DocumentKind;
import polyad.embedding.words.documents.DocumentNetwork;
import polyad.embedding.words.documents.DocumentOptions;
import polyad.embedding.words.documents.Rcnn;
import polyad.embedding.words.documents.RecurrentDocument;
import polyad.embedding.words.documents.RecursiveNetwork;
import polyad.embedding.words.documents.WindowCnn;
import polyad.tensor.Autograd;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** Document models on texts whose class is an order of words, and their time against length. */
final class DocumentsPart {
  private static final WordOrderDocuments TEXTS = WordOrderDocuments.DEFAULT;

  /** The recursive network is slower than the others. */
  private static final int FEWER = 3;

  private static final int EXPONENTS = 3;
  private static final String PUBLISHED = "recursive, published greedy trees";
  private static final Set<String> LINEAR = Set.of("RCNN", "RNN", "CNN");

  private final WordsExperiment.Config config;
  private final Run run;
  private final Report report;

  /**
   * Accuracy on test documents whose phrase may stand anywhere, and by the third where it stands.
   */
  record Outcome(double any, double first, double middle, double last, double seconds) {
    private double spread() {
      double least = Math.min(first, Math.min(middle, last));
      return Math.max(first, Math.max(middle, last)) - least;
    }
  }

  DocumentsPart(WordsExperiment.Config config, Run run) {
    this.config = config;
    this.run = run;
    this.report = run.report();
  }

  void report() throws Exception {
    report.section("Documents");
    Map<DocumentKind, List<Outcome>> all = new LinkedHashMap<>();
    Table.Builder table =
        Table.of("Accuracy where the order of two words tells the class")
            .columns("model")
            .higher("accuracy")
            .columns("first third", "middle third", "last third")
            .lower("s");
    List<Callable<Outcome>> parts = new ArrayList<>();
    List<Long> seeds = run.seeds(config.seeds());
    for (DocumentKind kind : DocumentKind.values()) {
      for (long seed : seeds) {
        parts.add(
            () -> run.once("document-" + kind + "-" + seed, Outcome.class, () -> fit(kind, seed)));
      }
    }
    List<Outcome> fitted = SideBySide.all(parts);
    int from = 0;
    for (DocumentKind kind : DocumentKind.values()) {
      List<Outcome> outcomes = fitted.subList(from, from + seeds.size());
      from += seeds.size();
      all.put(kind, outcomes);
      table.row(
          kind.name(),
          mean(outcomes, Outcome::any),
          mean(outcomes, Outcome::first),
          mean(outcomes, Outcome::middle),
          mean(outcomes, Outcome::last),
          outcomes.getFirst().seconds());
    }
    report.table(
        table
            .note(
                "synthetic, %,d documents of 12 to 24 words to train, a third for the recursive network;"
                        .formatted(config.documents())
                    + " 1,000 to test; two models trained at a time")
            .build());
    claims(all);
    complexity();
    if (run.profile() != Profile.SMOKE) {
      checks(all);
    }
  }

  private Outcome fit(DocumentKind kind, long seed) {
    int documents =
        kind == DocumentKind.RECURSIVE
            ? Math.ceilDiv(config.documents(), FEWER)
            : config.documents();
    LabelledTexts train = TEXTS.draw(documents, WordOrderDocuments.Place.ANY, seed);
    WordVectors vectors =
        WordVectors.train(
            Corpus.of(train.texts(), 1),
            WordVectorOptions.skipGram().dim(50).minCount(1).seed(seed).build());
    DocumentOptions options =
        DocumentOptions.of(kind).withEpochs(config.documentEpochs()).withSeed(seed);
    long start = System.nanoTime();
    try (DocumentClassifier classifier =
        DocumentClassifier.fit(train, List.of(), options, vectors, Monitor.silent())) {
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Outcome(
          score(classifier, WordOrderDocuments.Place.ANY, seed),
          score(classifier, WordOrderDocuments.Place.FIRST, seed),
          score(classifier, WordOrderDocuments.Place.MIDDLE, seed),
          score(classifier, WordOrderDocuments.Place.LAST, seed),
          seconds);
    }
  }

  private static double score(
      DocumentClassifier classifier, WordOrderDocuments.Place place, long seed) {
    return classifier.score(TEXTS.draw(1000, place, seed + 7919)).accuracy();
  }

  private void complexity() {
    Table.Builder table =
        Table.of("Processor time of one document against its length").columns("model", "exponent");
    Generator rng = new Generator(run.seed());
    boolean judged = run.profile() != Profile.SMOKE;
    try (var _ = TensorScope.open()) {
      var shape = new DocumentNetwork.Shape(Tensor.randn(rng, 1000, 50), 100, 2, false);
      Map<String, DocumentNetwork> networks = new LinkedHashMap<>();
      networks.put("RCNN", new Rcnn(shape, 50, Rcnn.Phi.TANH, rng));
      networks.put("RNN", new RecurrentDocument(shape, rng));
      networks.put("CNN", new WindowCnn(shape, 2, rng));
      networks.put("average", new Average(shape, rng));
      networks.put(PUBLISHED, RecursiveNetwork.comparingAnew(shape, rng));
      networks.put("recursive, errors of pairs kept", new RecursiveNetwork(shape, rng));
      for (var named : networks.entrySet()) {
        try (DocumentNetwork network = named.getValue()) {
          double[] exponents = new double[EXPONENTS];
          Arrays.setAll(exponents, round -> exponent(network));
          Measurement measured = Measurement.of("", exponents);
          table.row(named.getKey(), measured);
          if (judged) {
            judge(named.getKey(), measured);
          }
        }
      }
    }
    report.table(
        table
            .note(
                "%d to %d words; mean and standard error of %d measurements; published trees compare"
                        .formatted(shortest(), config.longest(), EXPONENTS)
                    + " all neighbours anew in every step")
            .build());
  }

  private void judge(String name, Measurement exponent) {
    if (name.equals(PUBLISHED)) {
      report.check(Check.atLeast("exponent of the recursive network", exponent.mean(), 1.7));
    } else if (LINEAR.contains(name)) {
      report.check(Check.atMost("exponent of " + name, exponent.mean(), 1.15));
    }
  }

  private void claims(Map<DocumentKind, List<Outcome>> all) {
    for (DocumentKind kind :
        List.of(DocumentKind.CNN, DocumentKind.RNN, DocumentKind.AVERAGE, DocumentKind.WORDS_LR)) {
      report.claim(
          Claim.higherPaired(
              "order-RCNN-" + kind,
              "where the order of words counts RCNN is better than " + kind,
              values(all.getOrDefault(DocumentKind.RCNN, List.of()), Outcome::any),
              values(all.getOrDefault(kind, List.of()), Outcome::any),
              0));
    }
    report.claim(
        Claim.higherPaired(
            "bias-RNN",
            "later words dominate a recurrent network: a phrase in the last third against the first",
            values(all.getOrDefault(DocumentKind.RNN, List.of()), Outcome::last),
            values(all.getOrDefault(DocumentKind.RNN, List.of()), Outcome::first),
            0));
    List<Outcome> rcnn = all.getOrDefault(DocumentKind.RCNN, List.of());
    report.claim(
        Claim.lower(
            "bias-RCNN",
            "RCNN treats all places alike: the spread of its accuracy over thirds is below 5 points",
            values(rcnn, Outcome::spread),
            values(rcnn, outcome -> 0.05),
            0));
  }

  private static double[] values(List<Outcome> outcomes, ToDoubleFunction<Outcome> of) {
    return outcomes.stream().mapToDouble(of).toArray();
  }

  private static Measurement mean(List<Outcome> outcomes, ToDoubleFunction<Outcome> of) {
    return Measurement.of("", values(outcomes, of));
  }

  private int shortest() {
    return config.longest() / 4;
  }

  private double exponent(DocumentNetwork network) {
    double[] lengths = {shortest(), 2 * shortest(), 4 * shortest()};
    double[] seconds = new double[lengths.length];
    for (int i = 0; i < lengths.length; i++) {
      DocumentBatch batch = random((int) lengths[i]);
      seconds[i] = Double.POSITIVE_INFINITY;
      for (int round = 0; round < 5; round++) {
        double spent =
            CpuTime.seconds(
                () -> {
                  try (var _ = TensorScope.open();
                      var _ = Autograd.noGrad()) {
                    network.document(batch).toFloatArray();
                  }
                });
        seconds[i] = Math.min(seconds[i], spent);
      }
    }
    return PowerLaw.exponent(lengths, seconds);
  }

  private DocumentBatch random(int length) {
    int[] words = new SplittableRandom(run.seed()).ints(length, 0, 1000).toArray();
    return DocumentBatch.of(new int[][] {words});
  }

  private void checks(Map<DocumentKind, List<Outcome>> all) {
    double rcnn = mean(all, DocumentKind.RCNN);
    report.check(
        Check.atLeast(
            "RCNN's accuracy less that of averages", rcnn - mean(all, DocumentKind.AVERAGE), 0.05));
    report.check(
        Check.atLeast(
            "RCNN's accuracy less that of bags of words",
            rcnn - mean(all, DocumentKind.WORDS_LR),
            0.05));
    double best = Math.max(mean(all, DocumentKind.CNN), mean(all, DocumentKind.RNN));
    report.check(
        Check.atLeast("RCNN's accuracy less the better of CNN and RNN", rcnn - best, -0.01));
  }

  private static double mean(Map<DocumentKind, List<Outcome>> all, DocumentKind kind) {
    return all.getOrDefault(kind, List.of()).stream()
        .mapToDouble(Outcome::any)
        .average()
        .orElse(Double.NaN);
  }
}
