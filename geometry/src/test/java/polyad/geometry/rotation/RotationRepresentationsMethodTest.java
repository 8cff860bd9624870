package polyad.geometry.rotation;

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
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.catalog.Method;
import polyad.catalog.Methods;
import polyad.catalog.ModelDirectory;
import polyad.catalog.Monitor;
import polyad.catalog.PredictJob;
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
import polyad.data.Bvh;
import polyad.data.FormatException;
import polyad.data.MatrixCsv;
import polyad.data.SkeletonMotion;
import polyad.data.generate.RandomShapes;
import polyad.data.generate.SkeletonWalks;
import polyad.tensor.Generator;

final class RotationRepresentationsMethodTest {
  private static final String SLUG = "rotation-representations";

  @TempDir private Path folder;

  @Test
  void isRegistered() {
    Method method = Methods.find(SLUG);
    assertEquals(2019, method.card().year());
    assertTrue(method.trainable().isPresent() && method.predictable().isPresent());
    for (Profile profile : Profile.values()) {
      assertFalse(Settings.describe(method.experiment().config(profile)).isEmpty());
    }
  }

  @Test
  void smokeRunReportsEverything() throws Exception {
    RotationRepresentationsExperiment experiment = new RotationRepresentationsExperiment();
    RotationConfig config = experiment.config(Profile.SMOKE);
    RunDirectory directory =
        RunDirectory.create(
            folder.resolve("run"), new RunHeader(SLUG, Profile.SMOKE, 1, null, false), config);
    Report report = new Report(SLUG);
    experiment.run(config, new Run(directory, report, Monitor.silent()));
    assertTrue(report.checks().size() >= 6 && report.checksHold(), () -> "" + report.checks());
    assertTrue(report.claims().size() >= 5);
    // Maps, other groups, two losses, SO(4), clouds, poses; each with a row a representation.
    assertTrue(report.tables().size() >= 7);
    assertEquals(11, report.tables().getFirst().rows().size());
    directory.write(report);
    assertTrue(Files.readString(folder.resolve("run/report.md")).contains("ortho6d"));

    // Taken up again, it trains nothing.
    Report again = new Report(SLUG);
    experiment.run(
        config, new Run(RunDirectory.open(folder.resolve("run")), again, Monitor.silent()));
    assertEquals(report.tables().get(2).rows(), again.tables().get(2).rows());
  }

  private TrainJob job(Path out, Path... data) {
    return new TrainJob(SLUG, List.of(data), null, out, false, 1, Monitor.silent());
  }

  private static RotationModelConfig config(Map<String, String> overrides) {
    return Settings.with(new RotationTrainer().trainConfig(), overrides);
  }

  private static Path writeCloud(Path file, double[][] cloud) throws IOException {
    List<String> lines = Arrays.stream(cloud).map(p -> p[0] + " " + p[1] + " " + p[2]).toList();
    return Files.write(file, lines);
  }

  @Test
  void trainsOnCloudsAndPredictsMotions() throws Exception {
    Path shapes = Files.createDirectory(folder.resolve("shapes"));
    double[][][] clouds = new RandomShapes(3, 60).draw(1);
    for (int i = 0; i < clouds.length; i++) {
      writeCloud(shapes.resolve(i + ".xyz"), clouds[i]);
    }
    RotationModelConfig config =
        config(
            Map.of(
                "pointCloud.points", "50",
                "pointCloud.convWidths", "8,16",
                "pointCloud.hidden", "16",
                "pointCloud.steps", "5"));
    new RotationTrainer().train(config, job(folder.resolve("model"), shapes));
    ModelDirectory model = ModelDirectory.open(folder.resolve("model"));
    RotationPredictor predictor = new RotationPredictor();
    Path a = shapes.resolve("0.xyz");
    Path b = shapes.resolve("1.xyz");
    Table table =
        predictor.predict(
            predictor.predictOptions(), model, new PredictJob(List.of(a, b), Monitor.silent()));
    assertEquals(1, table.rows().size());
    double norm = 0;
    for (int i = 2; i < 6; i++) {
      norm += Math.pow((Double) table.rows().getFirst().get(i), 2);
    }
    assertEquals(1, norm, 1e-6);
    PredictJob odd = new PredictJob(List.of(a), Monitor.silent());
    assertThrows(
        UsageException.class, () -> predictor.predict(predictor.predictOptions(), model, odd));
    assertTrue(
        assertThrows(
                UsageException.class,
                () -> new RotationTrainer().train(config, job(folder.resolve("model"), shapes)))
            .getMessage()
            .contains("exists"));
  }

  @Test
  void unusableCloudsLeaveNothing() throws Exception {
    Path out = folder.resolve("none");
    RotationTrainer trainer = new RotationTrainer();
    RotationModelConfig config = config(Map.of("pointCloud.points", "4"));
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThrows(UsageException.class, () -> trainer.train(config, job(out, empty)));
    Path few = writeCloud(folder.resolve("few.xyz"), new double[][] {{0, 0, 0}, {1, 0, 0}});
    assertThrows(FormatException.class, () -> trainer.train(config, job(out, few)));
    Path same = writeCloud(folder.resolve("same.xyz"), new double[6][3]);
    assertTrue(
        assertThrows(UsageException.class, () -> trainer.train(config, job(out, same)))
            .getMessage()
            .contains("same.xyz"));
    assertFalse(Files.exists(out));
  }

