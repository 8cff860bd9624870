package polyad.conformance;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class OLinearCaseTest {
  @Test
  void everyPublicCaseHolds() throws IOException {
    Path folder = Path.of(System.getProperty("polyad.shared", "")).resolve("vectors/olinear");
    Assumptions.assumeTrue(Files.isDirectory(folder), "no reference cases in " + folder);
    List<Path> files;
    try (Stream<Path> list = Files.list(folder)) {
      files = list.filter(f -> f.toString().endsWith(".safetensors")).sorted().toList();
    }
    assertFalse(files.isEmpty());
    for (Path file : files) {
      CaseReport report = Conformance.check(file);
      assertTrue(report.ok(), () -> file.getFileName() + ": " + report.errors());
    }
  }
}
