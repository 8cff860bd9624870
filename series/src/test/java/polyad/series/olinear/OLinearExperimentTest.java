package polyad.series.olinear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.catalog.Method;
import polyad.catalog.Methods;
import polyad.catalog.ModelDirectory;
import polyad.catalog.Monitor;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.RunDirectory;
import polyad.catalog.RunHeader;
import polyad.catalog.Settings;
import polyad.catalog.ToolJob;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.series.ForecastTask;
import polyad.series.OrthoTrans;
import polyad.tensor.Engine;

class OLinearExperimentTest {
  @TempDir Path folder;

  @Test
  void theSmokeProfileChecksCountsAndBasesAndLeavesAModel() throws Exception {
    Engine.setThreads(1);
    OLinearExperiment experiment = new OLinearExperiment();
    OLinearExperiment.Config config =
        Settings.with(experiment.config(Profile.SMOKE), Map.of("bases", "itransformer,rlinear"));
    RunHeader header = new RunHeader("olinear", Profile.SMOKE, 7, null, false);
    RunDirectory directory = RunDirectory.create(folder.resolve("run"), header, config);
    Report report = new Report("OLinear");
    experiment.run(config, new Run(directory, report, Monitor.silent()));
    assertTrue(report.checksHold(), () -> report.checks().toString());
    assertEquals(5, report.checks().size());
    assertTrue(report.claims().stream().anyMatch(c -> c.id().equals("itransformer-normlin")));
    try (var model = OLinearForecaster.load(ModelDirectory.open(directory.model()))) {
      double[][] history = new double[96][8];
      assertEquals(5, model.forecast(history, 5).length);
    }
    Report again = new Report("OLinear");
    experiment.run(config, new Run(directory, again, Monitor.silent()));
    assertEquals(tables(report), tables(again)); // everything was stored
  }

  private static List<Object> tables(Report report) {
    return report.tables().stream().<Object>map(Table::rows).toList();
  }

  @Test
  void realWindowsAreDecorrelated() throws Exception {
    Path data = Path.of(System.getProperty("polyad.shared", "")).resolve("data");
    Assumptions.assumeTrue(Files.isDirectory(data.resolve("ett")), "no ETT in " + data);
    ForecastTask task = ForecastTask.ettHour(data, 96, 96).orElseThrow();
    assertEquals(8449, task.train().count());
    assertEquals(2785, task.test().count());
    OrthoTrans q = OrthoTrans.fit(task.trainRows(), 96, OrthoTrans.Normalise.PEARSON);
    assertEquals(0.59, q.eigenvalues()[0] / 96, 0.005);
    assertEquals(12, q.coordinatesFor(0.9));
    Decorrelation d = Decorrelation.measure(q, task.test());
    assertTrue(d.orthogonality() < 1e-8 && d.trainResidual() < 1e-6, d.toString());
  }

  @Test
  void theMethodIsListedWithItsTools() throws Exception {
    Method method = Methods.find("olinear");
    assertEquals(2025, method.card().year());
    FlopsTool flops = new FlopsTool();
    Table table = flops.run(flops.options(), new ToolJob(List.of(), null, 1, Monitor.silent()));
    assertEquals(0.5, table.rows().get(2).get(4));
    Path csv = folder.resolve("walk.csv");
    StringBuilder text = new StringBuilder("a\n");
    for (int i = 0; i < 90; i++) {
      text.append(Math.sin(i) + Math.cos(0.3 * i)).append('\n');
    }
    Files.writeString(csv, text.toString());
    Path npy = folder.resolve("walk_8_ratio0.7.npy");
    BasisTool basis = new BasisTool();
    BasisTool.Options options =
        Settings.with(basis.options(), Map.of("length", "8", "npy", npy.toString()));
    Table spectrum = basis.run(options, new ToolJob(List.of(csv), null, 1, Monitor.silent()));
    assertEquals(8, spectrum.rows().size());
    assertEquals(1, (Double) spectrum.rows().get(7).get(3), 1e-9);
    assertEquals(8, OrthoTrans.load(npy, 8).length());
  }
}