  @Test
  void trainsOnClipsAndPredictsPoses() throws Exception {
    SkeletonMotion walk = new SkeletonWalks(12, 0.1, 1.2).draw(1);
    Path clip = folder.resolve("walk.bvh");
    Bvh.of(walk, 1 / 30.0).write(clip);
    RotationModelConfig config =
        config(
            Map.of(
                "task", "ik",
                "kinematics.hidden", "16",
                "kinematics.hips", "0,1,5",
                "kinematics.steps", "5"));
    new RotationTrainer().train(config, job(folder.resolve("poser"), clip));
    ModelDirectory model = ModelDirectory.open(folder.resolve("poser"));
    RotationPredictor predictor = new RotationPredictor();
    Path posed = folder.resolve("posed.bvh");
    RotationPredictor.Options options = new RotationPredictor.Options(Optional.of(posed), 30);
    Table table =
        predictor.predict(options, model, new PredictJob(List.of(clip), Monitor.silent()));
    assertEquals(12, table.rows().getFirst().get(1));
    assertEquals(12, Bvh.read(posed).skeleton().frames());

    Path csv = folder.resolve("positions.csv");
    MatrixCsv.write(csv, positions(walk));
    Table rotations =
        predictor.predict(
            predictor.predictOptions(), model, new PredictJob(List.of(csv), Monitor.silent()));
    assertEquals(12 * 20, rotations.rows().size());
    MatrixCsv.write(csv, new double[][] {{1, 2, 3}});
    PredictJob narrow = new PredictJob(List.of(csv), Monitor.silent());
    assertTrue(
        assertThrows(
                UsageException.class,
                () -> predictor.predict(predictor.predictOptions(), model, narrow))
            .getMessage()
            .contains("3 columns"));
  }

  private static double[][] positions(SkeletonMotion walk) {
    KinematicsConfig plain = KinematicsConfig.DEFAULT.withHips(List.of(0, 1, 5));
    try (InverseKinematics solver =
        new InverseKinematics(plain, Skeleton.of(walk), new Generator(1))) {
      return Arrays.stream(solver.positions(walk))
          .map(f -> Arrays.stream(f).flatMapToDouble(Arrays::stream).toArray())
          .toArray(double[][]::new);
    }
  }

  @Test
  void badBvhNamesTheLine() throws Exception {
    Path clip = folder.resolve("bad.bvh");
    Bvh.of(new SkeletonWalks(3, 0.1, 1.2).draw(1), 0.03).write(clip);
    String text = Files.readString(clip);
    Files.writeString(clip, text.replaceFirst("CHANNELS 6", "CHANNELS six"));
    RotationModelConfig config = config(Map.of("task", "ik"));
    String message =
        assertThrows(
                FormatException.class,
                () -> new RotationTrainer().train(config, job(folder.resolve("x"), clip)))
            .getMessage();
    assertTrue(message.contains("line"), message);
  }

  private Table convert(String from, String to, String... rows) throws Exception {
    Path file = Files.write(folder.resolve("rotations.csv"), List.of(rows));
    ConvertTool tool = new ConvertTool();
    ConvertTool.Options options = Settings.with(tool.options(), Map.of("from", from, "to", to));
    return tool.run(options, new ToolJob(List.of(file), null, 0, Monitor.silent()));
  }

  @Test
  void convertsThereAndBack() throws Exception {
    Table six = convert("quaternion", "ortho6d", "1,0,0,0", "0.5,0.5,0.5,0.5");
    assertEquals(List.of(1.0, 0.0, 0.0, 0.0, 1.0, 0.0), six.rows().getFirst());
    assertEquals("ortho6d_0", six.columns().getFirst().name());
    String[] lines =
        six.rows().stream()
            .map(row -> row.stream().map(Object::toString).collect(Collectors.joining(",")))
            .toArray(String[]::new);
    Table back = convert("ortho6d", "quaternion", lines);
    for (Object cell : back.rows().get(1)) {
      assertEquals(0.5, (Double) cell, 1e-12);
    }
    Table matrix = convert("ortho6d", "matrix", lines);
    assertEquals(9, matrix.columns().size());
  }

  @Test
  void convertNamesTheBadRow() {
    String zero =
        assertThrows(
                UsageException.class, () -> convert("quaternion", "ortho6d", "1,0,0,0", "0,0,0,0"))
            .getMessage();
    assertTrue(zero.contains("rotations.csv") && zero.contains("row 1"), zero);
    String bent =
        assertThrows(
                UsageException.class, () -> convert("matrix", "quaternion", "2,0,0,0,1,0,0,0,1"))
            .getMessage();
    assertTrue(bent.contains("row 0"), bent);
    String wide =
        assertThrows(UsageException.class, () -> convert("euler", "quaternion", "1,2"))
            .getMessage();
    assertTrue(wide.contains("is 2, expected 3"), wide);
    assertThrows(FormatException.class, () -> convert("euler", "quaternion", "1,2,three"));
  }
}
