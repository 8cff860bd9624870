package polyad.completion.functional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.catalog.Methods;
import polyad.catalog.ModelDirectory;
import polyad.catalog.Monitor;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.RunDirectory;
import polyad.catalog.RunHeader;
import polyad.catalog.report.Plot;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.tensor.Engine;

class FunctionalTuckerExperimentTest {
  @TempDir Path folder;

  @Test
  void theSmokeProfileComparesEverythingAndLeavesAModel() throws Exception {
    Engine.setThreads(1);
    var experiment = new FunctionalTuckerExperiment();
    FunctionalTuckerExperiment.Config config = experiment.config(Profile.SMOKE);
    RunHeader header = new RunHeader("functional-tucker", Profile.SMOKE, 7, null, false);
    RunDirectory directory = RunDirectory.create(folder.resolve("run"), header, config);
    Report report = new Report("FunBaT");
    experiment.run(config, new Run(directory, report, Monitor.silent()));
    assertTrue(report.checksHold(), () -> report.checks().toString());
    List<Object> methods =
        report.tables().get(1).rows().stream().<Object>map(List::getFirst).toList();
    assertTrue(
        methods.containsAll(
            List.of("FunBaT, CP", "FunBaT, Tucker", "CP-ALS, 20 bins a mode", "mean")),
        methods.toString());
    FunBatModel model = FunBatModel.load(ModelDirectory.open(directory.model()));
    assertTrue(Double.isFinite(model.predict(new double[][] {{0.1, 0.2}}).mean()[0]));
    Report again = new Report("FunBaT");
    experiment.run(config, new Run(directory, again, Monitor.silent()));
    assertEquals(rows(report), rows(again));
  }

  private static List<Object> rows(Report report) {
    return report.tables().stream().<Object>map(Table::rows).toList();
  }

  @Test
  void theMethodIsListed() {
    assertEquals(2024, Methods.find("functional-tucker").card().year());
  }

  @Test
  void bandsSurroundTheFunctions() {
    Surface.Sample sample = new Surface(true, 2).draw();
    MaternKernel kernel = new MaternKernel(2, 0.1, 1);
    FunBatConfig config =
        FunBatConfig.of(true, List.of(2, 2, 2), List.of(kernel, kernel, kernel)).withSweeps(2);
    FunBatModel model = FunBat.fit(sample.train().t(), sample.train().y(), config, 1);
    Plot.Lines plot = (Plot.Lines) LatentPlot.of(model, 0, "functions");
    assertEquals(2, plot.curves().size());
    for (Plot.Curve curve : plot.curves()) {
      for (int i = 0; i < curve.low().size(); i++) {
        double y = curve.points().y().get(i);
        assertTrue(curve.low().get(i) < y && y < curve.high().get(i));
      }
    }
  }

  /** The authors' simulation, to the error that the authors' code reaches and far beyond. */
  @Test
  void theSimulationIsCompleted() throws Exception {
    Path data = Path.of(System.getProperty("polyad.shared", ""), "data");
    assumeTrue(Files.isDirectory(data.resolve("funbat")), "no shared data");
    FunctionalSets.Task task = FunctionalSets.simulation(data).orElseThrow();
    MaternKernel kernel = new MaternKernel(2, 0.1, 0.5);
    FunBatConfig official =
        FunBatConfig.of(false, List.of(1, 1), List.of(kernel, kernel))
            .withDamping(0.1, 0.2, 0)
            .withNoisePrior(1, 1)
            .withInner(false);
    FunBatModel model = FunBat.fit(task.train().t(), task.train().y(), official, 1);
    assertEquals(0.0042, Score.of(task.test(), model).rmse(), 0.0003);
  }
}
