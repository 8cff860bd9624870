package polyad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Search in a small index, timed. */
final class BenchIndexVerbTest {
  @TempDir Path temp;

  @Test
  void threeWaysAreTimed() {
    Cli cli = Cli.run(temp, "bench", "index", "--rows", "1000", "--dim", "64", "--json");
    assertEquals(0, cli.status(), cli::err);
    JsonNode rows = cli.json().get("rows");
    assertTrue(rows.size() >= 3, rows.toString());
    for (JsonNode row : rows) {
      assertTrue(row.get(2).doubleValue() > 0, row.toString());
      assertTrue(row.get(3).doubleValue() > 0.9, row.toString());
    }
    assertEquals(200, rows.get(0).get(1).asInt());
    assertTrue(rows.get(0).get(5).doubleValue() > 0.2, rows.toString());
    assertTrue(rows.get(rows.size() - 1).get(5).doubleValue() > 0.2, rows.toString());
  }

  @Test
  void sizesAreChecked() {
    Cli cli = Cli.run(temp, "bench", "index", "--rows", "10");
    assertEquals(2, cli.status());
    assertTrue(cli.err().contains("--rows, --dim are 10, 512"), cli.err());
  }
}
