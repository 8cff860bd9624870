package polyad.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class MemoryTest {
  @Test
  void scopesFreeAllButWhatIsKept() {
    Tensor kept;
    Tensor lost;
    try (TensorScope outer = TensorScope.open()) {
      Tensor inOuter;
      try (TensorScope inner = TensorScope.open()) {
        lost = Tensor.ones(3);
        inOuter = inner.keep(lost.add(1));
        kept = lost.add(2).retain();
      }
      assertTrue(lost.isClosed());
      assertEquals(6, inOuter.sum().item());
      assertFalse(inOuter.isClosed());
    }
    assertEquals(9, kept.sum().item());
    kept.close();
    assertThrows(IllegalStateException.class, kept::sum);
    assertThrows(IllegalStateException.class, () -> lost.add(1));
  }

  @Test
  void scopesCloseInsideOutAndInTheirThread() throws Exception {
    TensorScope outer = TensorScope.open();
    TensorScope inner = TensorScope.open();
    assertThrows(IllegalStateException.class, outer::close);
    Thread other = new Thread(() -> assertThrows(IllegalStateException.class, inner::close));
    other.start();
    other.join();
    inner.close();
    outer.close();
    outer.close();
  }

  @Test
  void useAfterCloseFromTwoThreadsIsAnException() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      for (int round = 0; round < 300; round++) {
        Tensor shared = Tensor.ones(64, 64);
        Future<Integer> user = pool.submit(() -> useUntilClosed(shared));
        Future<Integer> second = pool.submit(() -> useUntilClosed(shared));
        if (round % 3 == 0) {
          Thread.onSpinWait();
        }
        shared.close();
        assertTrue(user.get() >= 0);
        assertTrue(second.get() >= 0);
        assertThrows(IllegalStateException.class, shared::item);
      }
    }
  }

  private static int useUntilClosed(Tensor shared) {
    for (int uses = 0; ; uses++) {
      try (var _ = TensorScope.open()) {
        shared.matmul(shared).sum();
      } catch (IllegalStateException e) {
        return uses;
      }
    }
  }

  @Test
  void residentMemoryStaysFlatOverTenThousandSteps() throws IOException {
    Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/statm")), "needs /proc");
    Generator rng = new Generator(1);
    Tensor w = Tensor.randn(rng, 64, 64).requiresGrad(true);
    Tensor x = Tensor.randn(rng, 128, 64);
    train(w, x, 2000);
    long before = residentPages();
    train(w, x, 10_000);
    long grownBytes = (residentPages() - before) * 4096;
    // 10,000 steps make about 2 GB of tensors in all.
    assertTrue(grownBytes < 48L << 20, "resident memory grew by " + grownBytes + " bytes");
    w.close();
    x.close();
  }

  private static void train(Tensor w, Tensor x, int steps) {
    for (int i = 0; i < steps; i++) {
      try (var _ = TensorScope.open()) {
        w.zeroGrad();
        x.matmul(w).tanh().square().mean().backward();
        Tensor grad = w.grad();
        assertFalse(grad == null);
        try (var _ = Autograd.noGrad()) {
          w.addInPlace(grad, -0.01);
        }
      }
    }
  }

  private static long residentPages() throws IOException {
    return Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1]);
  }

  @Test
  void tensorsOutsideScopesAreFreedByTheCollector() throws Exception {
    Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/statm")), "needs /proc");
    long before = residentPages();
    for (int i = 0; i < 200; i++) {
      Tensor.ones(1024, 1024); // 4 MB each, 800 MB in all
      if (i % 20 == 19) {
        System.gc();
        Thread.sleep(5);
      }
    }
    assertTrue((residentPages() - before) * 4096 < 400L << 20);
  }

  @Test
  void retainedTensorsOutliveTheirScope() {
    List<Tensor> tensors;
    try (var _ = TensorScope.open()) {
      tensors = List.of(Tensor.ones(2).retain());
    }
    assertEquals(2, tensors.get(0).sum().item());
    tensors.get(0).close();
  }
}
