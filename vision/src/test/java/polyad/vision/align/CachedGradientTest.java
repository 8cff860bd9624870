package polyad.vision.align;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;
import polyad.text.BertConfig;

class CachedGradientTest {
  private static DualEncoder model(Generator rng) {
    DualEncoder model =
        new DualEncoder(
            new SmallCnn(3, 8, 6, rng),
            new AlignTextEncoder(BertConfig.of(20, 8, 1, 2, 12, 10), 6, rng),
            0.5);
    model.to(DType.F64);
    model.eval();
    return model;
  }

  private static Map<String, double[]> gradients(DualEncoder model) {
    Map<String, double[]> found = new LinkedHashMap<>();
    model
        .namedParameters()
        .forEach(
            (name, parameter) -> {
              Tensor grad = parameter.value().grad();
              if (grad != null) {
                found.put(name, grad.toDoubleArray());
              }
            });
    return found;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 10, 16})
  void chunksGiveTheDerivativesOfThePlainBatch(int chunk) {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(3);
      DualEncoder model = model(rng);
      Tensor pixels = Tensor.randn(rng, DType.F64, 10, 3, 8, 8);
      Tensor ids = Tensor.randint(rng, 0, 20, 10, 5);
      PaddedTokens tokens = new PaddedTokens(ids, ids.onesLike());
      PairLoss loss = PairLoss.of(AlignLoss.DEFAULT);
      Tensor plain = loss.of(model.images(pixels), model.texts(tokens), model.temperature());
      plain.backward();
      Map<String, double[]> expected = gradients(model);
      model.zeroGrad();
      Tensor value = new CachedGradient(model, loss, chunk, rng).accumulate(pixels, tokens);
      assertEquals(plain.item(), value.item(), 1e-10);
      Map<String, double[]> found = gradients(model);
      assertEquals(expected.keySet(), found.keySet());
      expected.forEach(
          (name, grad) ->
              assertArrayEquals(grad, Objects.requireNonNull(found.get(name)), 1e-10, name));
    }
  }

  @Test
  void anEmptyChunkIsRefused() {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(3);
      DualEncoder model = model(rng);
      assertThrows(
          IllegalArgumentException.class,
          () -> new CachedGradient(model, PairLoss.hardestHinge(0.2), 0, rng));
    }
  }

  @Test
  void theTemperatureStaysInItsBounds() {
    try (var _ = TensorScope.open()) {
      DualEncoder model = model(new Generator(3));
      assertEquals(false, model.clampTemperature());
      model.namedParameters().get("temperature").set(Tensor.full(-1, DType.F64, 1));
      assertEquals(true, model.clampTemperature());
      assertEquals(DualEncoder.MIN_TEMPERATURE, model.temperature().item(), 1e-12);
    }
  }
}
