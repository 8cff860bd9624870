package polyad.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "align",
        "bt2",
        "equivariant-graph-polynomials",
        "equivariant-tensor-products",
        "functional-tucker",
        "gaunt-tensor-product",
        "influence-augmentation",
        "matryoshka",
        "matryoshka-2d",
        "olinear",
        "optembed",
        "relative-representations",
        "rotation-representations",
        "tensor-decomposition-networks",
        "timesnet",
        "word-document-embeddings"
      })
  void everyReferenceCaseIsReproduced(String slug) throws IOException {
    Path folder = Path.of(System.getProperty("polyad.shared", "../shared"), "vectors", slug);
    Assumptions.assumeTrue(Files.isDirectory(folder), folder + " is not there");
    List<Path> files;
    try (Stream<Path> list = Files.list(folder)) {
      files = list.filter(f -> f.toString().endsWith(".safetensors")).sorted().toList();
    }
    assertTrue(!files.isEmpty());
    for (Path file : files) {
      CaseReport report = Conformance.check(file);
      assertTrue(report.ok(), () -> file + ": " + failures(report));
    }
  }

  private static List<TensorError> failures(CaseReport report) {
    return report.errors().stream().filter(e -> !e.ok()).toList();
  }
}
