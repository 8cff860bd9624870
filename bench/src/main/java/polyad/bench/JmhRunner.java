package polyad.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the JMH benchmarks of {@link polyad.bench.jmh}. */
public final class JmhRunner {
  private static final String PACKAGE = "polyad.bench.jmh.";

  private JmhRunner() {}

  /**
   * How to run.
   *
   * @param forks processes one after another, 0 for this one
   * @param warmUps iterations that do not count
   * @param iterations iterations that count, at least 1
   * @param seconds how long an iteration lasts, above 0
   */
  public record Options(int forks, int warmUps, int iterations, double seconds) {
    /** Checks the numbers. */
    public Options {
      requireRange("forks", forks, 0);
      requireRange("warmUps", warmUps, 0);
      requireRange("iterations", iterations, 1);
      if (!(seconds > 0) || seconds > 3600) {
        throw new IllegalArgumentException("seconds is " + seconds + ", allowed: above 0, to 3600");
      }
    }

    private static void requireRange(String name, int value, int least) {
      if (value < least || value > 1000) {
        throw new IllegalArgumentException(
            "%s is %d, allowed: %d to 1000".formatted(name, value, least));
      }
    }
  }

  /**
   * One benchmark's result.
   *
   * @param name without the package
   * @param parameters such as {@code operands=4}, or empty
   * @param score the mean
   * @param error half the width of its 99.9 % confidence interval; NaN for a single iteration
   * @param unit such as us/op
   */
  public record Score(String name, String parameters, double score, double error, String unit) {}

  /** The names of all benchmarks, without the package, in order. */
  public static List<String> names() {
    OutputFormat silent = OutputFormatFactory.createFormatInstance(System.err, VerboseMode.SILENT);
    return BenchmarkList.defaultList().find(silent, List.of(".*"), List.of()).stream()
        .map(BenchmarkListEntry::getUsername)
        .filter(name -> name.startsWith(PACKAGE))
        .map(JmhRunner::shorten)
        .sorted()
        .toList();
  }

  /**
   * Runs all benchmarks in whose names the expression is found. Forked processes take over this
   * one's flags and class path.
   *
   * @param log where JMH reports while it runs
   * @throws IllegalArgumentException when no name matches
   * @throws IllegalStateException when a benchmark fails
   */
  public static List<Score> run(String regex, Options options, PrintStream log) {
    var jmh =
        new OptionsBuilder()
            .include(regex)
            .forks(options.forks())
            .warmupIterations(options.warmUps())
            .measurementIterations(options.iterations())
            .warmupTime(time(options.seconds()))
            .measurementTime(time(options.seconds()))
            .shouldFailOnError(true)
            .build();
    OutputFormat format = OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL);
    try {
      return scores(new Runner(jmh, format).run());
    } catch (NoBenchmarksException e) {
      throw new IllegalArgumentException(
          "no benchmark matches '" + regex + "'; there are " + String.join(", ", names()), e);
    } catch (RunnerException e) {
      throw new IllegalStateException("a benchmark failed: " + e.getMessage(), e);
    }
  }

  private static TimeValue time(double seconds) {
    return TimeValue.milliseconds(Math.max(1, Math.round(1000 * seconds)));
  }

  private static List<Score> scores(Collection<RunResult> results) {
    List<Score> scores = new ArrayList<>();
    for (RunResult result : results) {
      Result<?> primary = result.getPrimaryResult();
      scores.add(
          new Score(
              shorten(result.getParams().getBenchmark()),
              parameters(result),
              primary.getScore(),
              primary.getScoreError(),
              primary.getScoreUnit().toLowerCase(Locale.ROOT)));
    }
    return List.copyOf(scores);
  }

  private static String parameters(RunResult result) {
    Map<String, String> sorted = new TreeMap<>();
    result.getParams().getParamsKeys().forEach(k -> sorted.put(k, result.getParams().getParam(k)));
    return sorted.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String shorten(String name) {
    return name.startsWith(PACKAGE) ? name.substring(PACKAGE.length()) : name;
  }
}
