package polyad.bench.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import polyad.tensor.Einsum;
import polyad.tensor.Engine;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** A chain of 2×2 matrices by one einsum and by matmul: the difference is the planner's. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls setUp first
public class EinsumPlanner {
  /** Matrices in the chain; two need no plan. */
  @Param({"2", "3", "6", "9"})
  public int operands;

  private String equation;
  private Tensor[] matrices;

  /** For JMH. */
  public EinsumPlanner() {}

  /** Writes the equation ab,bc,...->a?. */
  @Setup
  public void setUp() {
    Engine.setThreads(1);
    List<String> labels = new ArrayList<>();
    matrices = new Tensor[operands];
    for (int i = 0; i < operands; i++) {
      labels.add("" + (char) ('a' + i) + (char) ('b' + i));
      matrices[i] = Tensor.ones(2, 2);
    }
    equation = String.join(",", labels) + "->a" + (char) ('a' + operands);
  }

  /** Planned and evaluated. */
  @Benchmark
  public long einsum() {
    try (var _ = TensorScope.open()) {
      return Einsum.einsum(equation, matrices).dim();
    }
  }

  /** The same products from left to right. */
  @Benchmark
  public long matmul() {
    try (var _ = TensorScope.open()) {
      Tensor product = matrices[0];
      for (int i = 1; i < operands; i++) {
        product = product.matmul(matrices[i]);
      }
      return product.dim();
    }
  }

  /** Frees the operands. */
  @TearDown
  public void tearDown() {
    for (Tensor matrix : matrices) {
      matrix.close();
    }
  }
}
