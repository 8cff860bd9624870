package polyad.embedding.relative.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.catalog.Monitor;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.RunDirectory;
import polyad.catalog.RunHeader;
import polyad.catalog.report.Report;
import polyad.tensor.TensorScope;

final class ModalityPartTest {
  @TempDir private Path folder;

  @Test
  void headsReadTheOtherModality() throws Exception {
    RunHeader header =
        new RunHeader("relative-representations", Profile.SMOKE, 3, folder.toString(), false);
    RunDirectory directory =
        RunDirectory.create(
            folder.resolve("run"), header, new RelativeExperiment().config(Profile.SMOKE));
    Report report = new Report("relative-representations");
    Run run = new Run(directory, report, Monitor.silent());
    ModalityPart part = new ModalityPart(run, new ModalityPart.Size(1500, 200, 4));
    ModalityPart.Scores scores;
    try (var _ = TensorScope.open()) {
      scores = part.measure(3);
    }
    double chance = 100.0 / 64;
    assertEquals(2, scores.relative().length);
    assertTrue(Matrices.diagonal(scores.relative()) > 10 * chance, "own heads");
    part.report(report, List.of(scores));
    directory.write(report);
    String text = Files.readString(folder.resolve("run/report.md"));
    assertTrue(text.contains("| pictures | captions |"), text);
  }
}
