package polyad.vision.align;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.catalog.JobException;
import polyad.catalog.ModelDirectory;
import polyad.catalog.Monitor;
import polyad.catalog.NoOptions;
import polyad.catalog.PredictJob;
import polyad.catalog.Progress;
import polyad.catalog.Settings;
import polyad.catalog.ToolJob;
import polyad.catalog.TrainJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.data.FormatException;
import polyad.tensor.SafetensorsFile;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;

/** The verbs of ALIGN on files, with every kind of file that a user may get wrong. */
class AlignFilesTest {
  @TempDir private Path folder;
  private final List<String> said = new ArrayList<>();
  private List<Path> pictures = List.of();

  private final Monitor monitor =
      new Monitor() {
        @Override
        public Progress progress(String label, long total) {
          return Progress.hidden();
        }

        @Override
        public void info(String line) {
          said.add(line);
        }

        @Override
        public boolean stopRequested() {
          return false;
        }
      };

  @BeforeEach
  void draw() throws IOException {
    pictures = Pictures.four(folder);
  }

  private TrainJob job(Path data, @Nullable Path labels) {
    return new TrainJob("align", List.of(data), labels, folder.resolve("model"), false, 1, monitor);
  }

  private void train(Path data, Map<String, String> settings) throws Exception {
    new AlignFileTraining().train(Pictures.config(settings), job(data, null));
  }

  private ToolJob tool(Path... files) {
    return new ToolJob(List.of(files), null, 1, monitor);
  }

  private static SearchTool.Options query(Map<String, String> given) {
    return Settings.with(new SearchTool().options(), given);
  }

  private UsageException refused(Path data, Map<String, String> settings) {
    var problem = assertThrows(UsageException.class, () -> train(data, settings));
    assertFalse(Files.exists(folder.resolve("model")));
    return problem;
  }

  @Test
  void aTrainedModelClassifiesFindsAndEncodes() throws Exception {
    Path pairs = Pictures.pairs(folder);
    Files.writeString(pairs, Files.readString(pairs) + "missing.png\tno thing\n");
    train(pairs, Map.of());
    assertTrue(said.getFirst().startsWith("4 of 5 pairs are trained on"), said.toString());
    Path model = folder.resolve("model");
    Path classes =
        Files.writeString(folder.resolve("classes.tsv"), "r\tred thing\ng\tgreen thing\n");
    Table labels =
        new ClassifyTool()
            .run(new NoOptions(), tool(model, classes, pictures.get(0), pictures.get(1)));
    assertEquals("r", labels.text(0, 1));
    assertEquals("g", labels.text(1, 1));
    Table predicted =
        new AlignPrediction()
            .predict(
                new AlignPrediction.Options(classes),
                ModelDirectory.open(model),
                new PredictJob(List.of(pictures.get(1)), monitor));
    assertEquals("g", predicted.text(0, 1));
    Table hits =
        new SearchTool().run(query(Map.of("text", "blue thing", "k", "2")), tool(model, folder));
    assertEquals(pictures.get(2).toString(), hits.text(0, 0));
    encodes(model);
  }

  private void encodes(Path model) throws Exception {
    Path texts = Files.writeString(folder.resolve("texts.txt"), "red thing\nblue thing\n");
    Path npy = folder.resolve("texts.npy");
    new EncodeTool().run(new EncodeTool.Options(npy), tool(model, texts));
    Path safe = folder.resolve("pictures.safetensors");
    Table table =
        new EncodeTool()
            .run(new EncodeTool.Options(safe), tool(model, pictures.get(0), pictures.get(2)));
    assertEquals("2", table.text(0, 1));
    try (var _ = TensorScope.open();
        SafetensorsFile open = SafetensorsFile.open(safe)) {
      float[][] scores =
          TensorFiles.readNpy(npy)
              .matmul(TensorFiles.read(open, "embeddings").mT())
              .toFloatMatrix();
      assertTrue(scores[0][0] > scores[0][1] && scores[1][1] > scores[1][0]);
      assertTrue(String.valueOf(open.metadata().get("rows")).contains("red.png"));
    }
    try (var encoder =
        new AlignMethod().textEncodable().orElseThrow().textEncoder(ModelDirectory.open(model))) {
      float[] short5 = encoder.encode(List.of("red thing"), 5)[0];
      assertEquals(5, short5.length);
      double square = 0;
      for (float x : short5) {
        square += x * x;
      }
      assertEquals(1, square, 1e-5);
      assertEquals(4, encoder.tokens(List.of("red thing"))); // [CLS], two words, [SEP]
      assertThrows(IllegalArgumentException.class, () -> encoder.encode(List.of("red"), 9));
    }
  }

