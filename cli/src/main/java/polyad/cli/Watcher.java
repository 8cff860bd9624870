package polyad.cli;

import java.util.function.BooleanSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import polyad.catalog.Monitor;
import polyad.catalog.Progress;
import polyad.catalog.report.Numbers;

/** Shows progress on the standard error stream: a bar on a terminal, else a line at each end. */
final class Watcher implements Monitor {
  private final Console console;
  private final BooleanSupplier stop;

  Watcher(Console console, BooleanSupplier stop) {
    this.console = console;
    this.stop = stop;
  }

  @Override
  public Progress progress(String label, long total) {
    return console.terminal() ? new Bar(console, label, total) : new Line(console, label, total);
  }

  @Override
  public void info(String line) {
    console.err().println((console.terminal() ? "\r\033[K" : "") + line);
  }

  @Override
  public boolean stopRequested() {
    return stop.getAsBoolean();
  }

  /** Label, bar, steps per second, time left and loss. */
  private static final class Bar implements Progress {
    private final ProgressBar bar;

    Bar(Console console, String label, long total) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(label)
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(200)
              .setConsumer(new ConsoleProgressBarConsumer(console.err(), console.columns() - 1))
              .showSpeed()
              .build();
    }

    @Override
    public void at(long done, double loss) {
      bar.stepTo(done);
      show(loss);
    }

    @Override
    public void step(double loss) {
      bar.step();
      show(loss);
    }

    private void show(double loss) {
      if (!Double.isNaN(loss)) {
        bar.setExtraMessage(" loss " + Numbers.format(loss));
      }
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** For logs: how long it took and where the loss ended. */
  private static final class Line implements Progress {
    private final Console console;
    private final String label;
    private final long start = System.nanoTime();
    private long done;
    private long first;
    private double last = Double.NaN;

    Line(Console console, String label, long total) {
      this.console = console;
      this.label = label;
      console.err().println(label + (total < 0 ? "" : ": " + total + " steps"));
    }

    @Override
    public void at(long reached, double loss) {
      if (done == 0) {
        first = reached;
      }
      done = reached;
      last = loss;
    }

    @Override
    public void step(double loss) {
      done++;
      last = loss;
    }

    @Override
    public void close() {
      double seconds = (System.nanoTime() - start) / 1e9;
      String loss = Double.isNaN(last) ? "" : ", loss " + Numbers.format(last);
      console
          .err()
          .printf(
              "%s: step %d after %.1f s (%.1f a second)%s%n",
              label, done, seconds, (done - first) / Math.max(1e-9, seconds), loss);
    }
  }
}
