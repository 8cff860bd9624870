package polyad.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EinsumTest {
  private final Generator rng = new Generator(11);

  private Tensor random(long... shape) {
    return Tensor.randn(rng, DType.F64, shape);
  }

  private static void assertClose(Tensor expected, Tensor actual) {
    assertArrayEquals(expected.shape(), actual.shape());
    assertArrayEquals(expected.toDoubleArray(), actual.toDoubleArray(), 1e-10);
  }

  @Test
  void threeOperandsEqualNestedProducts() {
    Tensor a = random(3, 4);
    Tensor b = random(4, 5);
    Tensor c = random(5, 2);
    assertClose(a.matmul(b).matmul(c), Einsum.einsum("ij,jk,kl->il", a, b, c));
    assertClose(a.matmul(b).matmul(c), Einsum.einsum("ij,jk,kl", a, b, c));
    assertClose(a.matmul(b).matmul(c).sum(), Einsum.einsum("ij,jk,kl->", a, b, c));
  }

  @Test
  void dotsBroadcast() {
    Tensor a = random(2, 1, 3, 4);
    Tensor b = random(6, 4, 5);
    Tensor c = random(5, 3);
    assertClose(a.matmul(b).matmul(c), Einsum.einsum("...ij,...jk,kl->...il", a, b, c));
  }

  @Test
  void labelsOfOneOperandAloneAreSummed() {
    Tensor a = random(3, 4);
    Tensor b = random(4, 5, 6);
    Tensor c = random(5);
    Tensor expected = a.matmul(b.sum(-1)).matmul(c);
    assertClose(expected, Einsum.einsum("ij,jkm,k->i", a, b, c));
  }

  @Test
  void theCheapestOrderIsFound() {
    Tensor a = random(100, 2);
    Tensor b = random(2, 100);
    Tensor c = random(100, 1);
    // (b·c) first: 2·100·1, then a·(bc): 100·2·1; left to right would take 100·2·100 + 100·100·1.
    assertEquals(400, Einsum.cost("ij,jk,kl->il", a, b, c));
  }

  @Test
  void fiveOperandsWithGradients() {
    Tensor core = random(2, 3, 4).requiresGrad(true);
    Tensor u = random(5, 2);
    Tensor v = random(6, 3);
    Tensor w = random(7, 4);
    Tensor probe = random(5, 6, 7);
    Tensor out = Einsum.einsum("abc,ia,jb,kc,ijk->", core, u, v, w, probe);
    out.backward();
    Tensor expected = Einsum.einsum("ia,jb,kc,ijk->abc", u, v, w, probe);
    Tensor grad = core.grad();
    assertTrue(grad != null);
    assertClose(expected, grad);
  }

  @Test
  void wrongEquationsSayWhy() {
    Tensor a = random(3, 4);
    TensorException e =
        assertThrows(TensorException.class, () -> Einsum.einsum("ijk,jk,k->i", a, a, a));
    assertTrue(e.getMessage().contains("'ijk' does not fit shape [3, 4]"), e.getMessage());
    assertThrows(TensorException.class, () -> Einsum.einsum("ij,jk->ik", a, a, a));
  }
}
