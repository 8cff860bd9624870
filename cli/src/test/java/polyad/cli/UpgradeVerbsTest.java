package polyad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An index upgraded from the command line. */
final class UpgradeVerbsTest {
  private static final int DOCUMENTS = 40;

  @TempDir Path temp;

  private Cli cli(String... arguments) {
    return Cli.run(temp, arguments);
  }

  /** Old vectors of four numbers, and new ones whose first four are the same. */
  private Path csv(String name, int width) throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < DOCUMENTS; i++) {
      List<String> row = new ArrayList<>();
      for (int k = 0; k < 6; k++) {
        double value = random.nextGaussian();
        if (k < width) {
          row.add(String.format(Locale.ROOT, "%.6f", value));
        }
      }
      lines.add(String.join(",", row));
    }
    return Files.write(temp.resolve(name), lines);
  }

  private JsonNode rows(Cli cli) {
    assertEquals(0, cli.status(), cli::err);
    return cli.json().get("rows");
  }

  @Test
  void anIndexLivesThroughAnUpgrade() throws IOException {
    Path old = csv("old.csv", 4);
    Path upgraded = csv("new.csv", 6);
    String index = temp.resolve("index").toString();
    assertEquals(1, rows(cli("upgrade", "create", index, old.toString(), "--json")).size());
    assertEquals(
        2, rows(cli("upgrade", "next", index, "--name", "b", "--dim", "6", "--json")).size());
    Path one = Files.writeString(temp.resolve("one.csv"), "1,2,3,4,5,6\n");
    Path ids = Files.writeString(temp.resolve("ids.txt"), "extra\n");
    rows(cli("upgrade", "add", index, one.toString(), "--ids", ids.toString(), "--json"));

    for (String policy : List.of("prefix", "shortlist", "best_common")) {
      JsonNode hits =
          rows(
              cli(
                  "upgrade",
                  "search",
                  index,
                  upgraded.toString(),
                  "--k",
                  "1",
                  "--policy",
                  policy,
                  "--json"));
      assertEquals(DOCUMENTS, hits.size());
      for (int i = 0; i < DOCUMENTS && !policy.equals("best_common"); i++) {
        assertEquals(Integer.toString(i), hits.get(i).get(2).asString(), policy);
        assertEquals(0, hits.get(i).get(4).asInt(), "stored by the old model");
      }
    }
    Cli refused = cli("upgrade", "backfill", index, upgraded.toString(), "--limit", "-1");
    assertEquals(2, refused.status());
    Cli some =
        cli(
            "upgrade",
            "backfill",
            index,
            upgraded.toString(),
            "--limit",
            "15",
            "--per-second",
            "1e6");
    assertTrue(some.out().contains("41 documents, 25 of them older"), some.out());
    Cli rest = cli("upgrade", "backfill", index, upgraded.toString());
    assertTrue(rest.out().contains("41 documents, 0 of them older"), rest.out());
    assertTrue(cli("upgrade", "status", index).out().contains("first"));
  }

  @Test
  void wrongRequestsAreNamedAndLeaveNothing() throws IOException {
    Path old = csv("old.csv", 4);
    String index = temp.resolve("index").toString();
    Path few = Files.writeString(temp.resolve("few.txt"), "a\nb\n");
    Cli names = cli("upgrade", "create", index, old.toString(), "--ids", few.toString());
    assertEquals(2, names.status());
    assertTrue(names.err().contains("has 2 lines"), names.err());
    assertFalse(Files.exists(Path.of(index)));
    assertEquals(2, cli("upgrade", "status", index).status());

    rows(cli("upgrade", "create", index, old.toString(), "--json"));
    Cli narrow = cli("upgrade", "next", index, "--name", "b", "--dim", "3");
    assertEquals(2, narrow.status());
    assertTrue(narrow.err().contains("--dim is 3, expected at least 4"), narrow.err());
    Cli unknown = cli("upgrade", "search", index, old.toString(), "--generation", "7");
    assertEquals(2, unknown.status());
    assertTrue(unknown.err().contains("--generation is 7, expected 0 to 0"), unknown.err());
    Cli wide = cli("upgrade", "search", index, csv("new.csv", 6).toString());
    assertEquals(2, wide.status());
    assertTrue(wide.err().contains("has rows of 6 numbers, generation 0 has 4"), wide.err());
    Cli group = cli("upgrade");
    assertEquals(2, group.status());
  }
}
