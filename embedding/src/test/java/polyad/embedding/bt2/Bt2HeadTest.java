package polyad.embedding.bt2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import polyad.nn.Parameter;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

class Bt2HeadTest {
  private static String failure(Executable action) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  @Property(tries = 25)
  void anyParameterGivesAnOrthonormalMatrix(
      @ForAll @IntRange(min = 1, max = 40) int n, @ForAll @IntRange(min = 0, max = 50) int size) {
    try (var _ = TensorScope.open();
        BasisTransformation basis = new BasisTransformation(n, new Generator(n))) {
      assertTrue(basis.orthonormalityError() < 1e-6);
      Parameter x = basis.namedParameters().get("parametrizations.weight.original");
      x.set(Tensor.randn(new Generator(size), n, n).mul(size));
      assertTrue(basis.orthonormalityError() < 1e-6, "error " + basis.orthonormalityError());
    }
  }

  @Property(tries = 25)
  void theNormIsConstantAndTheFreePartIsKept(
      @ForAll @IntRange(min = 2, max = 12) int newDim,
      @ForAll @IntRange(min = 1, max = 12) int oldDim,
      @ForAll @IntRange(min = 0, max = 12) int added) {
    int k = Math.min(oldDim, Math.max(added, oldDim - newDim));
    for (BtConfig.Kind kind : BtConfig.Kind.values()) {
      try (var _ = TensorScope.open()) {
        Generator rng = new Generator(7);
        BtConfig config = new BtConfig(newDim + oldDim, newDim, oldDim, k, 2, 3, true, kind);
        try (Bt2Head head = new Bt2Head(config, rng)) {
          Bt2Head.Output out = head.forward(Tensor.randn(rng, 6, newDim + oldDim));
          assertArrayEquals(new long[] {6, newDim + k}, out.newFeature().shape());
          double expected = Math.sqrt((k == 0 ? 0 : 1) + 4);
          for (double norm : out.newFeature().norm(2, false, 1).toDoubleArray()) {
            assertEquals(expected, norm, 1e-5);
          }
          Tensor prefix = out.newFeature().narrow(1, 0, oldDim);
          assertEquals(0, prefix.sub(out.oldCompatible()).abs().max().item());
          Tensor old = prefix.matmul(head.oldBasis().weight());
          Tensor h = Tensor.cat(1, old, out.newFeature().narrow(1, oldDim, newDim + k - oldDim));
          Tensor f = h.narrow(1, k, newDim).matmul(head.newBasis().weight()).div(2);
          assertTrue(f.sub(out.feature()).abs().max().item() < 1e-5);
        }
      }
    }
  }

  @Test
  void cachedFeaturesGetNoDerivatives() {
    try (var _ = TensorScope.open();
        Bt2Head head = new Bt2Head(BtConfig.of(5, 4, 2, 3), new Generator(1))) {
      Generator rng = new Generator(2);
      Tensor old = Tensor.randn(rng, 6, 4).requiresGrad(true);
      Tensor free = Tensor.randn(rng, 6, 5).requiresGrad(true);
      Tensor pseudo = Tensor.randn(rng, 3, 4).requiresGrad(true);
      Tensor target = Tensor.of(new int[] {0, 1, 2, 0, 1, 2}, 6);
      Bt2Head.Output out = head.forward(Tensor.randn(rng, 6, 9));
      Bt2Loss.PAPER.of(out, old, free, pseudo, target).total().backward();
      assertNull(old.grad());
      assertNull(free.grad());
      assertNull(pseudo.grad());
    }
  }

  @Test
  void unusableShapesAndBasesAreRefused() {
    assertTrue(failure(() -> BtConfig.of(4, 8, 3, 5)).contains("at least oldDim, 8"));
    assertTrue(failure(() -> BtConfig.of(4, 8, 0, 5)).contains("at least oldDim, 8"));
    assertTrue(failure(() -> BtConfig.of(8, 4, 5, 5)).contains("addDim is 5"));
    assertTrue(failure(() -> BtConfig.of(8, 4, -1, 5)).contains("addDim is -1"));
    assertEquals(8, BtConfig.of(8, 4, 0, 5).dimension());
    try (var _ = TensorScope.open();
        Bt2Head head = new Bt2Head(BtConfig.of(5, 4, 2, 3), new Generator(1))) {
      head.requireOrthonormalBases();
      Map<String, Tensor> state = new LinkedHashMap<>(head.stateDict());
      String base = "ortholinear_p.parametrizations.weight.0.base";
      state.put(base, Tensor.ones(DType.F32, 5, 5));
      head.loadStateDict(state);
      assertTrue(failure(head::requireOrthonormalBases).contains(base));
    }
  }

  @Test
  void classesWithoutASampleAreNamed() {
    try (var _ = TensorScope.open()) {
      Tensor old = Tensor.of(new float[] {1, 0, 0, 1, 1, 0}, 3, 2);
      Tensor p = PseudoClassifier.of(old, new int[] {0, 1, 1}, 2);
      assertArrayEquals(new double[] {1, 0, 0.5, 0.5}, p.toDoubleArray(), 1e-7);
      assertTrue(
          failure(() -> PseudoClassifier.of(old, new int[] {0, 2, 2}, 4)).contains("[1, 3]"));
      assertTrue(failure(() -> PseudoClassifier.of(old, new int[] {0, 5, 2}, 4)).contains("5"));
    }
  }

  @Property(tries = 20)
  void countedPlacesAgreeWithTheSortedOrder(@ForAll @IntRange(min = 1) int seed) {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(seed);
      // Whole coordinates make ties.
      Tensor query = Tensor.randn(rng, 30, 6).round();
      Tensor gallery = Tensor.randn(rng, 30, 4).round();
      int[] labels = new int[30];
      for (int i = 0; i < 30; i++) {
        labels[i] = i % 4;
      }
      int[][] order = PrefixRetrieval.order(query, gallery, PrefixRetrieval.Metric.DOT);
      assertEquals(
          PrefixRetrieval.ofRankings(order, labels),
          PrefixRetrieval.evaluate(query, gallery, labels));
    }
  }

  @Test
  void cachedFeaturesMustBelongToTheRows() {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(3);
      TrainingSet data = new TrainingSet(Tensor.randn(rng, 4, 6), new int[] {0, 1, 0, 1}, 2, null);
      Bt2Options options = Bt2Options.defaults().withAddDim(2).withEpochs(1, 0);
      Tensor good = BackwardCompatible.unit(Tensor.randn(rng, 4, 3));
      Tensor few = good.narrow(0, 0, 3);
      assertTrue(failure(() -> train(few, good, data, options)).contains("sample 3 is missing"));
      assertTrue(failure(() -> train(good.mul(2), good, data, options)).contains("norm 2"));
      assertThrows(
          IllegalArgumentException.class,
          () -> BackwardCompatible.trainBct(good, data, 2, options, 1, Supervision.none()));
    }
  }

  private static void train(Tensor old, Tensor free, TrainingSet data, Bt2Options options) {
    BackwardCompatible.trainBt2(old, free, data, options, 1, Supervision.none()).close();
  }
}
