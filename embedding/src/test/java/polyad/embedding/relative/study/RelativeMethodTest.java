package polyad.embedding.relative.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import polyad.catalog.Methods;
import polyad.catalog.ModelDirectory;
import polyad.catalog.Monitor;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.RunDirectory;
import polyad.catalog.RunHeader;
import polyad.catalog.Settings;
import polyad.catalog.ToolJob;
import polyad.catalog.TrainJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.embedding.relative.Anchors;
import polyad.embedding.relative.Projection;
import polyad.embedding.relative.RelativeIndex;
import polyad.embedding.relative.RelativeModel;
import polyad.embedding.relative.RelativeProjection;
import polyad.embedding.relative.RelativeSpace;
import polyad.embedding.relative.Stitch;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;

final class RelativeMethodTest {
  private static final int ROWS = 60;
  private static final int WIDTH = 4;

  @TempDir private Path folder;

  /** Points about four corners; the class is the corner. */
  private static double[][] points() {
    SplittableRandom random = new SplittableRandom(3);
    double[][] rows = new double[ROWS][WIDTH];
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < WIDTH; j++) {
        rows[i][j] = random.nextGaussian() * 0.4 + (i % WIDTH == j ? 2 : 0);
      }
    }
    return rows;
  }

  /** The same points turned a quarter, twice as long, with a further number that is 0. */
  private static double[][] turned() {
    double[][] rows = new double[ROWS][];
    for (int i = 0; i < ROWS; i++) {
      double[] p = points()[i];
      rows[i] = new double[] {-2 * p[1], 2 * p[0], 2 * p[3], -2 * p[2], 0};
    }
    return rows;
  }

  private Path csv(String name, double[][] rows, int from) throws IOException {
    List<String> lines = new ArrayList<>();
    StringBuilder header = new StringBuilder("id");
    for (int j = 0; j < rows[0].length; j++) {
      header.append(",x").append(j);
    }
    lines.add(header.toString());
    for (int i = from; i < rows.length; i++) {
      StringBuilder line = new StringBuilder("s" + i);
      for (double value : rows[i]) {
        line.append(String.format(Locale.ROOT, ",%.9f", value));
      }
      lines.add(line.toString());
    }
    return Files.write(folder.resolve(name), lines);
  }

  private Path lines(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  private Path anchors() throws IOException {
    return lines("anchors.txt", "s1", "s2", "s3", "s4", "s8", "s9");
  }

  private static ToolJob job(Path... files) {
    return new ToolJob(List.of(files), null, 1, Monitor.silent());
  }

  private static String message(Executable executable) {
    String message = assertThrows(UsageException.class, executable).getMessage();
    assertTrue(message != null && message.lines().count() == 1, message);
    return message == null ? "" : message;
  }

  @Test
  void turnedSpacesOfOtherWidthsAgree() throws Exception {
    Path a = csv("a.csv", points(), 0);
    Path b = csv("b.csv", turned(), 10);
    Table table =
        new CompareTool().run(new CompareTool.Options(Optional.of(anchors()), 5), job(a, a));
    assertEquals("1", table.text(1, 2), "MRR of a space with itself");
    String missing =
        message(
            () ->
                new CompareTool()
                    .run(new CompareTool.Options(Optional.of(anchors()), 5), job(a, b)));
    assertTrue(missing.contains("anchors.txt, line 1: anchor 's1' has no vector in"), missing);
    assertTrue(missing.contains("b.csv"), missing);
    Path whole = csv("whole.csv", turned(), 0);
    Path labels = folder.resolve("labels.csv");
    List<String> text = new ArrayList<>(List.of("id,label"));
    for (int i = 0; i < ROWS; i++) {
      text.add("s" + i + ",class" + i % WIDTH);
    }
    Files.write(labels, text);
    Table stitched =
        new StitchTool().run(new StitchTool.Options(anchors(), labels, 0.5), job(a, whole));
    assertEquals("–", stitched.text(1, 3), "absolute vectors of other widths do not fit");
    assertEquals(stitched.text(0, 2), stitched.text(1, 2), "the head does not see which encoder");
  }

  @Test
  void transformedFilesKeepTheirAnchors() throws Exception {
    Path a = csv("a.csv", points(), 0);
    Path first = folder.resolve("first.safetensors");
    Path second = folder.resolve("second.safetensors");
    Path other = lines("other.txt", "s1", "s2", "s3", "s4", "s8", "s10");
    new TransformTool().run(new TransformTool.Options(anchors(), Projection.COSINE, first), job(a));
    new TransformTool().run(new TransformTool.Options(other, Projection.COSINE, second), job(a));
    CompareTool.Options none = new CompareTool.Options(Optional.empty(), 5);
    assertEquals("1", new CompareTool().run(none, job(first, first)).text(0, 2));
    String different = message(() -> new CompareTool().run(none, job(first, second)));
    assertTrue(different.contains("relative to the anchors"), different);
    assertTrue(message(() -> new CompareTool().run(none, job(a, a))).contains("no hash"));
    Path text = folder.resolve("relative.csv");
    new TransformTool().run(new TransformTool.Options(anchors(), Projection.L1, text), job(a));
    assertTrue(Files.readString(text).startsWith("id,s1,s2,s3,s4,s8,s9\ns0,"));
    Path npy = folder.resolve("relative.npy");
    new TransformTool().run(new TransformTool.Options(anchors(), Projection.ANGULAR, npy), job(a));
    try (var _ = TensorScope.open()) {
      assertArrayEquals(new long[] {ROWS, 6}, TensorFiles.readNpy(npy).shape());
    }
  }

  @Test
  void badInputIsNamed() throws Exception {
    Path a = csv("a.csv", points(), 0);
    Path to = folder.resolve("out.csv");
    TransformTool tool = new TransformTool();
    record Bad(Path anchors, Path file, String expected) {}
    double[][] zero = points();
    zero[5] = new double[WIDTH];
    Path twice = lines("twice.csv", "id,x", "a,1", "b,2", "a,3");
    for (Bad bad :
        List.of(
            new Bad(lines("t.txt", "s1", "s2", "s1"), a, "line 3: anchor 's1' comes twice"),
            new Bad(lines("f.txt", "s1"), a, "found 1 anchors, expected 2 or more"),
            new Bad(lines("u.txt", "s1", "nobody"), a, "line 2: anchor 'nobody' has no vector"),
            new Bad(anchors(), csv("zero.csv", zero, 0), "sample 's5' has length 0"),
            new Bad(anchors(), twice, "row 3: id 'a' is row 1's already"),
            new Bad(anchors(), lines("noid.csv", "x,y", "1,2"), "expected one called 'id'"),
            new Bad(anchors(), folder.resolve("missing.csv"), "no such file"),
            new Bad(anchors(), lines("a.txt", "1 2"), "expected .npy, .csv or .safetensors"))) {
      var options = new TransformTool.Options(bad.anchors(), Projection.COSINE, to);
      String found = message(() -> tool.run(options, job(bad.file())));
      assertTrue(found.contains(bad.expected()), found);
      assertFalse(Files.exists(to), "nothing is left behind");
    }
    var wrong = new TransformTool.Options(anchors(), Projection.COSINE, folder.resolve("x.doc"));
    assertTrue(message(() -> tool.run(wrong, job(a))).contains("expected .safetensors"));
  }

  @Test
  void keptAnchorsEncodeRows() throws Exception {
    Path a = csv("a.csv", points(), 0);
    Path model = folder.resolve("model");
    RelativeTraining training = new RelativeTraining();
    var config = Settings.with(training.trainConfig(), Map.of("anchors", anchors().toString()));
    training.train(
        config,
        new TrainJob(
            "relative-representations", List.of(a), null, model, false, 1, Monitor.silent()));
    try (TrainedRelative kept = TrainedRelative.load(ModelDirectory.open(model))) {
      float[][] rows = new float[][] {{2, 0, 0, 0}};
      assertEquals(6, kept.encode(rows)[0].length);
      assertEquals(
          new Anchors(List.of(1, 2, 3, 4, 8, 9), List.of("s1", "s2", "s3", "s4", "s8", "s9"))
              .hash(),
          kept.space().orElseThrow());
      assertThrows(IllegalArgumentException.class, () -> kept.encode(new float[][] {{1}}));
    }
    var many = Settings.with(training.trainConfig(), Map.of("count", "100"));
    String found =
        message(
            () ->
                training.train(
                    many,
                    new TrainJob(
                        "relative-representations",
                        List.of(a),
                        null,
                        folder.resolve("no"),
                        false,
                        1,
                        Monitor.silent())));
    assertTrue(found.contains("a.csv: anchors are 100, allowed: 2 to 60"), found);
    assertFalse(Files.exists(folder.resolve("no")));
  }

  @Test
  void theIndexRefusesOtherAnchors() throws Exception {
    Path place = folder.resolve("index");
    try (var _ = TensorScope.open()) {
      Anchors anchors = new Anchors(List.of(1, 2, 3, 4, 8, 9));
      RelativeSpace first = space(anchors, points());
      RelativeSpace second = space(anchors, turned());
      try (RelativeIndex index = RelativeIndex.create(place, anchors)) {
        index.add(IntStream.range(0, ROWS).mapToObj(i -> "" + i).toList(), first);
      }
      try (RelativeIndex index = RelativeIndex.open(place)) {
        var hits = index.search(second, 1);
        for (int i = 0; i < ROWS; i++) {
          assertEquals("" + i, hits.get(i).getFirst().id(), "found by the other encoder");
        }
        RelativeSpace foreign = space(new Anchors(List.of(1, 2, 3, 4, 8, 10)), points());
        var e = assertThrows(IllegalArgumentException.class, () -> index.search(foreign, 1));
        assertTrue(String.valueOf(e.getMessage()).contains("the index has " + anchors.hash()));
      }
    }
  }

  private static RelativeSpace space(Anchors anchors, double[][] rows) {
    Tensor x = Tensor.of(rows);
    return RelativeProjection.of(anchors, Projection.COSINE).fit(anchors.of(x)).transform(x);
  }

  /** Two graph networks of other seeds on blocks: the second's head behind the first's encoder. */
  @Test
  void graphNetworksAreStitched() {
    try (var _ = TensorScope.open()) {
      NodeGraph graph = NodeGraph.blocks(4);
      Anchors anchors = Anchors.uniform(graph.nodes(), 60, 1);
      Tensor nodes = Trainings.index(anchors.index().stream().mapToInt(i -> i).toArray());
      Tensor test = Trainings.index(graph.test());
      List<Stitch.Party> parties = new ArrayList<>();
      for (int seed = 1; seed <= 2; seed++) {
        RelativeModel model =
            GraphPart.model(
                graph, GraphPart.SHAPE, new RelativeModel.Reader.Relative(60), seed * 9L);
        var watch = new RelativeModel.Watch(Monitor.silent().progress("", 1), () -> false, null);
        Tensor train = Trainings.index(graph.train());
        int[] labels = GraphPart.labels(graph, graph.train());
        var training = new RelativeModel.Training(40, 1000, 0.02, 0.05, false);
        model.fit(train, nodes, Trainings.classes(labels), training, seed, watch, null);
        parties.add(Stitch.Party.of("seed " + seed, model, test, nodes, anchors.hash()));
      }
      int[] expected = GraphPart.labels(graph, graph.test());
      double[][] matrix = Stitch.matrix(parties, Trainings.accuracy(expected));
      assertTrue(Matrices.diagonal(matrix) > 70, "own " + Matrices.diagonal(matrix));
      assertTrue(
          Matrices.offDiagonal(matrix) > 0.9 * Matrices.diagonal(matrix),
          "stitched " + Matrices.offDiagonal(matrix));
      Stitch.Party foreign =
          new Stitch.Party(
              "other", parties.getFirst().model(), test, nodes, anchors.from("elsewhere").hash());
      assertThrows(IllegalArgumentException.class, () -> Stitch.of(foreign, parties.getFirst()));
      parties.forEach(party -> party.model().close());
    }
  }

  @Test
  void decodersMirrorEncoders() {
    try (var _ = TensorScope.open()) {
      int[] channels = {2, 3, 4, 5};
      Generator rng = new Generator(1);
      Tensor x = Tensor.rand(rng, DType.F32, 3, 784);
      Tensor z = Networks.convolutions(channels, rng).forward(x);
      assertEquals(Networks.latent(channels), z.size(1));
      Tensor y = Networks.deconvolutions((int) z.size(1), channels, rng).forward(z);
      assertArrayEquals(new long[] {3, 784}, y.shape());
      assertTrue(y.min().item() >= 0 && y.max().item() <= 1);
    }
  }

  @Test
  void languagesShareNoWord() {
    var frames = Texts.topics(50, 1);
    var other = Texts.translated(frames);
    assertEquals(frames.labels(), other.labels());
    for (int i = 0; i < 50; i++) {
      List<String> own = List.of(frames.texts().get(i).split(" ", -1));
      List<String> foreign = List.of(other.texts().get(i).split(" ", -1));
      assertEquals(own.size(), foreign.size());
      assertTrue(foreign.stream().noneMatch(own::contains));
    }
  }

  @Test
  void archivesAreReadWithoutHeaders() throws IOException {
    Path archive = folder.resolve("news.tar.gz");
    byte[] message =
        "From: a@b\nSubject: x\n\nOne two, three FOUR.\n\nshort one\n"
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] block = new byte[1024 + 1024];
    block[0] = 'm';
    byte[] size =
        String.format(Locale.ROOT, "%011o", message.length).getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(size, 0, block, 124, size.length);
    block[156] = '0';
    System.arraycopy(message, 0, block, 512, message.length);
    try (var out = new GZIPOutputStream(Files.newOutputStream(archive))) {
      out.write(block);
    }
    assertEquals(List.of("one two three four"), NewsTexts.read(archive, 100));
    try (var out = new GZIPOutputStream(Files.newOutputStream(archive))) {
      out.write(block, 0, 530);
    }
    assertThrows(IOException.class, () -> NewsTexts.read(archive, 100));
  }

  /** Without data files everything is generated, and says so. */
  @Test
  void theSmokeProfileRunsOnGeneratedData() throws Exception {
    RelativeExperiment experiment = new RelativeExperiment();
    Path data = Files.createDirectories(folder.resolve("data"));
    RunHeader header =
        new RunHeader("relative-representations", Profile.SMOKE, 1, data.toString(), false);
    RunDirectory directory =
        RunDirectory.create(folder.resolve("run"), header, experiment.config(Profile.SMOKE));
    Report report = new Report("relative-representations");
    experiment.run(
        Settings.with(
            experiment.config(Profile.SMOKE), Map.of("wordTokens", "20000", "words", "100")),
        new Run(directory, report, Monitor.silent()));
    assertTrue(report.checksHold());
    directory.write(report);
    String text = Files.readString(folder.resolve("run/report.md"));
    assertTrue(text.contains("Relative: encoder down, head across"), text);
    for (Profile profile : Profile.values()) {
      assertFalse(Settings.describe(experiment.config(profile)).isEmpty());
    }
    assertEquals(2022, Methods.find("relative-representations").card().year());
  }
}
