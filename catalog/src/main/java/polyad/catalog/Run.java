package polyad.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import polyad.catalog.report.Report;

/**
 * An experiment's view of the run it is carried out in.
 *
 * <p>A run that was interrupted is carried out again from the start in the same directory: parts
 * that went through {@link #once} return their stored result, and a trainer that finds its {@link
 * #checkpoint} continues from it.
 */
public final class Run {
  private final RunDirectory directory;
  private final Monitor monitor;
  private final Report report;

  /** A run in that directory. */
  public Run(RunDirectory directory, Report report, Monitor monitor) {
    this.directory = directory;
    this.report = report;
    this.monitor = monitor;
  }

  /** How much work it may spend. */
  public Profile profile() {
    return directory.header().profile();
  }

  /** The seed given by the user. */
  public long seed() {
    return directory.header().seed();
  }

  /** Distinct seeds for repeated trainings: the user's first, then others derived from it. */
  public List<Long> seeds(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("count is " + count + ", expected at least 1");
    }
    SplittableRandom random = new SplittableRandom(seed());
    List<Long> seeds = new ArrayList<>();
    seeds.add(seed());
    while (seeds.size() < count) {
      long next = random.nextInt(Integer.MAX_VALUE);
      if (!seeds.contains(next)) {
        seeds.add(next);
      }
    }
    return List.copyOf(seeds);
  }

  /** The directory given by {@code --data}, where public data sets are looked up first. */
  public @Nullable Path data() {
    String data = directory.header().data();
    return data == null ? null : Path.of(data);
  }

  /** Whether to follow the official code where that looks at test data. */
  public boolean officialProtocol() {
    return directory.header().officialProtocol();
  }

  /** Its files. */
  public RunDirectory directory() {
    return directory;
  }

  /** What it has to say. */
  public Report report() {
    return report;
  }

  /** Starts showing a stretch of work; close it at the end. */
  public Progress progress(String label, long total) {
    return monitor.progress(label, total);
  }

  /** Shows one line beside the progress. */
  public void info(String line) {
    monitor.info(line);
  }

  /** Who watches. */
  public Monitor monitor() {
    return monitor;
  }

  /**
   * Appends a line to {@code metrics.jsonl}. After a resumed run a step may stand there twice; the
   * later line counts.
   *
   * @param series such as {@code olinear-seed1}
   * @param step such as the epoch
   * @param values for example {@code loss}
   */
  public void metric(String series, long step, Map<String, ? extends Number> values)
      throws IOException {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("series", series);
    line.put("step", step);
    line.putAll(values);
    directory.appendMetric(line);
  }

  /** The directory for one training's checkpoints, made if missing. */
  public Path checkpoint(String name) throws IOException {
    return directory.checkpoint(name);
  }

  /**
   * Does a part of the work unless this run has done it before.
   *
   * @param name unique in the run; letters, digits and {@code . _ = + -}
   * @param type of the result: anything Jackson reads back, best a record of numbers
   * @param work is not called when its result is stored
   * @throws StopException instead of starting the work, once the user asked to stop
   */
  public <T> T once(String name, Class<T> type, Callable<T> work) throws Exception {
    Optional<T> known = directory.result(name, type);
    if (known.isPresent()) {
      return known.get();
    }
    stopIfRequested();
    T value = work.call();
    directory.storeResult(name, value);
    return value;
  }

  /** Starts writing the run's model; an earlier one is replaced. */
  public ModelDirectory.Writer model() throws IOException {
    return ModelDirectory.writer(directory.model(), directory.header().method(), true);
  }

  /** Whether the user asked to stop: save, then throw {@link StopException}. */
  public boolean stopRequested() {
    return monitor.stopRequested();
  }

  /**
   * For places where nothing needs saving.
   *
   * @throws StopException once the user asked to stop
   */
  public void stopIfRequested() {
    if (stopRequested()) {
      throw new StopException();
    }
  }
}
