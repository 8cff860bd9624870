package polyad.catalog.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Maps values to pixels along an axis.
 *
 * @param low value at {@code from}
 * @param high value at {@code to}, above low
 * @param log whether logarithmic; low is above 0 then
 * @param from pixel of the lowest value
 * @param to pixel of the highest value
 */
record Scale(double low, double high, boolean log, double from, double to) {
  /** Differences and ratios of two values below it stay finite. */
  private static final double FARTHEST = 1e150;

  /** A round mark on the axis. */
  record Tick(double value, String label) {}

  /** Covers the drawable values with a little room; the unit interval when there are none. */
  static Scale covering(DoubleStream values, boolean log, double from, double to) {
    double[] usable = values.filter(v -> drawable(v, log)).toArray();
    if (usable.length == 0) {
      return new Scale(log ? 0.1 : 0, log ? 10 : 1, log, from, to);
    }
    double low = DoubleStream.of(usable).min().orElseThrow();
    double high = DoubleStream.of(usable).max().orElseThrow();
    if (log) {
      double room = high / low < 1.001 ? 2 : Math.pow(high / low, 0.04);
      return new Scale(low / room, high * room, true, from, to);
    }
    double size = Math.max(Math.abs(low), Math.abs(high));
    boolean flat = high - low <= size * 1e-9 || size < 1 / FARTHEST;
    double room = flat ? Math.max(0.5, size * 0.1) : (high - low) * 0.04;
    return new Scale(low - room, high + room, false, from, to);
  }

  /** Covers the values and zero, for bars: no room beyond zero. */
  static Scale fromZero(DoubleStream values, double from, double to) {
    double[] usable = values.filter(v -> drawable(v, false)).toArray();
    double low = Math.min(0, DoubleStream.of(usable).min().orElse(0));
    double high = Math.max(0, DoubleStream.of(usable).max().orElse(0));
    double room = high - low < 1 / FARTHEST ? 1 : (high - low) * 0.06;
    return new Scale(
        low < 0 ? low - room : 0, high > 0 || low == 0 ? high + room : 0, false, from, to);
  }

  /** Whether the axis has a place for the value; the extremes of double have none. */
  static boolean drawable(double value, boolean log) {
    return log ? value > 1 / FARTHEST && value < FARTHEST : Math.abs(value) < FARTHEST;
  }

  boolean drawable(double value) {
    return drawable(value, log);
  }

  /** The value's pixel. */
  double at(double value) {
    double part =
        log
            ? (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))
            : (value - low) / (high - low);
    return from + part * (to - from);
  }

  /** Three to about eight round marks. */
  List<Tick> ticks() {
    return log && high / low > 8 ? logTicks() : linearTicks();
  }

  private List<Tick> linearTicks() {
    double step = roundStep((high - low) / 5);
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    boolean scientific = Math.max(Math.abs(low), Math.abs(high)) >= 1e6 || decimals > 5;
    List<Tick> ticks = new ArrayList<>();
    double first = Math.ceil(low / step - 1e-9);
    for (int i = 0; i < 20 && (first + i) * step <= high + step * 1e-9; i++) {
      double value = (first + i) * step;
      String label =
          scientific
              ? String.format(Locale.ROOT, "%.3g", value)
              : String.format(Locale.ROOT, "%." + decimals + "f", value == 0 ? 0.0 : value);
      ticks.add(new Tick(value, label));
    }
    return ticks;
  }

  private static double roundStep(double rough) {
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double lead = rough / power;
    return (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10) * power;
  }

  private List<Tick> logTicks() {
    int first = (int) Math.ceil(Math.log10(low) - 1e-9);
    int last = (int) Math.floor(Math.log10(high) + 1e-9);
    int stride = Math.max(1, (last - first) / 7);
    List<Tick> ticks = new ArrayList<>();
    for (int power = first - 1; power <= last; power += stride) {
      double decade = Math.pow(10, power);
      for (int lead : last - first < 3 ? new int[] {1, 2, 5} : new int[] {1}) {
        if (lead * decade >= low * 0.999 && lead * decade <= high * 1.001) {
          ticks.add(new Tick(lead * decade, logLabel(lead, power)));
        }
      }
    }
    return ticks;
  }

  private static String logLabel(int lead, int power) {
    if (power >= -3 && power <= 4) {
      return Numbers.brief(lead * Math.pow(10, power));
    }
    return lead + "e" + power;
  }
}
