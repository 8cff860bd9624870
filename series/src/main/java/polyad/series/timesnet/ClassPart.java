package polyad.series.timesnet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import polyad.catalog.Profile;
import polyad.catalog.report.Check;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.data.DataSets;
import polyad.data.LabelledSequences;
import polyad.data.StandardScaler;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** Whole series of the UCR and UEA archives and their classes. */
final class ClassPart {
  private static final int BATCH = 16;
  private static final double LR = 1e-3;

  private final Lab lab;
  private final Report report;

  /** Shares of the test series that were told rightly, and how alike first and last block are. */
  record Outcome(double accuracy, double cka, String periods) {}

  /**
   * A set, ready to train on.
   *
   * @param longer test series that are longer than any training series, and cut
   */
  private record Sets(
      SequenceBatches train,
      int[] trainLabels,
      SequenceBatches test,
      int[] testLabels,
      int classes,
      int longer) {}

  ClassPart(Lab lab) {
    this.lab = lab;
    report = lab.run().report();
  }

  void report(int epochs, List<String> names) throws Exception {
    report.section("Classification");
    Table.Builder table =
        Table.of("Accuracy on test series, " + epochs + " epochs")
            .columns("set", "classes", "TimesNet", "DLinear", "1-NN, Euclid")
            .columns("paper", "CKA first to last block", "periods");
    boolean any = false;
    for (String name : names) {
      Optional<Sets> sets = sets(name);
      if (sets.isEmpty()) {
        lab.run().info(name + " is not at hand and is left out");
        continue;
      }
      any = true;
      row(table, name, sets.get(), epochs);
    }
    if (any) {
      report.table(
          table
              .note(
                  lab.run().officialProtocol()
                      ? "official protocol: the best epoch is chosen on the test series"
                      : "the last epoch counts; standardised with the training series; test series "
                          + "longer than every training series are cut")
              .build());
    }
  }

  private void row(Table.Builder table, String name, Sets sets, int epochs) throws Exception {
    Outcome ours = timesNet(name, sets, epochs);
    double linear = linear(name, sets, epochs).accuracy();
    double nearest = nearest(sets);
    boolean vowels = name.equals("JapaneseVowels");
    table.row(
        name,
        sets.classes(),
        ours.accuracy(),
        linear,
        nearest,
        vowels ? 0.984 : null,
        ours.cka(),
        ours.periods());
    if (!vowels || lab.run().profile() == Profile.SMOKE) {
      return;
    }
    if (lab.run().profile() == Profile.FULL) {
      report.check(Check.atLeast("JapaneseVowels: accuracy", ours.accuracy(), 0.955));
      report.check(
          Check.atLeast("JapaneseVowels: accuracy above 1-NN", ours.accuracy() - nearest, 1e-9));
    } else {
      report.check(Check.atLeast("A3: JapaneseVowels, accuracy", ours.accuracy(), 0.92));
    }
  }

  private Optional<Sets> sets(String name) throws Exception {
    DataSets data = DataSets.open(lab.run().data());
    Optional<Path> train = data.file("ucr-uea", name + "_TRAIN.ts.gz");
    Optional<Path> test = data.file("ucr-uea", name + "_TEST.ts.gz");
    if (train.isEmpty() || test.isEmpty()) {
      return Optional.empty();
    }
    LabelledSequences known = LabelledSequences.readTs(train.get());
    LabelledSequences asked = LabelledSequences.readTs(test.get());
    StandardScaler scaler = scaler(known.sequences());
    int length = known.longest();
    return Optional.of(
        new Sets(
            SequenceBatches.of(known.sequences(), scaler, length),
            known.labels(),
            SequenceBatches.of(asked.sequences(), scaler, length),
            asked.labels(),
            known.classes().size(),
            (int) asked.sequences().stream().filter(s -> s.length > length).count()));
  }

  /** Fitted on all steps of all series. */
  static StandardScaler scaler(List<double[][]> sequences) {
    List<double[]> rows = new ArrayList<>();
    sequences.forEach(sequence -> rows.addAll(List.of(sequence)));
    return StandardScaler.fit(rows.toArray(double[][]::new));
  }

