package polyad.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Linalg;
import polyad.tensor.Tensor;

class ModuleTest {
  private final Generator rng = new Generator(9);

  private Sequential network() {
    return new Sequential(
        new Conv(2, 4, Conv.Options.kernel(3).withPadding(1), rng),
        new BatchNorm(4),
        Activation.gelu(),
        new Linear(5, 3, rng));
  }

  @Test
  void namesEqualPyTorchs() {
    assertEquals(
        List.of(
            "0.weight",
            "0.bias",
            "1.weight",
            "1.bias",
            "1.running_mean",
            "1.running_var",
            "1.num_batches_tracked",
            "3.weight",
            "3.bias"),
        List.copyOf(network().stateDict().keySet()));
    assertEquals(
        List.of("0.weight", "0.bias", "2.weight", "2.bias"),
        List.copyOf(new Mlp(new long[] {2, 3, 4}, Activation::relu, rng).stateDict().keySet()));
  }

  @Test
  void statesLoadOrNameEveryProblem() {
    Sequential a = network();
    Sequential b = network();
    b.loadStateDict(a.stateDict());
    Tensor x = Tensor.randn(rng, 2, 2, 5);
    a.eval();
    b.eval();
    assertArrayEquals(a.forward(x).toFloatArray(), b.forward(x).toFloatArray());

    Map<String, Tensor> wrong = new LinkedHashMap<>(a.stateDict());
    wrong.remove("0.bias");
    wrong.put("3.bias", Tensor.zeros(4));
    wrong.put("extra", Tensor.zeros(1));
    String message =
        assertThrows(IllegalArgumentException.class, () -> b.loadStateDict(wrong)).getMessage();
    assertTrue(message.contains("missing '0.bias'"), message);
    assertTrue(message.contains("'3.bias' has shape [4], expected [3]"), message);
    assertTrue(message.contains("unknown 'extra'"), message);
  }

  @Test
  void weightsAreExchangedByPath() {
    Linear linear = new Linear(6, 4, rng);
    Tensor x = Tensor.randn(rng, 3, 6);
    float[] before = linear.forward(x).toFloatArray();
    LowRank adapter = LowRank.over(linear.weight("weight"), 2, 4, rng);
    linear.setWeight("weight", adapter);
    assertArrayEquals(before, linear.forward(x).toFloatArray(), 1e-6f);
    assertEquals(
        List.of("weight.lora_A", "weight.lora_B", "bias"),
        List.copyOf(linear.namedParameters().keySet()));
    assertTrue(linear.stateDict().containsKey("weight.base"));
    linear.forward(x).sum().backward();
    assertNotNull(adapter.parameters().get("lora_B").value().grad());
    assertThrows(
        IllegalArgumentException.class,
        () -> linear.setWeight("weight", new Parameter(Tensor.zeros(4, 5))));
    assertThrows(
        IllegalArgumentException.class, () -> LowRank.over(linear.weight("weight"), 5, 1, rng));
  }

  @Test
  void everyKindOfWeightTrains() {
    List<Weight> kinds =
        List.of(
            LowRank.product(5, 5, 2, rng),
            TuckerWeight.random(new long[] {5, 5}, new long[] {2, 3}, rng),
            Orthogonal.random(5, 0.3, rng),
            new Masked(new Parameter(Tensor.randn(rng, 5, 5)), Tensor.eye(DType.F32, 5)));
    for (Weight weight : kinds) {
      assertArrayEquals(new long[] {5, 5}, weight.shape());
      Linear linear = new Linear(weight, null);
      linear.forward(Tensor.randn(rng, 2, 5)).square().sum().backward();
      weight.parameters().forEach((name, p) -> assertNotNull(p.value().grad(), name));
    }
    Tensor q = kinds.get(2).value();
    assertEquals(0, q.matmul(q.mT()).sub(Tensor.eye(DType.F32, 5)).abs().max().item(), 1e-5);
    assertEquals(1, Linalg.det(q).item(), 1e-5);
    Tensor masked = kinds.get(3).parameters().get("").value().grad();
    assertEquals(0, masked.mul(Tensor.eye(DType.F32, 5).rsub(1)).abs().max().item());
    Frozen frozen = new Frozen(Tensor.ones(2, 2));
    Linear still = new Linear(frozen, null);
    assertEquals(0, still.parameterCount());
    assertTrue(still.stateDict().containsKey("weight"));
  }

