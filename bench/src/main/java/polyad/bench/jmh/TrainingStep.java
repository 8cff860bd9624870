package polyad.bench.jmh;

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
import polyad.nn.Activation;
import polyad.nn.Adam;
import polyad.nn.Mlp;
import polyad.tensor.Engine;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** The parts of a training step of an MLP width-width-width-10 with Adam. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls setUp first
public class TrainingStep {
  /** Of the input and the hidden layers: at 16 nearly all is overhead, at 256 little is. */
  @Param({"16", "256"})
  public int width;

  /** Rows of the input. */
  @Param("256")
  public int batch;

  private Mlp model;
  private Adam adam;
  private Tensor x;
  private Tensor y;

  /** For JMH. */
  public TrainingStep() {}

  /** Makes the model and its data. */
  @Setup
  public void setUp() {
    Engine.setThreads(1);
    Generator rng = new Generator(1);
    model = new Mlp(new long[] {width, width, width, 10}, Activation::relu, rng);
    adam = Adam.adam(model);
    x = Tensor.randn(rng, batch, width);
    y = Tensor.randint(rng, 0, 10, batch);
    forwardBackward();
  }

  /** All of it. */
  @Benchmark
  public void wholeStep() {
    try (var _ = TensorScope.open()) {
      model.zeroGrad();
      Functional.crossEntropy(model.forward(x), y).backward();
      adam.step(1e-3);
    }
  }

  /** The model alone, recorded. */
  @Benchmark
  public long forward() {
    try (var _ = TensorScope.open()) {
      return model.forward(x).dim();
    }
  }

  /** The model, its loss and their derivatives. */
  @Benchmark
  public void forwardBackward() {
    try (var _ = TensorScope.open()) {
      model.zeroGrad();
      Functional.crossEntropy(model.forward(x), y).backward();
    }
  }

  /** The optimiser alone, with the derivatives as they are. */
  @Benchmark
  public void optimizerStep() {
    adam.step(1e-9);
  }

  /** Frees the model. */
  @TearDown
  public void tearDown() {
    adam.close();
    model.close();
    x.close();
    y.close();
  }
}