  private Outcome timesNet(String name, Sets sets, int epochs) throws Exception {
    String key = "class-" + name;
    return lab.run().once(key, Outcome.class, () -> train(key, sets, epochs));
  }

  private Outcome train(String key, Sets sets, int epochs) throws Exception {
    TimesNetConfig config =
        TimesNetConfig.of(
                TimesNetTask.CLASSIFICATION, sets.train().length(), 0, sets.train().channels())
            .withSize(16, 32, Math.min(3, sets.train().length() / 2), 6, 2)
            .withClasses(sets.classes());
    long seed = lab.run().seed();
    Generator rng = new Generator(seed);
    try (var _ = TensorScope.open();
        TimesNet model = new TimesNet(lab.model(config), rng)) {
      DoubleSupplier onTest =
          () -> -TimesNetClassifier.accuracy(model, sets.test(), sets.testLabels());
      fitting(sets, epochs)
          .fit(
              model,
              sets.train().count(),
              (batch, _) -> loss(model, sets, batch),
              lab.run().officialProtocol() ? onTest : null,
              seed,
              rng,
              lab.session(key));
      double accuracy = TimesNetClassifier.accuracy(model, sets.test(), sets.testLabels());
      int[] some = batch(Math.min(64, sets.test().count()));
      try (var _ = Autograd.noGrad()) {
        TimesNet.Trace trace = model.trace(sets.test().x(some), null, sets.test().mask(some));
        return new Outcome(accuracy, Lab.cka(trace.blocks()), Lab.text(model.periods()));
      }
    }
  }

  private static Fitting fitting(Sets sets, int epochs) {
    return Fitting.epochs(epochs, sets.train().count(), BATCH, LR, 10).forClasses();
  }

  private static Tensor loss(TimesNet model, Sets sets, int[] batch) {
    Tensor logits = model.forward(sets.train().x(batch), null, sets.train().mask(batch));
    return Functional.crossEntropy(logits, labels(sets.trainLabels(), batch));
  }

  private static Tensor labels(int[] labels, int[] batch) {
    long[] chosen = new long[batch.length];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = labels[batch[i]];
    }
    return Tensor.of(chosen, chosen.length);
  }

  private Outcome linear(String name, Sets sets, int epochs) throws Exception {
    String key = "class-dlinear-" + name;
    return lab.run().once(key, Outcome.class, () -> trainLinear(key, sets, epochs));
  }

  private Outcome trainLinear(String key, Sets sets, int epochs) throws Exception {
    long seed = lab.run().seed();
    Generator rng = new Generator(seed);
    SequenceBatches train = sets.train();
    try (var _ = TensorScope.open();
        DLinearClassifier model =
            new DLinearClassifier(train.length(), train.channels(), sets.classes(), rng)) {
      fitting(sets, epochs)
          .fit(
              model,
              train.count(),
              (batch, _) ->
                  Functional.crossEntropy(
                      model.forward(train.x(batch)), labels(sets.trainLabels(), batch)),
              null,
              seed,
              rng,
              lab.session(key));
      try (var _ = Autograd.noGrad()) {
        int[] all = batch(sets.test().count());
        Tensor right =
            model.forward(sets.test().x(all)).argmax(1, false).eq(labels(sets.testLabels(), all));
        return new Outcome(right.to(DType.F64).mean().item(), Double.NaN, "");
      }
    }
  }

  private static double nearest(Sets sets) {
    float[][] known = sets.train().values();
    float[][] asked = sets.test().values();
    int right = 0;
    for (int i = 0; i < asked.length; i++) {
      right += sets.trainLabels()[nearest(known, asked[i])] == sets.testLabels()[i] ? 1 : 0;
    }
    return (double) right / asked.length;
  }

  private static int nearest(float[][] known, float[] asked) {
    int nearest = 0;
    double best = Double.POSITIVE_INFINITY;
    for (int k = 0; k < known.length; k++) {
      double distance = 0;
      for (int j = 0; j < asked.length && distance < best; j++) {
        double d = known[k][j] - asked[j];
        distance += d * d;
      }
      if (distance < best) {
        best = distance;
        nearest = k;
      }
    }
    return nearest;
  }

  private static int[] batch(int count) {
    return IntStream.range(0, count).toArray();
  }
}
