package polyad.embedding.bt2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.catalog.ModelDirectory;
import polyad.catalog.Monitor;
import polyad.catalog.Settings;
import polyad.catalog.ToolJob;
import polyad.catalog.TrainJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.data.generate.TwoFactors;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;

class Bt2MethodTest {
  @TempDir Path directory;

  private final TwoFactors.Sample sample =
      new TwoFactors(3, 2, 4, 12, 3, 0.1).draw(300, 1, 5).train();

  private Path vectors(String name, int width) throws IOException {
    Path file = directory.resolve(name);
    float[][] rows =
        Arrays.stream(sample.x()).map(row -> Arrays.copyOf(row, width)).toArray(float[][]::new);
    try (var _ = TensorScope.open()) {
      TensorFiles.writeNpy(file, Tensor.of(rows));
    }
    return file;
  }

  private Path labels() throws IOException {
    List<String> lines = Arrays.stream(sample.labels()).mapToObj(c -> "class " + c).toList();
    return Files.write(directory.resolve("labels.txt"), lines);
  }

  private TrainJob job(Path... data) throws IOException {
    return new TrainJob(
        "bt2", List.of(data), labels(), directory.resolve("model"), false, 7, Monitor.silent());
  }

  private static Bt2Options options(String addDim) {
    return Settings.with(
        Bt2Options.defaults(), Map.of("addDim", addDim, "epochs", "60", "hidden", "32"));
  }

  @Test
  void frozenVectorsAreUpgraded() throws Exception {
    Path old = vectors("old.npy", 5);
    new Bt2Training().train(options("3"), job(vectors("new.npy", 12), old));
    float[][] upgraded;
    try (TrainedBt2 model = TrainedBt2.load(ModelDirectory.open(directory.resolve("model")))) {
      assertEquals(12, model.inputDimension());
      assertArrayEquals(new int[] {5, 15}, model.nesting());
      upgraded = model.encode(sample.x());
      assertThrows(IllegalArgumentException.class, () -> model.encode(new float[][] {{1, 2}}));
    }
    Path made = directory.resolve("made.npy");
    try (var _ = TensorScope.open()) {
      TensorFiles.writeNpy(made, Tensor.of(upgraded));
    }
    Table table =
        new EvalTool()
            .run(
                new EvalTool.Options(labels()),
                new ToolJob(List.of(old, made), null, 1, Monitor.silent()));
    double oldOld = (Double) table.rows().get(0).get(3);
    double newOld = (Double) table.rows().get(1).get(3);
    assertTrue(newOld > oldOld - 1, newOld + " after " + oldOld);
  }

  @Test
  void wrongInputLeavesNothing() throws Exception {
    Bt2Training training = new Bt2Training();
    Path fresh = vectors("new.npy", 12);
    Path old = vectors("old.npy", 5);
    assertThrows(UsageException.class, () -> training.train(options("3"), job(fresh)));
    String message =
        assertThrows(UsageException.class, () -> training.train(options("9"), job(fresh, old)))
            .getMessage();
    assertTrue(message.contains("addDim is 9"), message);
    Path few = directory.resolve("few.npy");
    try (var _ = TensorScope.open()) {
      TensorFiles.writeNpy(few, Tensor.ones(2, 5));
    }
    message =
        assertThrows(UsageException.class, () -> training.train(options("3"), job(fresh, few)))
            .getMessage();
    assertTrue(message.contains("old vector of a sample is missing"), message);
    Arrays.fill(sample.x()[4], 0);
    Path zero = vectors("zero.npy", 5);
    message =
        assertThrows(UsageException.class, () -> training.train(options("3"), job(fresh, zero)))
            .getMessage();
    assertTrue(message.contains("row 5 has norm 0"), message);
    assertFalse(Files.exists(directory.resolve("model")));
  }
}
