package polyad.geometry.tdn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.catalog.Method;
import polyad.catalog.Methods;
import polyad.catalog.ModelDirectory;
import polyad.catalog.Monitor;
import polyad.catalog.PredictJob;
import polyad.catalog.Profile;
import polyad.catalog.Progress;
import polyad.catalog.Run;
import polyad.catalog.RunDirectory;
import polyad.catalog.RunHeader;
import polyad.catalog.Settings;
import polyad.catalog.ToolJob;
import polyad.catalog.TrainJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.data.ExtendedXyz;
import polyad.data.Molecule;
import polyad.data.generate.MorseMolecules;
import polyad.geometry.ForceFieldModel;
import polyad.geometry.ForceFieldPredictor;
import polyad.geometry.ForceFieldTraining;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;

final class TensorDecompositionNetworksMethodTest {
  private static final String SLUG = TensorDecompositionNetworksMethod.SLUG;

  @TempDir Path folder;

  private static final class Lines implements Monitor {
    private final List<String> said = new ArrayList<>();

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
  }

  @Test
  void runsAndTakesUpAgain() throws Exception {
    Method method = Methods.find(SLUG);
    TdnExperiment experiment = new TdnExperiment();
    assertEquals(experiment.getClass(), method.experiment().getClass());
    TdnExperimentConfig config =
        Settings.with(
            experiment.config(Profile.SMOKE),
            Map.of("timingLmax", "1", "steps", "2", "network.hidden", "8"));
    Path out = folder.resolve("run");
    RunDirectory directory =
        RunDirectory.create(out, new RunHeader(SLUG, Profile.SMOKE, 1, null, false), config);
    Report report = new Report(SLUG);
    experiment.run(config, new Run(directory, report, Monitor.silent()));
    assertTrue(report.checks().size() >= 8 && report.checksHold(), () -> "" + report.checks());
    assertTrue(report.claims().size() >= 6);
    Report again = new Report(SLUG);
    experiment.run(config, new Run(RunDirectory.open(out), again, Monitor.silent()));
    assertEquals(report.tables().getLast().rows(), again.tables().getLast().rows());
    assertEquals(report.tables().getFirst().rows(), again.tables().getFirst().rows());
  }

  private static TrainJob job(Path out, Monitor monitor, Path data) {
    return new TrainJob(SLUG, List.of(data), null, out, false, 1, monitor);
  }

  private static TdnTrainer.Options options(String... keysAndValues) {
    Map<String, String> overrides = new HashMap<>();
    overrides.put("steps", "3");
    overrides.put("network.hidden", "8");
    overrides.put("network.interactions", "1");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      overrides.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return Settings.with(new TdnTrainer().trainConfig(), overrides);
  }

  private Path write(String name, List<Molecule> molecules) throws IOException {
    Path file = folder.resolve(name);
    ExtendedXyz.write(file, molecules);
    return file;
  }

  @Test
  void trainsAndPredictsOnFiles() throws Exception {
    List<Molecule> molecules = new ArrayList<>(MorseMolecules.DEFAULT.draw(12, 3));
    molecules.add(
        Molecule.of(new int[] {6, 1, 6}, new double[] {0, 0, 0, 1.1, 0, 0, 50, 0, 0})
            .with(-1, new double[9]));
    Path data = write("train.xyz", molecules);
    Path out = folder.resolve("model");
    Lines lines = new Lines();
    new TdnTrainer().train(options("heldOut", "0"), job(out, lines, data));
    assertTrue(lines.said.toString().contains("1 atoms without a neighbour"), "" + lines.said);

    Path predicted = folder.resolve("predicted.xyz");
    var predictor = new ForceFieldPredictor<>(TdnModel.Header.class);
    var options = Settings.with(predictor.predictOptions(), Map.of("xyz", predicted.toString()));
    Lines warned = new Lines();
    Table table =
        predictor.predict(options, ModelDirectory.open(out), new PredictJob(List.of(data), warned));
    assertEquals(13, table.rows().size());
    assertTrue(warned.said.toString().contains("molecule 13"), "" + warned.said);
    List<Molecule> written = ExtendedXyz.read(predicted);
    try (ForceFieldModel model = TdnModel.open(out)) {
      Molecule again = model.evaluate(molecules.getFirst());
      assertEquals(again.energy().orElseThrow(), written.getFirst().energy().orElseThrow(), 1e-6);
      double[] numbers = again.forces();
      assertTrue(numbers != null && numbers.length == 3 * again.size());
    }
  }