  @Test
  void anIndexFindsByTextByPictureAndByBoth() throws Exception {
    train(Pictures.pairs(folder), Map.of());
    Path model = folder.resolve("model");
    Path index = folder.resolve("idx");
    Files.writeString(folder.resolve("broken.png"), "no picture");
    Table built = new IndexTool().run(new IndexTool.Options(index), tool(model, folder));
    assertEquals("4", built.text(0, 1));
    assertEquals("1", built.text(0, 2));
    Table byText =
        new SearchTool()
            .run(query(Map.of("text", "green thing", "index", index.toString())), tool(model));
    assertEquals(pictures.get(1).toString(), byText.text(0, 0));
    Table byPicture =
        new SearchTool()
            .run(
                query(Map.of("image", pictures.get(3).toString(), "index", index.toString())),
                tool(model));
    assertEquals(pictures.get(3).toString(), byPicture.text(0, 0));
    Table both =
        new SearchTool()
            .run(
                query(
                    Map.of(
                        "image", pictures.get(0).toString(),
                        "text", "blue thing",
                        "minus", "red thing",
                        "exact", "true",
                        "index", index.toString())),
                tool(model));
    assertEquals(pictures.get(2).toString(), both.text(0, 0));
    assertTrue(Files.readString(index.resolve("source.json")).contains("\"texts\" : true"));
    var exists =
        assertThrows(
            UsageException.class,
            () -> new IndexTool().run(new IndexTool.Options(index), tool(model, folder)));
    assertTrue(exists.getMessage().contains("exists"));
  }

