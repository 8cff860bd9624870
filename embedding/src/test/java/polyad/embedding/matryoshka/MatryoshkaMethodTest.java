package polyad.embedding.matryoshka;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.catalog.ModelDirectory;
import polyad.catalog.Monitor;
import polyad.catalog.PredictJob;
import polyad.catalog.Settings;
import polyad.catalog.TrainJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.catalog.task.Encoder;
import polyad.data.generate.SuperclassClusters;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;

class MatryoshkaMethodTest {
  @TempDir Path directory;

  private final SuperclassClusters.Sample sample =
      new SuperclassClusters(3, 6, 12, 20, 3, 2.5, 0.1).draw(400, 1, 5).train();

  private Path matrix() throws IOException {
    Path file = directory.resolve("x.npy");
    TensorFiles.writeNpy(file, Tensor.of(sample.x()));
    return file;
  }

  private Path labels() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int label : sample.labels()) {
      lines.add("class " + label);
    }
    return Files.write(directory.resolve("labels.txt"), lines);
  }

  private static MatryoshkaConfig config(String... settings) {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("nesting", "4,8,16");
    map.put("hidden", "32");
    map.put("epochs", "15");
    map.put("batchSize", "32");
    for (int i = 0; i < settings.length; i += 2) {
      map.put(settings[i], settings[i + 1]);
    }
    return Settings.with(MatryoshkaConfig.defaults(), map);
  }

  private TrainJob job(Path data, Path labels) {
    return job(data, labels, "model");
  }

  private TrainJob job(Path data, Path labels, String out) {
    return new TrainJob(
        "matryoshka", List.of(data), labels, directory.resolve(out), false, 7, Monitor.silent());
  }

  @Test
  void aUsersMatrixIsTrainedEncodedAndClassified() throws Exception {
    for (String efficient : List.of("false", "true")) {
      String out = "model-" + efficient;
      new MatryoshkaTraining().train(config("efficient", efficient), job(matrix(), labels(), out));
      ModelDirectory model = ModelDirectory.open(directory.resolve(out));
      try (Encoder encoder = TrainedMatryoshka.load(model)) {
        assertEquals(20, encoder.inputDimension());
        assertArrayEquals(new int[] {4, 8, 16}, encoder.nesting());
        float[][] z = encoder.encode(sample.x());
        assertEquals(16, z[0].length);
        assertEquals(400, z.length);
        assertThrows(IllegalArgumentException.class, () -> encoder.encode(new float[][] {{1, 2}}));
      }
      for (boolean adaptive : new boolean[] {false, true}) {
        MatryoshkaPrediction prediction = new MatryoshkaPrediction();
        var options = new MatryoshkaPrediction.Options(adaptive ? 0 : 8, adaptive, "label");
        Table table =
            prediction.predict(options, model, new PredictJob(List.of(matrix()), Monitor.silent()));
        long right = 0;
        for (int i = 0; i < 400; i++) {
          right += table.rows().get(i).get(1).equals("class " + sample.labels()[i]) ? 1 : 0;
        }
        assertTrue(right > 320, "right: " + right);
      }
    }
  }

  @Test
  void csvColumnsOfLabelsAreFound() throws Exception {
    StringBuilder csv = new StringBuilder("a,b,label\n");
    for (int i = 0; i < 60; i++) {
      csv.append(i % 2).append(',').append(1 - i % 2).append(',').append(i % 2).append('\n');
    }
    Path file = Files.writeString(directory.resolve("d.csv"), csv.toString());
    new MatryoshkaTraining().train(config(), job(file, null));
    try (TrainedMatryoshka model =
        TrainedMatryoshka.load(ModelDirectory.open(directory.resolve("model")))) {
      assertEquals(List.of("0", "1"), model.classes());
      assertArrayEquals(new int[] {1, 0}, model.classify(new float[][] {{1, 0}, {0, 1}}));
    }
  }

  @Test
  void wrongInputLeavesNothing() throws Exception {
    Path data = matrix();
    MatryoshkaTraining training = new MatryoshkaTraining();
    assertThrows(UsageException.class, () -> training.train(config(), job(data, null)));
    Path few = Files.write(directory.resolve("few.txt"), List.of("a", "b"));
    String message =
        assertThrows(UsageException.class, () -> training.train(config(), job(data, few)))
            .getMessage();
    assertTrue(message.contains("2 labels for 400 rows"), message);
    String[] same = new String[400];
    Arrays.fill(same, "x");
    Path one = Files.write(directory.resolve("one.txt"), List.of(same));
    assertThrows(UsageException.class, () -> training.train(config(), job(data, one)));
    sample.x()[3][2] = Float.NaN;
    Path broken = matrix();
    message =
        assertThrows(UsageException.class, () -> training.train(config(), job(broken, labels())))
            .getMessage();
    assertTrue(message.contains("row 4 column 3 is NaN"), message);
    assertThrows(
        UsageException.class,
        () -> training.train(config("network", "cnn"), job(csvOfNumbers(), labels())));
    assertThrows(UsageException.class, () -> config("nesting", "8,4"));
    assertThrows(UsageException.class, () -> config("epochs", "0"));
    assertFalse(Files.exists(directory.resolve("model")));
  }

  private Path csvOfNumbers() throws IOException {
    StringBuilder csv = new StringBuilder("a,b\n");
    for (int i = 0; i < 400; i++) {
      csv.append(i).append(",1\n");
    }
    return Files.writeString(directory.resolve("n.csv"), csv.toString());
  }
}
