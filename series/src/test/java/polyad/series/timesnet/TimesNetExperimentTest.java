package polyad.series.timesnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import polyad.catalog.ToolJob;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.tensor.Engine;

class TimesNetExperimentTest {
  @TempDir Path folder;

  @Test
  void theSmokeProfileHoldsAndIsStored() throws Exception {
    Engine.setThreads(1);
    TimesNetExperiment experiment = new TimesNetExperiment();
    TimesNetExperiment.Config config = experiment.config(Profile.SMOKE);
    RunHeader header = new RunHeader("timesnet", Profile.SMOKE, 7, null, false);
    RunDirectory directory = RunDirectory.create(folder.resolve("run"), header, config);
    Report report = new Report("TimesNet");
    experiment.run(config, new Run(directory, report, Monitor.silent()));
    assertTrue(report.checksHold(), () -> report.checks().toString());
    assertTrue(report.claims().stream().anyMatch(c -> c.id().equals("fold")));
    try (TrainedTimesNet model = TrainedTimesNet.load(ModelDirectory.open(directory.model()))) {
      assertEquals(96, ((TimesNetForecaster) model).horizon());
    }
    Report again = new Report("TimesNet");
    experiment.run(config, new Run(directory, again, Monitor.silent()));
    assertEquals(tables(report), tables(again));
  }

  private static List<Object> tables(Report report) {
    return report.tables().stream().<Object>map(Table::rows).toList();
  }

  @Test
  void stepsAreTimedWithForcedPeriods() throws Exception {
    assertEquals(2023, Methods.find("timesnet").card().year());
    BenchTool.Options options = new BenchTool.Options(List.of(48), true, 1);
    Table table = new BenchTool().run(options, new ToolJob(List.of(), null, 1, Monitor.silent()));
    assertEquals(2, table.rows().size());
  }
}
