package polyad.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import polyad.tensor.Engine;

/** Gives two sides their turns: A B A B ... */
public final class SideBySide {
  private static final int LONGEST = 1_000_000;

  private final Options options;
  private final Consumer<String> log;

  /**
   * How to measure.
   *
   * @param rounds pairs of turns, 1 to 10000
   * @param turnSeconds how long a turn should last, above 0
   * @param warmUpSeconds how long either side runs before the first turn that counts, above 0
   * @param python the interpreter that runs the other side
   * @param environment of the other side's process, in addition to this process's
   */
  public record Options(
      int rounds,
      double turnSeconds,
      double warmUpSeconds,
      Path python,
      Map<String, String> environment) {
    /** Checks the numbers. */
    public Options {
      if (rounds < 1 || rounds > 10_000) {
        throw new IllegalArgumentException("rounds is " + rounds + ", allowed: 1 to 10000");
      }
      requirePositive("turnSeconds", turnSeconds);
      requirePositive("warmUpSeconds", warmUpSeconds);
      environment = Map.copyOf(environment);
    }

    private static void requirePositive(String name, double value) {
      if (!(value > 0) || value > 3600) {
        throw new IllegalArgumentException(name + " is " + value + ", allowed: above 0, to 3600");
      }
    }
  }

  /**
   * Ready to compare.
   *
   * @param log is told, a line at a time, what is being measured and what is missing
   */
  public SideBySide(Options options, Consumer<String> log) {
    this.options = options;
    this.log = log;
  }

  /**
   * Compares one model with the other side, or measures ours alone where the other is missing.
   *
   * @throws IOException when the other side fails
   */
  public Comparison compare(Peer peer, int threads) throws IOException {
    Engine.setThreads(threads);
    log.accept("%s, %d threads".formatted(peer.label(), threads));
    try (Contender ours = new OwnSide(peer.workload());
        PeerScripts scripts = PeerScripts.extract()) {
      return compare(peer, threads, ours, scripts.path(peer.script()));
    }
  }

  Comparison compare(Peer peer, int threads, Contender ours, Path script) throws IOException {
    try (PeerProcess theirs =
        PeerProcess.start(
            options.python(), script, threads, peer.arguments(), options.environment())) {
      if (theirs.parameters() != ours.parameters()) {
        throw new IOException(
            "%s has %d parameters, its peer %d: they are not the same model"
                .formatted(peer.label(), ours.parameters(), theirs.parameters()));
      }
      return measure(peer, threads, ours, theirs);
    } catch (MissingPeerException e) {
      log.accept(
          "no peer (%s): measuring Polyad alone; on Debian, apt-get install python3-torch"
              .formatted(e.getMessage()));
      return measure(peer, threads, ours, null);
    }
  }

  private Comparison measure(Peer peer, int threads, Contender ours, @Nullable PeerProcess theirs)
      throws IOException {
    int ourSteps = warmUp(ours);
    int theirSteps = theirs == null ? 0 : warmUp(theirs);
    List<Turn> ourTurns = new ArrayList<>();
    List<Turn> theirTurns = new ArrayList<>();
    for (int round = 0; round < options.rounds(); round++) {
      ourTurns.add(ours.run(ourSteps));
      if (theirs != null) {
        theirTurns.add(theirs.run(theirSteps));
      }
    }
    String engine = theirs == null ? null : theirs.version() + ", " + theirs.blas();
    return new Comparison(peer, threads, ourTurns, theirTurns, engine);
  }

  /** Runs until warm; how many steps then fill a turn. */
  private int warmUp(Contender side) throws IOException {
    double spent = 0;
    int steps = 1;
    while (true) {
      Turn turn = side.run(steps);
      spent += turn.seconds();
      double step = Math.max(turn.seconds() / steps, 1e-9);
      int fill = Math.clamp(Math.round(options.turnSeconds() / step), 1, LONGEST);
      if (spent >= options.warmUpSeconds()) {
        return fill;
      }
      steps = Math.min(2 * steps, fill);
    }
  }
}
