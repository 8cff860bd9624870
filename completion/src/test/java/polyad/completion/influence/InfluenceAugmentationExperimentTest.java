package polyad.completion.influence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.catalog.Methods;
import polyad.catalog.ModelDirectory;
import polyad.catalog.Monitor;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.RunDirectory;
import polyad.catalog.RunHeader;
import polyad.catalog.Settings;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.tensor.Engine;

class InfluenceAugmentationExperimentTest {
  @TempDir Path folder;

  @Test
  void theSmokeProfileComparesEverythingAndLeavesAModel() throws Exception {
    Engine.setThreads(1);
    var experiment = new InfluenceAugmentationExperiment();
    InfluenceAugmentationExperiment.Config config =
        Settings.with(experiment.config(Profile.SMOKE), Map.of("cells", "1000", "layers", "12,16"));
    RunHeader header = new RunHeader("influence-augmentation", Profile.SMOKE, 7, null, false);
    RunDirectory directory = RunDirectory.create(folder.resolve("run"), header, config);
    Report report = new Report("DAIN");
    experiment.run(config, new Run(directory, report, Monitor.silent()));
    assertTrue(report.checksHold(), () -> report.checks().toString());
    List<Object> methods =
        report.tables().getFirst().rows().stream().<Object>map(List::getFirst).toList();
    assertTrue(
        methods.containsAll(
            List.of("none", "retrain", "duplicate", "random", "frequency", "DAIN", "CP-ALS")),
        methods.toString());
    assertEquals(9, report.claims().size());
    try (var model = NeuralCompleter.load(ModelDirectory.open(directory.model()))) {
      assertEquals(400, model.shape()[0]);
      assertTrue(Double.isFinite(model.complete(new long[][] {{399, 299, 199}})[0]));
    }
    Report again = new Report("DAIN");
    experiment.run(config, new Run(directory, again, Monitor.silent()));
    assertEquals(rows(report), rows(again)); // everything was stored
  }

  private static List<Object> rows(Report report) {
    return report.tables().stream().<Object>map(Table::rows).toList();
  }

  @Test
  void theMethodIsListed() {
    assertEquals(2021, Methods.find("influence-augmentation").card().year());
  }
}
