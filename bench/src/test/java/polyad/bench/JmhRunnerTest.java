package polyad.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class JmhRunnerTest {
  private final PrintStream log = new PrintStream(new ByteArrayOutputStream());
  private final JmhRunner.Options brief = new JmhRunner.Options(0, 0, 1, 0.02);

  @Test
  void listsAndRunsBenchmarks() {
    assertTrue(JmhRunner.names().contains("SmallOperation.scopeEach"));
    List<JmhRunner.Score> scores = JmhRunner.run("EinsumPlanner.einsum", brief, log);
    assertEquals(
        List.of("operands=2", "operands=3", "operands=6", "operands=9"),
        scores.stream().map(JmhRunner.Score::parameters).toList());
    assertTrue(scores.stream().allMatch(s -> s.score() > 0 && s.unit().equals("us/op")));
  }

  @Test
  void runsEveryBenchmark() {
    assertEquals(
        JmhRunner.names(),
        JmhRunner.run(".*", brief, log).stream().map(JmhRunner.Score::name).distinct().toList());
  }

  @Test
  void explainsWrongRequests() {
    var none =
        assertThrows(IllegalArgumentException.class, () -> JmhRunner.run("no such", brief, log));
    assertTrue(String.valueOf(none.getMessage()).contains("SmallOperation.collector"));
    assertThrows(IllegalArgumentException.class, () -> new JmhRunner.Options(-1, 0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new JmhRunner.Options(0, 0, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new JmhRunner.Options(0, 0, 1, 0));
  }
}
