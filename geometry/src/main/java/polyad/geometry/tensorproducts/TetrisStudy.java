package polyad.geometry.tensorproducts;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import polyad.algebra.Rotations;
import polyad.catalog.Progress;
import polyad.catalog.Run;
import polyad.catalog.report.Check;
import polyad.catalog.report.Table;
import polyad.nn.Adam;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** Trains classifiers of pieces: the price of freedom in one experiment. */
final class TetrisStudy {
  private static final double LEARNING_RATE = 1e-3;
  private static final int EVALUATE_EVERY = 25;
  private static final int TEST_TURNS = 4;

  private final TensorProductsConfig config;
  private final Run run;

  /**
   * How a classifier did.
   *
   * @param correct mean number of pieces of eight that are right, over random rotations
   * @param first the first step, a multiple of 25, from which all that can be told apart were; −1
   *     for never
   * @param mirror logits of the first two classes for the first piece, of both mirror images:
   *     largest difference
   */
  record Outcome(double correct, int first, long parameters, double mirror) {}

  TetrisStudy(TensorProductsConfig config, Run run) {
    this.config = config;
    this.run = run;
  }

  void report() throws Exception {
    run.report().section("Pieces");
    Table.Builder table =
        Table.of("Classifying the eight pieces, fresh random rotations at every step")
            .columns("product", "lmax", "parameters")
            .higher("right of 8")
            .columns("best from step", "largest difference of the mirror images' logits")
            .note(
                "at most %d steps of Adam at %s, over %d random rotations after training"
                    .formatted(config.pieceSteps(), LEARNING_RATE, TEST_TURNS));
    List<Check> checks = new ArrayList<>();
    for (TetrisNetwork.Product product : config.pieces()) {
      for (int lmax : config.pieceLmax()) {
        Outcome o = run.once(product + "-" + lmax, Outcome.class, () -> train(product, lmax));
        table.row(
            product.toString(),
            lmax,
            o.parameters(),
            o.correct(),
            o.first() < 0 ? "never" : o.first(),
            o.mirror());
        judge(product, lmax, o, checks);
      }
    }
    run.report()
        .table(table.build())
        .text(
            "A product of functions on the sphere knows no odd path, so out of true vectors it never"
                + " makes a pseudoscalar: both mirror images get the same logits, and one of the two"
                + " is always wrong. Paths of odd degree, or a cross product of vector fields, tell"
                + " them apart.");
    checks.forEach(run.report()::check);
  }

  private void judge(TetrisNetwork.Product product, int lmax, Outcome o, List<Check> checks) {
    if (config.pieceSteps() < 500) {
      return;
    }
    if (product == TetrisNetwork.Product.GAUNT) {
      checks.add(Check.between("gaunt, lmax " + lmax + ": right of 8", o.correct(), 7, 7));
      checks.add(
          Check.atMost("gaunt, lmax " + lmax + ": mirror images' logits differ", o.mirror(), 1e-6));
    } else {
      checks.add(Check.atLeast(product + ", lmax " + lmax + ": right of 8", o.correct(), 8));
    }
  }

  private Outcome train(TetrisNetwork.Product product, int lmax) {
    Generator rng = new Generator(run.seed());
    TetrisNetwork.Shape shape = new TetrisNetwork.Shape(product, lmax, config.pieceWidth());
    int best = product == TetrisNetwork.Product.GAUNT ? 7 : 8;
    int first = -1;
    try (TetrisNetwork network = new TetrisNetwork(shape, rng);
        Adam adam = Adam.adam(network);
        Progress progress = run.progress(product + " " + lmax, config.pieceSteps())) {
      Tensor labels = Tensor.of(IntStream.range(0, 8).asLongStream().toArray(), 8).retain();
      for (int step = 1; step <= config.pieceSteps(); step++) {
        run.stopIfRequested();
        double loss = step(network, adam, labels, rng);
        progress.at(step, loss);
        if (step % EVALUATE_EVERY == 0 && first < 0 && correct(network, rng) >= best) {
          first = step;
        }
        // Two hundred more make the margins wide; the bound of steps is there for those that fail.
        if (first > 0 && step >= first + 200) {
          break;
        }
      }
      return new Outcome(correct(network, rng), first, network.parameterCount(), mirror(network));
    }
  }

  private static double step(TetrisNetwork network, Adam adam, Tensor labels, Generator rng) {
    try (var _ = TensorScope.open()) {
      Tensor rotation = Rotations.random(rng, DType.F32, 3, 1).squeeze(0);
      network.zeroGrad();
      Tensor loss = Functional.crossEntropy(network.forward(TetrisPieces.graph(rotation)), labels);
      loss.backward();
      adam.step(LEARNING_RATE);
      return loss.item();
    }
  }

  private static double correct(TetrisNetwork network, Generator rng) {
    double right = 0;
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      for (int turn = 0; turn < TEST_TURNS; turn++) {
        Tensor rotation = Rotations.random(rng, DType.F32, 3, 1).squeeze(0);
        long[] said = network.forward(TetrisPieces.graph(rotation)).argmax(1, false).toLongArray();
        for (int p = 0; p < said.length; p++) {
          right += said[p] == p ? 1 : 0;
        }
      }
    }
    return right / TEST_TURNS;
  }

  /** Logits of the two mirror images in double precision, class by class. */
  private static double mirror(TetrisNetwork network) {
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      network.to(DType.F64);
      Tensor logits = network.forward(TetrisPieces.graph(Tensor.eye(DType.F64, 3)));
      return logits.select(0, 0).sub(logits.select(0, 1)).abs().max().item();
    }
  }
}
