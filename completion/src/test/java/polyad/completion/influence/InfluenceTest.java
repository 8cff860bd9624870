package polyad.completion.influence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import polyad.catalog.Monitor;
import polyad.data.BatchOrder;
import polyad.data.SparseTensor;
import polyad.data.generate.ZipfEffects;
import polyad.nn.Adam;
import polyad.nn.Parameter;
import polyad.nn.evaluate.Correlation;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Linalg;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

class InfluenceTest {
  private static final double DAMPING = 0.03;

  private static SparseTensor.Split small(int cells) {
    return new ZipfEffects(new int[] {6, 5, 5}, 1, 0.6, 0.8, 0.25).draw(cells, 4).split(0, 0.3, 4);
  }

  private static TensorModel ntm(SparseTensor cells, long seed) {
    TensorModel model = new NtmModel(cells.dims(), new int[] {3, 3}, new Generator(seed));
    model.to(DType.F64);
    return model;
  }

  @Test
  void trackingGathersWhatTheDefinitionSays() {
    SparseTensor.Split split = small(36);
    TrainingOptions options = new TrainingOptions(0.01, 8, 4, 4);
    try (var _ = TensorScope.open()) {
      InfluenceTracker tracker = new InfluenceTracker(split.train().nnz());
      var tracking = new NetworkTraining.Tracking(tracker, DainConfig.EpochWeight.ONE, false);
      var outcome =
          new NetworkTraining(options, Monitor.silent(), "test")
              .fit(ntm(split.train(), 1), split.train(), split.validation(), 9, tracking);
      double[] expected = byDefinition(split, options, outcome.bestEpoch());
      assertArrayEquals(expected, tracker.influence(), 1e-10);
    }
  }

  /** The same training written out, with every gradient kept until the end of its epoch. */
  private static double[] byDefinition(
      SparseTensor.Split split, TrainingOptions options, int bestEpoch) {
    SparseTensor train = split.train();
    TensorModel model = ntm(train, 1);
    Adam adam = Adam.adam(model);
    BatchOrder order = new BatchOrder(train.nnz(), options.batch(), 9, true, false);
    double[] influence = new double[train.nnz()];
    for (int epoch = 0; epoch <= bestEpoch; epoch++) {
      double[] g = ValidationPass.of(model, split.validation()).gradient();
      for (int b = 0; b < order.batchesPerEpoch(); b++) {
        int[] batch = order.next();
        model.zeroGrad();
        Tensor hidden = model.hidden(Cells.index(train, batch));
        Tensor residual = model.output(hidden).sub(Cells.values(train, batch, DType.F64));
        for (int i = 0; i < batch.length; i++) {
          double[] cell = hidden.detach().get(i).mul(residual.detach().get(i)).toDoubleArray();
          influence[batch[i]] +=
              IntStream.range(0, g.length).mapToDouble(j -> cell[j] * g[j]).sum();
        }
        residual.square().mean().backward();
        adam.step(options.lr());
      }
    }
    return influence;
  }

  @Test
  void productsWithAllParametersAreThoseOfSingleGradients() {
    SparseTensor.Split split = small(24);
    try (var _ = TensorScope.open()) {
      TensorModel model = ntm(split.train(), 3);
      FullGradient direction = FullGradient.of(model, split.validation());
      double[] products = direction.products(model, split.train());
      double[] flat = direction.flat().toDoubleArray();
      for (int c = 0; c < products.length; c++) {
        double[] g =
            FullGradient.of(model, split.train().select(new int[] {c})).flat().toDoubleArray();
        double expected = IntStream.range(0, g.length).mapToDouble(i -> g[i] * flat[i]).sum();
        assertEquals(expected, products[c], 1e-9 * (1 + Math.abs(expected)));
      }
    }
  }

  @Test
  void conjugateGradientsSolveTheDampedHessian() {
    SparseTensor.Split split = small(24);
    try (var _ = TensorScope.open()) {
      TensorModel model = ntm(split.train(), 3);
      var function = new InfluenceFunction(model, split.train(), 50, 200, 1e-10);
      Tensor b = FullGradient.of(model, split.validation()).flat();
      Tensor image = function.hessianProduct(function.solve(b));
      assertTrue(image.sub(b).norm().item() < 1e-8 * b.norm().item());
    }
  }

