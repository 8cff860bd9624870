package polyad.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harness against small scripts that stand for the other engine. */
class SideBySideTest {
  private static final Path PYTHON = Path.of("/usr/bin/python3");

  /** Answers that a step took 2 ms and 4 ms of processor time, whatever it took. */
  private static final String STEADY =
      """
      import json, os, sys
      about = {"version": "fake " + os.environ["FLAVOUR"], "blas": "none",
               "threads": int(sys.argv[1]), "parameters": 7}
      print(json.dumps(about), flush=True)
      for line in sys.stdin:
          print(0.002 * int(line), 0.004 * int(line), flush=True)
      """;

  @TempDir Path temp;

  private final List<String> log = new ArrayList<>();

  /** Says that a step took 1 ms and 4 ms of processor time. */
  private static final class Steady implements Contender {
    private final List<Integer> requests = new ArrayList<>();

    @Override
    public Turn run(int steps) {
      requests.add(steps);
      return new Turn(steps, 0.001 * steps, 0.004 * steps);
    }

    @Override
    public long parameters() {
      return 7;
    }

    @Override
    public void close() {}
  }

  private SideBySide harness(Path python) {
    Map<String, String> environment = Map.of("FLAVOUR", "vanilla");
    return new SideBySide(new SideBySide.Options(3, 0.05, 0.1, python, environment), log::add);
  }

  private Comparison compare(String script) throws IOException {
    Assumptions.assumeTrue(Files.isExecutable(PYTHON), "needs /usr/bin/python3");
    Path file = Files.writeString(temp.resolve("peer.py"), script);
    return harness(PYTHON).compare(Peer.MLP, 2, new Steady(), file);
  }

  @Test
  void takesTurns() throws IOException {
    Comparison comparison = compare(STEADY);
    assertEquals("fake vanilla, none", comparison.engine());
    assertEquals(3, comparison.ours().size());
    assertEquals(3, comparison.theirs().size());
    assertEquals(50, comparison.ours().getFirst().steps());
    assertEquals(25, comparison.theirs().getFirst().steps());
    Spread ratio = comparison.ratio();
    Spread cpu = comparison.cpuRatio();
    assertEquals(0.5, ratio == null ? 0 : ratio.median(), 1e-9);
    assertEquals(1, cpu == null ? 0 : cpu.median(), 1e-9);
  }

  @Test
  void warmsUpInGrowingTurns() throws IOException {
    Steady ours = new Steady();
    harness(temp.resolve("none")).compare(Peer.MLP, 1, ours, temp.resolve("peer.py"));
    assertEquals(List.of(1, 2, 4, 8, 16, 32, 50, 50, 50, 50), ours.requests);
  }

  @Test
  void measuresAloneWhereTheInterpreterOrTheEngineIsMissing() throws IOException {
    Comparison alone = harness(temp.resolve("none")).compare(Peer.MLP, 1, new Steady(), temp);
    assertTrue(alone.theirs().isEmpty());
    assertEquals(3, alone.ours().size());
    assertTrue(log.getFirst().contains("apt-get install python3-torch"), log::toString);

    Comparison bare = compare("print('{\"missing\": \"No module named torch\"}')");
    assertTrue(bare.theirs().isEmpty());
    assertTrue(log.getLast().contains("No module named torch"), log::toString);
  }

  @Test
  void explainsAPeerThatFails() {
    assertFails("raise ValueError('out of luck')", "out of luck");
    assertFails("print('hello')", "the peer's first line is 'hello', expected JSON");
    assertFails(STEADY.replace("0.002 * int(line), ", ""), "expected its seconds");
    assertFails(STEADY.replace("\"parameters\": 7", "\"parameters\": 8"), "not the same model");
  }

  private void assertFails(String script, String part) {
    IOException failure = assertThrows(IOException.class, () -> compare(script));
    assertTrue(String.valueOf(failure.getMessage()).contains(part), failure::toString);
  }

  @Test
  void checksItsNumbers() {
    assertThrows(
        IllegalArgumentException.class, () -> new SideBySide.Options(0, 1, 1, PYTHON, Map.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new SideBySide.Options(1, Double.NaN, 1, PYTHON, Map.of()));
  }

  @Test
  void everyPeerHasAScriptAndAModel() throws IOException {
    Path script;
    try (PeerScripts scripts = PeerScripts.extract()) {
      script = scripts.path("peer.py");
      for (Peer peer : Peer.values()) {
        assertTrue(Files.size(scripts.path(peer.script())) > 0, peer::label);
        try (Workload workload = peer.workload()) {
          assertTrue(workload.parameters() > 0, peer::label);
          workload.step();
        }
      }
    }
    assertFalse(Files.exists(script));
  }
}
