package polyad.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import polyad.bench.Comparison;
import polyad.bench.JmhRunner;
import polyad.bench.Machine;
import polyad.bench.Peer;
import polyad.bench.SideBySide;
import polyad.bench.Spread;
import polyad.catalog.Names;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;

/** {@code polyad bench list}, {@code jmh}, {@code peers}, {@code index} and {@code serve}. */
final class BenchVerbs {
  private BenchVerbs() {}

  static CommandLine line(Console console) {
    return VerbGroup.of(
        "bench",
        "Measure how fast Polyad is on this machine.",
        new ListVerb(console),
        new JmhVerb(console),
        new PeersVerb(console),
        new BenchIndexVerb(console),
        new BenchServeVerb(console));
  }

  /** {@code polyad bench list}. */
  @Command(name = "list", description = "List the benchmarks.")
  static final class ListVerb extends Verb {
    ListVerb(Console console) {
      super(console);
    }

    @Override
    public Integer call() {
      Table.Builder table = Table.of("").columns("command", "what it measures");
      for (Peer peer : Peer.values()) {
        table.row("polyad bench peers " + peer.label(), peer.title());
      }
      for (String name : JmhRunner.names()) {
        table.row("polyad bench jmh " + name, null);
      }
      table.row(
          "polyad bench index", "Funnel search beside a whole-vector graph and an exact scan");
      table.row("polyad bench serve URL", "Embeddings a second and latency of a running server");
      print(table.build());
      return OK;
    }
  }

  /** {@code polyad bench jmh}. */
  @Command(name = "jmh", description = "Run JMH benchmarks of the engine's own costs.")
  static final class JmhVerb extends Verb {
    @Parameters(
        paramLabel = "REGEX",
        arity = "0..1",
        description = "Which; see polyad bench list. All by default.")
    private String regex = ".*";

    @Option(
        names = "--forks",
        paramLabel = "N",
        description = "Processes, one after another; 0 runs in this one. 1 by default.")
    private int forks = 1;

    @Option(
        names = "--warm-ups",
        paramLabel = "N",
        description = "Iterations that do not count; 3 by default.")
    private int warmUps = 3;

    @Option(
        names = "--iterations",
        paramLabel = "N",
        description = "Iterations that count; 5 by default.")
    private int iterations = 5;

    @Option(
        names = "--seconds",
        paramLabel = "S",
        description = "Length of an iteration; 1 by default.")
    private double seconds = 1;

    JmhVerb(Console console) {
      super(console);
    }

    @Override
    public Integer call() {
      JmhRunner.Options options = new JmhRunner.Options(forks, warmUps, iterations, seconds);
      String machine = Machine.describe().line();
      Table.Builder table =
          Table.of("").columns("benchmark", "parameters", "mean", "± 99.9 %", "unit").note(machine);
      for (JmhRunner.Score score : JmhRunner.run(regex, options, console.err())) {
        table.row(score.name(), score.parameters(), score.score(), score.error(), score.unit());
      }
      print(table.build());
      return OK;
    }
  }

  /** {@code polyad bench peers}. */
  @Command(
      name = "peers",
      description = {
        "Compare training steps with the same models in Python's PyTorch, turn by turn.",
        "A ratio below 1 means that Polyad takes less time. Needs Debian's python3-torch."
      })
  static final class PeersVerb extends Verb {
    @Parameters(
        paramLabel = "NAME",
        arity = "0..*",
        description = "Which models; see polyad bench list. All by default.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--rounds", paramLabel = "N", description = "Pairs of turns; 15 by default.")
    private int rounds = 15;

    @Option(
        names = "--threads",
        paramLabel = "N",
        split = ",",
        description = "Threads of either side, or several numbers; 1,2 by default.")
    private List<Integer> threads = List.of(1, 2);

    @Option(
        names = "--seconds",
        paramLabel = "S",
        description = "Length of a turn; 0.3 by default.")
    private double seconds = 0.3;

    @Option(
        names = "--warm-up",
        paramLabel = "S",
        description = "Seconds that either side runs first; 3 by default.")
    private double warmUp = 3;

    @Option(
        names = "--python",
        paramLabel = "FILE",
        description = "The interpreter of the other side; /usr/bin/python3 by default.")
    private Path python = Path.of("/usr/bin/python3");

    @Option(
        names = "--peer-env",
        paramLabel = "NAME=VALUE",
        description = "Set a variable for the other side only, such as LD_LIBRARY_PATH.")
    private Map<String, String> environment = new LinkedHashMap<>();

    PeersVerb(Console console) {
      super(console);
    }

    @Override
    public Integer call() throws IOException {
      SideBySide.Options options =
          new SideBySide.Options(rounds, seconds, warmUp, python, environment);
      List<Peer> peers =
          names.isEmpty() ? List.of(Peer.values()) : names.stream().map(this::find).toList();
      threads.forEach(Threads::require);
      Machine machine = Machine.describe();
      SideBySide harness =
          new SideBySide(options, line -> console.err().println("polyad bench: " + line));
      List<Comparison> comparisons = new ArrayList<>();
      for (int count : threads) {
        for (Peer peer : peers) {
          comparisons.add(harness.compare(peer, count));
        }
      }
      if (common.json) {
        printJson(
            Map.of(
                "machine",
                machine,
                "rounds",
                rounds,
                "comparisons",
                comparisons.stream().map(PeersVerb::summary).toList()));
      } else {
        print(table(machine, comparisons));
      }
      return OK;
    }

    private Peer find(String name) {
      return Peer.find(name)
          .orElseThrow(() -> new UsageException(Names.unknown("peer", name, Peer.labels())));
    }

    private Table table(Machine machine, List<Comparison> comparisons) {
      String engines = engines(comparisons);
      Table.Builder table =
          Table.of("")
              .columns("model", "threads", "Polyad ms", "peer ms")
              .columns("ratio", "least", "greatest", "ratio of CPU time")
              .note(
                  "%s. Peer: %s. Medians of %d pairs of turns."
                      .formatted(machine.line(), engines, rounds));
      for (Comparison one : comparisons) {
        Spread theirs = one.theirMilliseconds();
        Spread ratio = one.ratio();
        Spread cpu = one.cpuRatio();
        table.row(
            one.peer().label(),
            one.threads(),
            one.ourMilliseconds().median(),
            theirs == null ? null : theirs.median(),
            ratio == null ? null : ratio.median(),
            ratio == null ? null : ratio.min(),
            ratio == null ? null : ratio.max(),
            cpu == null ? null : cpu.median());
      }
      return table.build();
    }

    private static String engines(List<Comparison> comparisons) {
      List<String> engines =
          comparisons.stream().map(Comparison::engine).filter(Objects::nonNull).distinct().toList();
      return engines.isEmpty() ? "none" : String.join("; ", engines);
    }

    private static Map<String, @Nullable Object> summary(Comparison one) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      map.put("model", one.peer().label());
      map.put("threads", one.threads());
      map.put("engine", one.engine());
      map.put("milliseconds", one.ourMilliseconds());
      map.put("peerMilliseconds", one.theirMilliseconds());
      map.put("ratio", one.ratio());
      map.put("cpuRatio", one.cpuRatio());
      return map;
    }
  }
}