  @Test
  void everyKindOfInputIsRead() throws Exception {
    Path lines =
        Files.writeString(
            folder.resolve("pairs.jsonl"),
            """
            {"image": "red.png", "caption": "red thing"}

            {"file": "blue.png", "text": "blue thing", "other": 1}
            """);
    PairDataset json = PairDataset.read(lines, folder);
    assertEquals(List.of("red thing", "blue thing"), captions(json));
    assertEquals(16, json.pairs().getFirst().picture().read().width());
    Path table =
        Files.writeString(
            folder.resolve("pairs.csv"), "id,image,caption\n1,red.png,\"red, thing\"\n");
    assertEquals(List.of("red, thing"), captions(PairDataset.read(table)));
    Files.writeString(table, "a,b\n1,2\n");
    assertThrows(FormatException.class, () -> PairDataset.read(table));
    Files.writeString(table, "image,caption\nred.png,\n");
    assertThrows(FormatException.class, () -> PairDataset.read(table));
    Path tree = folder.resolve("tree");
    Pictures.flat(tree.resolve("red_star/001.png"), 8, 0xff0000);
    Pictures.flat(tree.resolve("photo-of_blue-ring.png"), 8, 0xff);
    assertEquals(List.of("photo of blue ring", "red star"), captions(PairDataset.read(tree)));
    byte[] images = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4};
    Path idx = Files.write(folder.resolve("t-images-idx3-ubyte"), images);
    Path labels =
        Files.write(
            folder.resolve("t-labels-idx1-ubyte"), new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 1, 0});
    PairDataset labelled = PairDataset.idx(idx, labels, List.of("cat", "dog"), "a photo of a {}");
    assertEquals(List.of("a photo of a dog", "a photo of a cat"), captions(labelled));
    assertArrayEquals(
        new byte[] {3, 4, 3, 4, 3, 4}, labelled.pairs().get(1).picture().read().pixels());
    assertThrows(
        IllegalArgumentException.class,
        () -> PairDataset.idx(idx, labels, List.of("cat", "dog"), "a photo"));
    var noNames =
        assertThrows(
            UsageException.class,
            () -> new AlignFileTraining().train(Pictures.config(Map.of()), job(idx, labels)));
    assertTrue(noNames.getMessage().contains("classes"), noNames.getMessage());
    new AlignFileTraining()
        .train(
            Pictures.config(
                Map.of("classes", "cat,dog", "training.batch", "2", "training.epochs", "1")),
            job(idx, labels));
    assertTrue(Files.exists(folder.resolve("model")));
  }

  private static List<String> captions(PairDataset data) {
    return data.pairs().stream().map(PairDataset.Pair::caption).toList();
  }

  @Test
  void theRulesOfCleaningCountAndAreKeptWithTheModel() throws Exception {
    Path pairs =
        Files.write(
            folder.resolve("many.tsv"),
            List.of(
                "red.png\ta red thing",
                "green.png\ta green thing",
                "blue.png\tblue",
                "white.png\ta white thing",
                "tiny.png\ta tiny thing"));
    Pictures.flat(folder.resolve("tiny.png"), 8, 0);
    Path heldOut = folder.resolve("held-out");
    Pictures.flat(heldOut.resolve("grey.png"), 16, 0x808080);
    train(
        pairs,
        Map.of(
            "clean",
            "true",
            "rules.shortSide",
            "8",
            "training.batch",
            "2",
            "training.epochs",
            "1"));
    assertTrue(said.getFirst().contains("3 of 5 pairs"), said.toString());
    String report = Files.readString(folder.resolve("model/pairs.json"));
    assertTrue(report.contains("\"SMALL\" : 1") && report.contains("\"SHORT\" : 1"), report);
    // A flat picture looks like every other flat one, so all are copies of the held-out one.
    var copies =
        assertThrows(
            UsageException.class,
            () ->
                new AlignFileTraining()
                    .train(
                        Pictures.config(
                            Map.of(
                                "clean", "true",
                                "rules.shortSide", "0",
                                "training.batch", "2",
                                "evaluation", heldOut.toString())),
                        new TrainJob(
                            "align",
                            List.of(pairs),
                            null,
                            folder.resolve("other"),
                            false,
                            1,
                            monitor)));
    assertTrue(copies.getMessage().contains("0 pairs are usable"), copies.getMessage());
  }

  @Test
  void badFilesAreNamedAndLeaveNothing() throws Exception {
    Path line = Files.writeString(folder.resolve("a.tsv"), "no tab here\n");
    var format = assertThrows(FormatException.class, () -> train(line, Map.of()));
    assertTrue(format.getMessage().contains("line 1"), format.getMessage());
    Path json = Files.writeString(folder.resolve("a.jsonl"), "{\"image\": \"red.png\"}\n[]\n");
    format = assertThrows(FormatException.class, () -> train(json, Map.of()));
    assertTrue(format.getMessage().contains("line 1"), format.getMessage());
    Path missing = Files.writeString(folder.resolve("b.tsv"), "x.png\ta\ny.png\tb\n");
    assertTrue(refused(missing, Map.of()).getMessage().contains("2 of 2 pictures"));
    Path single = Files.writeString(folder.resolve("c.tsv"), "red.png\tone thing\n");
    assertTrue(
        refused(single, Map.of("training.batch", "2")).getMessage().contains("1 pairs are usable"));
    Path pairs = Pictures.pairs(folder);
    assertTrue(
        refused(pairs, Map.of("training.batch", "5"))
            .getMessage()
            .contains("batch is 5, allowed: 2 to the 4"));
    var diverged =
        assertThrows(
            JobException.class, () -> train(pairs, Map.of("training.learningRate", "1e38")));
    assertTrue(
        String.valueOf(diverged.getMessage()).matches(".* at step \\d+, temperature .*"),
        diverged.getMessage());
    Path nothing = Files.createDirectory(folder.resolve("nothing"));
    assertThrows(FormatException.class, () -> train(nothing, Map.of()));
    var labels =
        assertThrows(
            UsageException.class,
            () -> new AlignFileTraining().train(Pictures.config(Map.of()), job(pairs, pairs)));
    assertTrue(labels.getMessage().contains("only idx files"), labels.getMessage());
    assertFalse(Files.exists(folder.resolve("model")));
  }

  @Test
  void emptyPicturesAndWordlessCaptionsAreLeftOutAndLongOnesCut() throws Exception {
    Files.createFile(folder.resolve("empty.png"));
    Path pairs =
        Files.write(
            folder.resolve("odd.tsv"),
            List.of(
                "red.png\tred thing",
                "green.png\t" + "green thing ".repeat(40),
                "empty.png\tempty thing",
                "blue.png\t\u0001\u0002")); // characters that no tokenizer keeps
    train(pairs, Map.of("training.batch", "2", "training.epochs", "1"));
    assertEquals(
        "2 of 4 pairs are trained on; left out: 1 unreadable, 1 without words; 1 cut",
        said.getFirst());
  }

  @Test
  void wrongSettingsAndUsesAreRefused() throws Exception {
    for (Map<String, String> wrong :
        List.of(
            Map.of("training.batch", "1"),
            Map.of("side", "12"),
            Map.of("image", "efficientnet", "side", "16"),
            Map.of("text", "bert", "hidden", "10"),
            Map.of("training.loss.labelSmoothing", "2"),
            Map.of("training.learningRate", "0"))) {
      assertThrows(UsageException.class, () -> Pictures.config(wrong), wrong.toString());
    }
    Path empty = Files.writeString(folder.resolve("classes.tsv"), "r\t \n");
    var problem =
        assertThrows(
            FormatException.class,
            () -> new ClassifyTool().run(new NoOptions(), tool(folder, empty, folder)));
    assertTrue(problem.getMessage().contains("line 1"), problem.getMessage());
    for (ToolJob few : List.of(tool(), tool(folder))) {
      assertThrows(UsageException.class, () -> new ClassifyTool().run(new NoOptions(), few));
      assertThrows(
          UsageException.class, () -> new EncodeTool().run(new EncodeTool().options(), few));
      assertThrows(UsageException.class, () -> new IndexTool().run(new IndexTool().options(), few));
      assertThrows(
          UsageException.class, () -> new SearchTool().run(query(Map.of("text", "a")), few));
    }
    assertThrows(
        UsageException.class,
        () ->
            new EncodeTool()
                .run(new EncodeTool.Options(Path.of("a.txt")), tool(folder, pictures.getFirst())));
    assertThrows(
        UsageException.class, () -> new SearchTool().run(query(Map.of()), tool(folder, folder)));
    assertThrows(
        UsageException.class,
        () ->
            new AlignPrediction()
                .predict(
                    new AlignPrediction().predictOptions(),
                    ModelDirectory.open(folder),
                    new PredictJob(pictures, monitor)));
    assertEquals(Optional.empty(), query(Map.of()).text());
  }
}
