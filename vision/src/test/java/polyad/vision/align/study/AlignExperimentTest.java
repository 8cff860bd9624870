package polyad.vision.align.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.catalog.Monitor;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.RunDirectory;
import polyad.catalog.RunHeader;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.tensor.Engine;

class AlignExperimentTest {
  private static final AlignExperiment.Config TINY =
      new AlignExperiment.Config(256, 0.3, 128, 1, 512, 1, 100, true);

  @TempDir private Path folder;

  private static @Nullable String data() {
    Path data = Path.of(System.getProperty("polyad.shared", "none"), "data");
    return Files.isDirectory(data) ? data.toString() : null;
  }

  private static List<String> titles(Report report) {
    return report.tables().stream().map(Table::title).toList();
  }

  @Test
  void everyPartRunsOnceAndIsTakenUpAgain() throws Exception {
    Engine.setThreads(1);
    var experiment = new AlignExperiment();
    RunHeader header = new RunHeader("align", Profile.SMOKE, 7, data(), false);
    RunDirectory directory = RunDirectory.create(folder.resolve("run"), header, TINY);
    Report report = new Report("ALIGN");
    experiment.run(TINY, new Run(directory, report, Monitor.silent()));
    List<String> titles = titles(report);
    for (String wanted :
        List.of(
            "Retrieval among 200 unseen combinations",
            "Retrieval by the share of wrong captions",
            "Retrieval by the number of pairs",
            "Retrieval by the towers",
            "Retrieval with training pictures moved by up to 2 pixels",
            "Retrieval by the share of the batch that is compared with",
            "Two towers against a matcher of every pair",
            "R@1, mean of both directions, by prefix",
            "Retrieval by the temperature")) {
      assertTrue(titles.contains(wanted), () -> wanted + " is not in " + titles);
    }
    Report again = new Report("ALIGN");
    experiment.run(TINY, new Run(directory, again, Monitor.silent()));
    assertEquals(
        report.tables().stream().map(Table::rows).toList(),
        again.tables().stream().map(Table::rows).toList());
  }

  @Test
  void profilesGrow() {
    var experiment = new AlignExperiment();
    assertEquals(0, experiment.config(Profile.QUICK).realPairs());
    assertTrue(experiment.config(Profile.FULL).realPairs() > 0);
  }

  @Test
  void wrongCountsAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new AlignExperiment.Config(256, 0.3, 128, 1, 100, 1, 100, false));
    assertThrows(
        IllegalArgumentException.class,
        () -> new AlignExperiment.Config(100, 0.3, 128, 1, 0, 1, 100, false));
    assertThrows(
        IllegalArgumentException.class,
        () -> new AlignExperiment.Config(256, 0.3, 128, 1, 0, 1, 99, false));
  }
}
