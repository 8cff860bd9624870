package polyad.embedding.optembed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import polyad.data.FieldLayout;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

final class MasksTest {
  private static final FieldLayout LAYOUT = FieldLayout.of(3, 5, 2, 4);

  private static double surrogate(double z) {
    double size = Math.abs(z);
    return size <= 0.4 ? 2 - 4 * size : size <= 1 ? 0.4 : 0;
  }

  @Property(tries = 200)
  void stepIsHardAndItsDerivativeLongTailed(@ForAll @DoubleRange(min = -2, max = 2) double at) {
    try (var _ = TensorScope.open()) {
      Tensor z = Tensor.scalar(at, DType.F64).requiresGrad(true);
      Tensor y = BinaryStep.apply(z);
      assertEquals(at > 0 ? 1 : 0, y.item(), 0);
      assertEquals(surrogate(at), Autograd.grad(y, z, false).item(), 1e-12);
    }
  }

  @Test
  void stepUsedTwiceAddsItsDerivativesAndCanBeDifferentiatedAgain() {
    try (var _ = TensorScope.open()) {
      Tensor z = Tensor.of(new double[] {-0.3, 0, 0.2, 0.7, 1.5}, 5).requiresGrad(true);
      Tensor step = BinaryStep.apply(z);
      Tensor twice = step.mul(2).add(step);
      double[] once = Autograd.grad(step, z, true).toDoubleArray();
      Tensor first = Autograd.grad(twice, z, true);
      for (int i = 0; i < 5; i++) {
        assertEquals(3 * once[i], first.toDoubleArray()[i], 1e-12);
      }
      double[] second = Autograd.grad(Autograd.grad(step, z, true), z, false).toDoubleArray();
      assertArrayEquals(new double[] {4, 0, -4, 0, 0}, second, 1e-12);
    }
  }

  private static CtrNetwork network(CtrModel model, boolean byValue) {
    return new CtrNetwork(
        LAYOUT, new CtrShape(model, 4, List.of(6, 5), 2, 0), byValue, new Generator(3));
  }

  private static Tensor ids() {
    return Tensor.of(new int[] {0, 3, 8, 10, 2, 7, 9, 13, 1, 5, 8, 12}, 3, 4);
  }

  @Test
  void withoutThresholdsAndWithAllDimensionsTheSupernetIsTheBaseModel() {
    for (CtrModel model : CtrModel.values()) {
      try (var _ = TensorScope.open();
          CtrNetwork network = network(model, false)) {
        network.eval();
        Tensor x = ids();
        Pruning none = new Pruning(Pruning.Mode.NONE, Pruning.Pruned.ZERO, 1, 0.1);
        Tensor all = Tensor.full(3, DType.I64, 3, 4);
        Pruning embed = none.withMode(Pruning.Mode.EMBED);
        double[] base = network.forward(x).toDoubleArray();
        assertArrayEquals(base, new SuperNet(network, none).forward(x, all).toDoubleArray(), 1e-6);
        assertArrayEquals(base, new SuperNet(network, embed).forward(x, all).toDoubleArray(), 1e-6);
        // Rows have a norm above the thresholds, which are zero at first.
        Pruning both = none.withMode(Pruning.Mode.ALL);
        assertArrayEquals(base, new SuperNet(network, both).forward(x, all).toDoubleArray(), 1e-6);
      }
    }
  }

  @Test
  void fixedMasksEqualTheSupernetsInEveryMode() {
    for (CtrModel model : CtrModel.values()) {
      for (Pruning.Pruned pruned : Pruning.Pruned.values()) {
        for (boolean byValue : new boolean[] {false, true}) {
          try (var _ = TensorScope.open();
              CtrNetwork network = network(model, byValue)) {
            network.eval();
            Tensor t = network.threshold();
            Autograd.noGrad(
                () -> t.addInPlace(Tensor.rand(new Generator(5), DType.F32, t.shape()).mul(3)));
            SuperNet supernet = new SuperNet(network, new Pruning(Pruning.Mode.ALL, pruned, 1, 0));
            Tensor mask = supernet.featureMask();
            int[] dims = {1, 4, 2, 3};
            Tensor index = Tensor.of(new int[] {0, 3, 1, 2, 0, 3, 1, 2, 0, 3, 1, 2}, 3, 4);
            try (MaskedNet fixed = new MaskedNet(network, pruned, mask, dims, false)) {
              assertArrayEquals(
                  supernet.forward(ids(), index).toDoubleArray(),
                  fixed.forward(ids()).toDoubleArray(),
                  1e-6);
            }
          }
        }
      }
    }
  }

  @Test
  void substituteRowsLeaveTheThresholdsToTheRegulariser() {
    try (var _ = TensorScope.open();
        CtrNetwork network = network(CtrModel.FM, false)) {
      SuperNet supernet =
          new SuperNet(network, new Pruning(Pruning.Mode.ALL, Pruning.Pruned.OOV, 2, 0.5));
      Tensor loss = supernet.loss(supernet.forward(ids(), null).sum());
      double[] gradient = Autograd.grad(loss, network.threshold(), false).toDoubleArray();
      assertArrayEquals(new double[] {-0.5, -0.5, -0.5, -0.5}, gradient, 1e-6);
    }
  }

  @Test
  void sampledDimensionsAreUniformAndDependOnTheStepOnly() {
    try (var _ = TensorScope.open()) {
      DimensionSampler sampler = new DimensionSampler(16, 7);
      for (int step = 0; step < 200; step++) {
        sampler.draw(64, 10, step);
      }
      // The 99.9 % quantile with 15 degrees of freedom.
      assertEquals(0, Math.max(0, DimensionSampler.chiSquare(sampler.counts()) - 37.7));
      assertArrayEquals(
          sampler.draw(8, 10, 5).toLongArray(),
          new DimensionSampler(16, 7).draw(8, 10, 5).toLongArray());
    }
  }

  @Test
  void wrongSizesAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new CtrShape(CtrModel.FM, 0, List.of(), 1, 0));
    assertThrows(
        IllegalArgumentException.class, () -> new CtrShape(CtrModel.FNN, 4, List.of(), 1, 0));
    try (var _ = TensorScope.open();
        CtrNetwork network = network(CtrModel.FM, false)) {
      Tensor ones = Tensor.ones(14);
      assertThrows(
          IllegalArgumentException.class,
          () -> new MaskedNet(network, Pruning.Pruned.ZERO, ones, new int[] {1, 5, 1, 1}, false));
      assertThrows(
          IllegalArgumentException.class,
          () -> new MaskedNet(network, Pruning.Pruned.ZERO, ones, new int[] {1, 2}, false));
    }
  }
}
