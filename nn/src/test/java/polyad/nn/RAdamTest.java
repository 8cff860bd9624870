package polyad.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import polyad.nn.evaluate.Cka;
import polyad.tensor.Generator;
import polyad.tensor.Linalg;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

class RAdamTest {
  /** Steps of one number whose derivative is always 1, written out. */
  @Test
  void firstStepsAreMomentumAndLaterOnesAreRectified() {
    try (var _ = TensorScope.open();
        Linear model = new Linear(new Parameter(Tensor.zeros(1, 1)), null);
        RAdam optimizer = RAdam.of(model)) {
      double expected = 0;
      for (int t = 1; t <= 8; t++) {
        model.zeroGrad();
        model.forward(Tensor.ones(1, 1)).sum().backward();
        optimizer.step(0.1);
        double rhoInfinite = 2 / (1 - 0.999) - 1;
        double rho = rhoInfinite - 2 * t * Math.pow(0.999, t) / (1 - Math.pow(0.999, t));
        double rectified =
            rho > 5
                ? Math.sqrt(
                    (rho - 4)
                        * (rho - 2)
                        * rhoInfinite
                        / ((rhoInfinite - 4) * (rhoInfinite - 2) * rho))
                : 1;
        expected -= 0.1 * rectified;
        assertEquals(expected, model.weight("weight").value().item(), 1e-5, "step " + t);
      }
    }
  }

  @Test
  void alignmentIgnoresRotationAndScale() {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(2);
      Tensor x = Tensor.randn(rng, 200, 4);
      Tensor q = Linalg.qr(Tensor.randn(rng, 4, 4)).q();
      assertEquals(1, Cka.linear(x, x.matmul(q).mul(3).add(5)), 1e-5);
      assertTrue(Cka.linear(x, Tensor.randn(rng, 200, 4)) < 0.2);
    }
  }
}
