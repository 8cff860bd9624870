package polyad.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import polyad.tensor.Engine;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** What one addition of [8, 8] costs, which is nearly all overhead, by how its result is freed. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SmallOperation {
  private static final int BATCH = 100;

  private final Tensor a = Tensor.ones(8, 8);
  private final Tensor b = Tensor.ones(8, 8);

  /** For JMH. */
  public SmallOperation() {}

  /** One thread, as small operations want it. */
  @Setup
  public void setUp() {
    Engine.setThreads(1);
  }

  /** A scope around each operation. */
  @Benchmark
  public long scopeEach() {
    try (var _ = TensorScope.open()) {
      return a.add(b).dim();
    }
  }

  /** A scope around a hundred operations. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long scopeHundred() {
    try (var _ = TensorScope.open()) {
      long dims = 0;
      for (int i = 0; i < BATCH; i++) {
        dims += a.add(b).dim();
      }
      return dims;
    }
  }

  /** No scope: the garbage collector finds out what is to be freed. */
  @Benchmark
  public Tensor collector() {
    return a.add(b);
  }

  /** No scope, and the result closed by hand. */
  @Benchmark
  public long closed() {
    try (Tensor sum = a.add(b)) {
      return sum.dim();
    }
  }

  /** Frees the operands. */
  @TearDown
  public void tearDown() {
    a.close();
    b.close();
  }
}