  @Test
  void forcesAsSlopesTrainToo() throws Exception {
    Path data = write("train.xyz", MorseMolecules.DEFAULT.draw(6, 4));
    Path out = folder.resolve("slopes");
    Lines lines = new Lines();
    new TdnTrainer().train(options("network.gradientForce", "true"), job(out, lines, data));
    assertTrue(lines.said.toString().contains("held out 1 molecules"), "" + lines.said);
    assertTrue(Files.exists(out.resolve("model.safetensors")));
  }

  @Test
  void theNetworksBesideItTrainAndPredictToo() throws Exception {
    Path data = write("train.xyz", MorseMolecules.DEFAULT.draw(6, 6));
    for (Architecture architecture : List.of(Architecture.SCHNET, Architecture.PAINN)) {
      Path out = folder.resolve(architecture.name());
      new TdnTrainer()
          .train(
              options("architecture", architecture.name(), "averageDecay", "0.9"),
              job(out, Monitor.silent(), data));
      Molecule molecule = ExtendedXyz.read(data).getFirst();
      try (ForceFieldModel model = TdnModel.open(out)) {
        Molecule plain = model.evaluate(molecule);
        Molecule mean = model.evaluate(molecule, 3, 1);
        assertEquals(plain.energy().orElseThrow(), mean.energy().orElseThrow(), 1e-3);
        assertArrayEquals(plain.forces(), mean.forces(), 1e-3, "invariant already");
      }
    }
  }

  @Test
  void everyCourseOfTheRateTrains() throws Exception {
    Path data = write("train.xyz", MorseMolecules.DEFAULT.draw(8, 7));
    for (ForceFieldTraining.Course course : ForceFieldTraining.Course.values()) {
      Path out = folder.resolve(course.name());
      new TdnTrainer().train(options("course", course.name()), job(out, Monitor.silent(), data));
      assertTrue(Files.exists(out.resolve("model.safetensors")), course.name());
    }
    var both =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new TdnTrainer()
                    .train(
                        options("course", "plateau", "averageDecay", "0.9"),
                        job(folder.resolve("both"), Monitor.silent(), data)));
    assertTrue(String.valueOf(both.getMessage()).contains("averageDecay is 0.9"));
  }

  private String refusal(Path data, String... settings) {
    Path out = folder.resolve("none");
    var refused =
        assertThrows(
            UsageException.class,
            () -> new TdnTrainer().train(options(settings), job(out, Monitor.silent(), data)));
    assertFalse(Files.exists(out), "nothing is left");
    return String.valueOf(refused.getMessage());
  }

  @Test
  void unusableMoleculesLeaveNothing() throws Exception {
    List<Molecule> good = MorseMolecules.DEFAULT.draw(3, 5);
    List<Molecule> noForces = new ArrayList<>(good);
    noForces.set(1, good.get(1).with(-1, null));
    String forces = refusal(write("forces.xyz", noForces));
    assertTrue(
        forces.contains("forces.xyz") && forces.contains("molecule 2 has no forces"), forces);

    List<Molecule> apart = new ArrayList<>(good);
    apart.add(
        1, Molecule.of(new int[] {6, 1}, new double[] {0, 0, 0, 50, 0, 0}).with(-1, new double[6]));
    String alone = refusal(write("apart.xyz", apart), "heldOut", "0");
    assertTrue(alone.contains("molecule 2: all atoms are isolated"), alone);

    List<Molecule> gold = new ArrayList<>(good);
    gold.add(
        0,
        Molecule.of(new int[] {79, 1}, new double[] {0, 0, 0, 1.5, 0, 0}).with(-1, new double[6]));
    Path heavy = write("gold.xyz", gold);
    var element =
        assertThrows(
            RuntimeException.class,
            () ->
                new TdnTrainer()
                    .train(
                        options("network.maxAtomType", "20"),
                        job(folder.resolve("none"), Monitor.silent(), heavy)));
    assertTrue(String.valueOf(element.getMessage()).contains("maxAtomType is 20"));
  }

  @Test
  void theToolWritesFactors() throws Exception {
    FactorsTool tool = new FactorsTool();
    Path file = folder.resolve("factors.safetensors");
    var options =
        Settings.with(tool.options(), Map.of("lmax", "1", "rank", "8", "factors", file.toString()));
    Table table = tool.run(options, new ToolJob(List.of(), null, 1, Monitor.silent()));
    assertTrue((Double) table.rows().getFirst().get(1) < 1e-9);
    try (var _ = TensorScope.open()) {
      var factors = TensorFiles.readSafetensors(file);
      CpDecomposition read =
          CpDecomposition.of(
              SharedPathTensor.of(1),
              factors.get("cp_a"),
              factors.get("cp_b"),
              factors.get("cp_c"));
      assertTrue(read.relativeError() < 1e-9);
    }
    assertThrows(UsageException.class, () -> Settings.with(tool.options(), Map.of("lmax", "9")));
  }
}
