package polyad.embedding.words.study;

import java.util.List;
import java.util.function.UnaryOperator;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.report.Check;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.embedding.words.SkipGramGloveRelation;
import polyad.nn.Adam;
import polyad.nn.Parameter;
import polyad.nn.ParameterGroup;
import polyad.nn.Schedule;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** Skip-gram and GloVe as fits of one matrix of counts: the identities in numbers. */
final class RelationPart {
  private static final int NEGATIVES = 5;

  private final Run run;
  private final Report report;
  private final int words;
  private final int steps;

  RelationPart(WordsExperiment.Config config, Run run) {
    this.run = run;
    this.report = run.report();
    this.words = config.relationWords();
    this.steps = run.profile() == Profile.SMOKE ? 50 : 3000;
  }

  void report() {
    report.section("Relation of skip-gram and GloVe");
    boolean judged = run.profile() != Profile.SMOKE;
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(run.seed());
      Tensor low = Tensor.randn(rng, DType.F64, words, 3);
      Tensor other = Tensor.randn(rng, DType.F64, 3, words);
      Tensor noise = Tensor.randn(rng, DType.F64, words, words).mul(0.3);
      Tensor counts = low.matmul(other).mul(0.4).add(noise).add(2.5).exp();
      report.check(
          Check.atMost(
              "(a) |P − S − const| over S at the best context bias", identity(counts, rng), 1e-10));
      report.check(
          Check.atLeast(
              "(b) cosine of the gradients of P and its expansion near the optimum",
              gradients(counts, rng),
              0.99));
      report.check(
          Check.atMost(
              "(c) gradient of skip-gram with 5 negatives at PMI − log k, over its counts",
              negatives(counts),
              1e-10));
      double whole = curve(counts, rng);
      if (judged) {
        report.check(
            Check.atLeast("(c) agreement of centred trained scores at d = V", whole, 0.999));
      }
    }
  }

  private double identity(Tensor counts, Generator rng) {
    Tensor scores = Tensor.randn(rng, DType.F64, words, words);
    Tensor bias = SkipGramGloveRelation.contextBias(scores, counts);
    double poisson = SkipGramGloveRelation.poisson(scores.add(bias.unsqueeze(0)), counts).item();
    double softmax = SkipGramGloveRelation.softmax(scores, counts).item();
    double constant = SkipGramGloveRelation.constant(counts).item();
    return Math.abs(poisson - softmax - constant) / softmax;
  }

  private double gradients(Tensor counts, Generator rng) {
    Tensor z =
        counts.log().add(Tensor.randn(rng, DType.F64, words, words).mul(0.02)).requiresGrad(true);
    Tensor p = Autograd.grad(SkipGramGloveRelation.poisson(z, counts), z, false);
    Tensor q = Autograd.grad(SkipGramGloveRelation.quadratic(z, counts), z, false);
    return cosine(p, q);
  }

  /** Σ X log σ(s) + k X_i X_j / X log σ(−s) is stationary at PMI − log k. */
  private double negatives(Tensor counts) {
    Tensor s = SkipGramGloveRelation.pmi(counts).sub(Math.log(NEGATIVES)).requiresGrad(true);
    Tensor expected = counts.sum(true, 1).mul(counts.sum(true, 0)).div(counts.sum()).mul(NEGATIVES);
    Tensor loss =
        counts.mul(Functional.softplus(s.neg())).add(expected.mul(Functional.softplus(s))).sum();
    return Autograd.grad(loss, s, false).div(counts).abs().max().item();
  }

  private double curve(Tensor counts, Generator rng) {
    Table.Builder table =
        Table.of("Trained scores of the two losses, doubly centred")
            .columns("d")
            .higher("cosine")
            .higher("skip-gram with log X")
            .higher("GloVe with log X");
    Tensor log = SkipGramGloveRelation.doublyCentred(counts.log());
    double last = Double.NaN;
    for (int d : new int[] {2, Math.max(3, words / 4), Math.max(3, words / 2), words}) {
      Tensor skipGram = fit(d, rng, s -> SkipGramGloveRelation.softmax(s, counts), counts);
      Tensor glove =
          fit(
              d,
              rng,
              s -> {
                Tensor rest = counts.log().sub(s);
                Tensor rows = rest.mean(true, 1);
                Tensor z = s.add(rows).add(rest.sub(rows).mean(true, 0));
                return SkipGramGloveRelation.glove(z, counts, 100, 0.75);
              },
              counts);
      last = cosine(skipGram, glove);
      table.row(d, last, cosine(skipGram, log), cosine(glove, log));
    }
    report.table(
        table
            .note(
                "%d words, planted counts; GloVe's biases are the means of what the scores leave"
                    .formatted(words))
            .build());
    return last;
  }

  private Tensor fit(int d, Generator rng, UnaryOperator<Tensor> loss, Tensor counts) {
    double scale = 1 / Math.sqrt(d);
    try (Parameter w = new Parameter(Tensor.randn(rng, DType.F64, words, d).mul(scale));
        Parameter c = new Parameter(Tensor.randn(rng, DType.F64, words, d).mul(scale));
        Adam adam = new Adam(ParameterGroup.of(List.of(w, c), 0), Adam.Options.adam())) {
      Schedule schedule = Schedule.cosine(0.03, 0, steps);
      double total = counts.sum().item();
      for (int step = 0; step < steps; step++) {
        try (var _ = TensorScope.open()) {
          w.value().zeroGrad();
          c.value().zeroGrad();
          loss.apply(w.value().matmul(c.value().mT())).div(total).backward();
          adam.step(schedule.at(step));
        }
      }
      Tensor scores = Autograd.noGrad(() -> w.value().matmul(c.value().mT()));
      return SkipGramGloveRelation.doublyCentred(scores);
    }
  }

  private static double cosine(Tensor a, Tensor b) {
    return a.mul(b).sum().div(a.norm().mul(b.norm())).item();
  }
}