  /** Koh and Liang's check: leaving a cell out changes the validation loss by −I(c)/n. */
  @Test
  void influenceFunctionsPredictLeavingOneOut() {
    SparseTensor.Split split = small(75);
    SparseTensor train = split.train();
    int n = train.nnz();
    try (var _ = TensorScope.open()) {
      TensorModel model = ntm(train, 2);
      descend(model, train, DAMPING, 0.01, 1200);
      descend(model, train, DAMPING, 0.001, 800);
      descend(model, train, DAMPING, 0.0001, 400);
      double[] influence =
          new InfluenceFunction(model, train, DAMPING, 200, 1e-9).influence(split.validation());
      double before = ValidationPass.of(model, split.validation()).mse();
      List<Tensor> optimum = copies(model);
      double[] predicted = new double[12];
      double[] measured = new double[predicted.length];
      for (int i = 0; i < predicted.length; i++) {
        int left = 2 * i;
        int[] others = IntStream.range(0, n).filter(c -> c != left).toArray();
        SparseTensor rest = train.select(others);
        descend(model, rest, DAMPING * n / (n - 1), 0.001, 250);
        descend(model, rest, DAMPING * n / (n - 1), 0.0001, 250);
        double after = ValidationPass.of(model, split.validation()).mse();
        measured[i] = (after - before) * split.validation().nnz() / 2;
        predicted[i] = -influence[left] / n;
        restore(model, optimum);
      }
      double correlation = Correlation.pearson(predicted, measured);
      assertTrue(
          correlation > 0.95,
          correlation + ": " + Arrays.toString(predicted) + Arrays.toString(measured));
    }
  }

  private static List<Tensor> copies(TensorModel model) {
    List<Tensor> copies = new ArrayList<>();
    model.parameters().forEach(p -> copies.add(p.value().detach().copy()));
    return copies;
  }

  private static void restore(TensorModel model, List<Tensor> values) {
    int i = 0;
    for (Parameter parameter : model.parameters()) {
      parameter.set(values.get(i++));
    }
  }

  /** Full-batch descent of the mean loss with ridge. */
  private static void descend(
      TensorModel model, SparseTensor train, double damping, double lr, int steps) {
    int[] all = IntStream.range(0, train.nnz()).toArray();
    try (Adam adam = Adam.adam(model)) {
      for (int step = 0; step < steps; step++) {
        try (var _ = TensorScope.open()) {
          model.zeroGrad();
          Tensor loss =
              FullGradient.losses(
                      model, Cells.index(train, all), Cells.values(train, all, DType.F64))
                  .mean();
          for (Parameter parameter : model.parameters()) {
            loss = loss.add(parameter.value().square().sum().mul(damping / 2));
          }
          loss.backward();
          adam.step(lr);
        }
      }
    }
  }

  @Test
  void theExactLastLayerSolvesTheRidge() {
    SparseTensor.Split split = small(30);
    try (var _ = TensorScope.open()) {
      TensorModel model = ntm(split.train(), 5);
      double[] influence = LastLayerInfluence.influence(model, split.train(), split.validation());
      int[] all = IntStream.range(0, split.train().nnz()).toArray();
      Tensor h = model.hidden(Cells.index(split.train(), all)).detach();
      Tensor r =
          model.output(h).detach().sub(Cells.values(split.train(), all, DType.F64)).unsqueeze(1);
      Tensor hessian =
          h.transpose(0, 1)
              .matmul(h)
              .div(all.length)
              .add(Tensor.eye(DType.F64, model.hiddenSize()).mul(1e-3));
      double[] g = ValidationPass.of(model, split.validation()).gradient();
      Tensor expected = h.mul(r).matmul(Linalg.inv(hessian)).matmul(Tensor.of(g, g.length)).neg();
      assertArrayEquals(expected.toDoubleArray(), influence, 1e-7);
    }
  }

  @Test
  void constantTensorsHaveNoImportance() {
    String message =
        assertThrows(
                ArithmeticException.class, () -> InfluenceTracker.importance(new double[] {0, 0}))
            .getMessage();
    assertTrue(message.contains("all values the same"), message);
    assertArrayEquals(
        new double[] {1, 2}, InfluenceTracker.importance(new double[] {1, -2}), 1e-15);
  }

  @Test
  void theLastCheckpointAloneMayCount() {
    InfluenceTracker last = new InfluenceTracker(1, InfluenceTracker.Checkpoints.LAST);
    InfluenceTracker all = new InfluenceTracker(1);
    for (InfluenceTracker tracker : List.of(last, all)) {
      for (int epoch = 1; epoch <= 3; epoch++) {
        tracker.startEpoch(new double[] {1}, 2);
        tracker.record(new int[] {0}, new double[] {epoch});
        if (epoch < 3) {
          tracker.keep();
        }
      }
    }
    assertArrayEquals(new double[] {4}, last.influence());
    assertArrayEquals(new double[] {6}, all.influence());
  }
}
