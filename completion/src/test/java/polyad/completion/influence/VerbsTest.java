package polyad.completion.influence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.catalog.JobException;
import polyad.catalog.ModelDirectory;
import polyad.catalog.Monitor;
import polyad.catalog.PredictJob;
import polyad.catalog.Settings;
import polyad.catalog.TrainJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.data.CsvTable;
import polyad.data.FormatException;
import polyad.data.NamedTensor;
import polyad.data.SparseTensor;
import polyad.data.SparseTensorFile;
import polyad.data.SparseTensorOptions;
import polyad.data.generate.ZipfEffects;

class VerbsTest {
  @TempDir Path folder;

  private static final Map<String, String> TINY =
      Map.of("layers", "6,16", "epochs", "6", "batch", "32", "lr", "0.01");

  private Path tensor(String name) throws IOException {
    SparseTensor tensor = new ZipfEffects(new int[] {12, 10, 8}, 2, 0.6, 0.8, 0.25).draw(300, 2);
    Path file = folder.resolve(name);
    SparseTensorFile.write(file, SparseTensorFile.numbered(tensor, 0));
    return file;
  }

  private Path train(Path data, Map<String, String> settings) throws Exception {
    Map<String, String> all = new HashMap<>(TINY);
    all.putAll(settings);
    Path out = folder.resolve("model");
    new DainTraining()
        .train(
            Settings.with(DainOptions.defaults(), all),
            new TrainJob(
                "influence-augmentation", List.of(data), null, out, true, 3, Monitor.silent()));
    return out;
  }

  private static Table complete(Path model, Path query, DainCompletion.Cold cold) throws Exception {
    return new DainCompletion()
        .complete(
            new DainCompletion.Options(cold),
            ModelDirectory.open(model),
            new PredictJob(List.of(query), Monitor.silent()));
  }

  @Test
  void aTensorIsLearntAndCompleted() throws Exception {
    Path data = tensor("x.tns");
    for (String base : List.of("mlp", "ntm", "costco")) {
      Path model = train(data, Map.of("base", base, "standardise", "true"));
      Table table = complete(model, data, DainCompletion.Cold.MEAN);
      SparseTensor cells = SparseTensorFile.read(data).tensor();
      assertEquals(cells.nnz(), table.rows().size());
      double squares = 0;
      for (int c = 0; c < cells.nnz(); c++) {
        squares += Math.pow((double) table.rows().get(c).get(3) - cells.value(c), 2);
      }
      assertTrue(Math.sqrt(squares / cells.nnz()) < 1.5, base + " " + squares);
      CsvTable importance = CsvTable.read(model.resolve("entities.csv"));
      assertEquals(30, importance.size());
      NamedTensor augmented =
          SparseTensorFile.read(
              model.resolve("augmented.csv"),
              SparseTensorOptions.DEFAULT.withDuplicates(SparseTensor.Duplicates.LAST));
      assertTrue(augmented.tensor().nnz() > 50);
      assertEquals(240, CsvTable.read(model.resolve("cells.csv")).size());
    }
  }

  @Test
  void theSameSeedGivesTheSameCells() throws Exception {
    Path data = tensor("x.tns");
    String first = Files.readString(train(data, Map.of()).resolve("augmented.csv"));
    assertEquals(first, Files.readString(train(data, Map.of()).resolve("augmented.csv")));
  }

  @Test
  void otherInfluencesAndSamplingsTrainToo() throws Exception {
    Path data = tensor("x.csv");
    for (String influence : List.of("full", "exact-last-layer", "exact")) {
      train(data, Map.of("influence", influence, "dropCollisions", "true", "ensemble", "2"));
    }
    train(data, Map.of("aggregate", "cell", "values", "nearest", "checkpoints", "last"));
    train(data, Map.of("weight", "lr", "importance", "frequency", "values", "mean"));
  }

  @Test
  void labelsComeBackAndColdEntitiesAreRefused() throws Exception {
    StringBuilder rows = new StringBuilder("user,item,stars\n");
    for (int i = 0; i < 60; i++) {
      rows.append("u%d,i%d,%d\n".formatted(i % 10, i / 10, 1 + i * 7 % 5));
    }
    Path data = Files.writeString(folder.resolve("stars.csv"), rows);
    Path model = train(data, Map.of());
    Path warm = Files.writeString(folder.resolve("q.csv"), "item,user\ni3,u2\n");
    Table table = complete(model, warm, DainCompletion.Cold.REFUSE);
    assertEquals("u2", table.rows().getFirst().getFirst());
    assertEquals("stars", table.columns().getLast().name());
    Path cold = Files.writeString(folder.resolve("c.csv"), "item,user\ni3,u2\ni3,nobody\n");
    String message =
        assertThrows(UsageException.class, () -> complete(model, cold, DainCompletion.Cold.REFUSE))
            .getMessage();
    assertTrue(message.contains("line 3: found 'nobody' of user"), message);
    Table mean = complete(model, cold, DainCompletion.Cold.MEAN);
    assertTrue(Double.isFinite((double) mean.rows().get(1).get(2)));
  }

  @Test
  void badInputIsRefusedAndLeavesNothing() throws Exception {
    Path data = tensor("x.tns");
    Path constant = folder.resolve("c.tns");
    StringBuilder zeros = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      zeros.append("%d %d 0\n".formatted(1 + i % 8, 1 + i / 8));
    }
    Files.writeString(constant, zeros);
    refused(UsageException.class, "nothing to learn", constant, "standardise", "true");
    refused(IllegalArgumentException.class, "multiple of the 3 modes", data, "layers", "7,16");
    refused(UsageException.class, "ratio is 0.0, allowed: above 0", data, "ratio", "0");
    refused(UsageException.class, "validation is 0.9", data, "validation", "0.9");
    Path few = Files.writeString(folder.resolve("few.tns"), "1 1 2\n1 2 3\n2 1 1\n");
    refused(UsageException.class, "0 for validation", few, "epochs", "2");
    Path twice = Files.writeString(folder.resolve("twice.tns"), "1 1 2\n1 1 3\n");
    refused(FormatException.class, "again after line 1", twice, "epochs", "2");
    assertFalse(Files.exists(folder.resolve("model")));
  }

  private void refused(
      Class<? extends Exception> type, String words, Path data, String key, String value) {
    String message = assertThrows(type, () -> train(data, Map.of(key, value))).getMessage();
    assertTrue(message.contains(words), message);
  }

  @Test
  void noInfluenceIsAnError() {
    int[][] indexes = new int[2][40];
    for (int c = 0; c < 40; c++) {
      indexes[0][c] = c % 8;
      indexes[1][c] = c / 8;
    }
    SparseTensor tensor = SparseTensor.of(new int[] {8, 5}, indexes, new double[40]);
    SparseTensor.Split split = tensor.split(0, 0.2, 1);
    // CoSTCo's ReLU output is exactly 0 where its last bias is, as are these values.
    NetworkConfig network =
        new NetworkConfig(
            NetworkConfig.Base.COSTCO, new int[0], 2, 1, CostcoModel.Layout.RANK_MAJOR, true);
    DainConfig config = DainConfig.of(network, new TrainingOptions(1e-9, 8, 1, 1));
    boolean silent = false;
    for (long seed = 1; seed <= 8 && !silent; seed++) {
      long present = seed;
      try (DainResult _ = new Dain(config).fit(split.train(), split.validation(), present)) {
        silent = false;
      } catch (JobException e) {
        silent = String.valueOf(e.getMessage()).contains("all values the same");
      }
    }
    assertTrue(silent);
  }
}