  @Test
  void fastWeightsReceiveSecondDerivatives() {
    Linear model = new Linear(1, 1, false, rng);
    Tensor w = model.weight("weight").value();
    w.zeroGrad();
    Tensor inner = model.forward(Tensor.ones(1, 1)).square().sum(); // w²
    Tensor g = Autograd.grad(inner, w, true); // 2w
    Tensor fast = w.sub(g.mul(0.1)); // 0.8w
    Tensor outer =
        model.withWeights(
            Map.of("weight", fast), () -> model.forward(Tensor.ones(1, 1)).square().sum());
    double expected = 2 * 0.8 * 0.8 * w.item();
    assertEquals(expected, Autograd.grad(outer, w, false).item(), 1e-5);
    assertEquals(w.item(), model.weight("weight").value().item());
  }

  @Test
  void generatedWeightsBelongToTheirGenerator() {
    Parameter code = new Parameter(Tensor.ones(3));
    Linear linear = new Linear(new Generated(() -> code.value().outer(Tensor.ones(2)), 3, 2), null);
    assertEquals(0, linear.parameterCount());
    linear.forward(Tensor.ones(1, 2)).sum().backward();
    assertArrayEquals(new float[] {2, 2, 2}, code.value().grad().toFloatArray());
  }

  @Test
  void conversionKeepsTraining() {
    Sequential model = network();
    model.to(DType.F64);
    Tensor y = model.forward(Tensor.randn(rng, DType.F64, 2, 2, 5));
    assertEquals(DType.F64, y.dtype());
    y.sum().backward();
    model.namedParameters().forEach((name, p) -> assertNotNull(p.value().grad(), name));
    model.close();
    assertTrue(model.stateDict().get("0.weight").isClosed());
  }

  @Test
  void riemannianStepsStayOnTheirGeometry() {
    Tensor target = Linalg.qr(Tensor.randn(rng, DType.F64, 6, 2)).q().detach();
    for (Geometry geometry : List.of(Geometry.STIEFEL, Geometry.GRASSMANN)) {
      Parameter point = new Parameter(Linalg.qr(Tensor.randn(rng, DType.F64, 6, 2)).q(), geometry);
      Adam optimizer = new Adam(ParameterGroup.of(List.of(point), 0), Adam.Options.adam());
      double first = 0;
      double last = 0;
      for (int i = 0; i < 300; i++) {
        point.value().zeroGrad();
        // the projection distance is invariant to the basis, as both geometries need
        Tensor loss =
            point.value().matmul(point.value().mT()).sub(target.matmul(target.mT())).square().sum();
        loss.backward();
        optimizer.step(0.05);
        first = i == 0 ? loss.item() : first;
        last = loss.item();
      }
      Tensor x = point.value();
      assertEquals(0, x.mT().matmul(x).sub(Tensor.eye(DType.F64, 2)).abs().max().item(), 1e-10);
      assertTrue(last < 1e-3 * first, geometry + ": " + first + " to " + last);
    }
  }

  @Test
  void everyOptimizerLowersAQuadratic() {
    for (int kind = 0; kind < 4; kind++) {
      Parameter p = new Parameter(Tensor.ones(4, 4));
      List<ParameterGroup> groups = ParameterGroup.of(List.of(p), 1e-4);
      Optimizer optimizer =
          switch (kind) {
            case 0 -> new Sgd(groups, 0.9, true);
            case 1 -> new Adam(groups, Adam.Options.adamW());
            case 2 -> new Lars(groups, 0.9, 0.01);
            default -> new Lamb(groups);
          };
      for (int i = 0; i < 200; i++) {
        p.value().zeroGrad();
        p.value().square().sum().backward();
        optimizer.step(kind == 2 ? 1 : 0.02);
      }
      double end = p.value().square().sum().item();
      assertTrue(end < 1, optimizer.getClass().getSimpleName() + " ends at " + end);
      assertEquals(200, optimizer.steps());
    }
  }

  @Test
  void averagesFollowSlowly() {
    Linear model = new Linear(1, 1, false, rng);
    Parameter w = (Parameter) model.weight("weight");
    w.set(Tensor.ones(1, 1));
    try (var average = new ExponentialMovingAverage(model, 0.9)) {
      w.set(Tensor.full(2, DType.F32, 1, 1));
      average.update();
      assertEquals(1.1, average.stateDict().get("weight").item(), 1e-6);
    }
  }

  @Test
  void wrongOptionsAreNamed() {
    assertThrows(IllegalArgumentException.class, () -> new Dropout(1.5, rng));
    assertThrows(IllegalArgumentException.class, () -> new GroupNorm(3, 4));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Conv(3, 4, Conv.Options.kernel(3).withGroups(2), rng));
    assertThrows(IllegalArgumentException.class, () -> Conv.Options.kernel(new long[0]));
  }
}
