package polyad.bench.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
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
import polyad.tensor.SafetensorsFile;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;

/** Reading a file of 16 MB that the system has cached, as few large or many small tensors. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls setUp first
public class SafetensorsRead {
  private static final int FLOATS = 1 << 22;

  /** How many tensors the file holds. */
  @Param({"4", "1024"})
  public int tensors;

  private Path file;

  /** For JMH. */
  public SafetensorsRead() {}

  /** Writes the file. */
  @Setup
  public void setUp() throws IOException {
    file = Files.createTempFile("polyad", ".safetensors");
    try (var _ = TensorScope.open()) {
      Map<String, Tensor> all = new LinkedHashMap<>();
      for (int i = 0; i < tensors; i++) {
        all.put("layer." + i + ".weight", Tensor.ones(FLOATS / tensors));
      }
      TensorFiles.writeSafetensors(file, all, Map.of());
    }
  }

  /** Maps the file and checks its header. */
  @Benchmark
  public int open() throws IOException {
    try (SafetensorsFile opened = SafetensorsFile.open(file)) {
      return opened.names().size();
    }
  }

  /** Copies every tensor out. */
  @Benchmark
  public int readAll() throws IOException {
    try (var _ = TensorScope.open()) {
      return TensorFiles.readSafetensors(file).size();
    }
  }

  /** Deletes the file. */
  @TearDown
  public void tearDown() throws IOException {
    Files.delete(file);
  }
}
