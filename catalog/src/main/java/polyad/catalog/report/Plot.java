package polyad.catalog.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A picture of numbers. NaN and infinite points leave gaps. */
public sealed interface Plot extends Block {
  /** What it shows. */
  String title();

  /**
   * An axis.
   *
   * @param label with its unit
   * @param log whether it is logarithmic; values at or below 0 are left out then
   */
  record Axis(String label, boolean log) {
    /** A linear axis. */
    public static Axis linear(String label) {
      return new Axis(label, false);
    }

    /** A logarithmic axis. */
    public static Axis log(String label) {
      return new Axis(label, true);
    }
  }

  /** Named points in order, of lines or of a cloud; x and y have one length. */
  record Points(String name, List<Double> x, List<Double> y) {
    /** Checks the lengths. */
    public Points {
      requireLength(name, x.size(), y.size());
      x = List.copyOf(x);
      y = List.copyOf(y);
    }

    /** From arrays of one length. */
    public static Points of(String name, double[] x, double[] y) {
      return new Points(name, boxed(x), boxed(y));
    }

    /** At x = 1, 2, ... */
    public static Points of(String name, double[] y) {
      double[] x = new double[y.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = i + 1;
      }
      return of(name, x, y);
    }
  }

  /** A curve, with a band from low to high around it unless these are empty. */
  record Curve(Points points, List<Double> low, List<Double> high) {
    /** Checks the lengths. */
    public Curve {
      requireLength(points.name(), low.size(), high.size());
      if (!low.isEmpty()) {
        requireLength(points.name(), low.size(), points.x().size());
      }
      low = List.copyOf(low);
      high = List.copyOf(high);
    }

    /** A curve alone. */
    public static Curve of(String name, double[] x, double[] y) {
      return new Curve(Points.of(name, x, y), List.of(), List.of());
    }

    /** A curve with a band, for example mean ± standard error. */
    public static Curve banded(String name, double[] x, double[] y, double[] low, double[] high) {
      return new Curve(Points.of(name, x, y), boxed(low), boxed(high));
    }
  }

  /**
   * A stretch of the horizontal axis that is shaded, such as a labelled anomaly.
   *
   * @param to at least {@code from}
   */
  record Span(double from, double to) {
    /** Checks the order. */
    public Span {
      if (!(from <= to)) {
        throw new IllegalArgumentException("span from " + from + " to " + to + " is reversed");
      }
    }
  }

  /** Curves over a common axis, and shaded stretches of it. */
  record Lines(String title, Axis x, Axis y, List<Curve> curves, List<Span> spans) implements Plot {
    /** Copies the curves. */
    public Lines {
      curves = List.copyOf(curves);
      spans = List.copyOf(spans);
    }

    /** Curves alone. */
    public Lines(String title, Axis x, Axis y, List<Curve> curves) {
      this(title, x, y, curves, List.of());
    }
  }

  /** Clouds of points; beyond 5,000 points a cloud is thinned evenly when drawn. */
  record Scatter(String title, Axis x, Axis y, List<Points> clouds) implements Plot {
    /** Copies the clouds. */
    public Scatter {
      clouds = List.copyOf(clouds);
    }
  }

  /** Bars of one name, one a group, with error bars unless errors is empty. */
  record BarSeries(String name, List<Double> values, List<Double> errors) {
    /** Checks the lengths. */
    public BarSeries {
      if (!errors.isEmpty()) {
        requireLength(name, values.size(), errors.size());
      }
      values = List.copyOf(values);
      errors = List.copyOf(errors);
    }

    /** Bars without error bars. */
    public static BarSeries of(String name, double... values) {
      return new BarSeries(name, boxed(values), List.of());
    }

    /** Bars with error bars of the standard error. */
    public static BarSeries of(String name, List<Measurement> measurements) {
      return new BarSeries(
          name,
          measurements.stream().map(Measurement::mean).toList(),
          measurements.stream().map(Measurement::standardError).toList());
    }
  }

  /** Bars in named groups. */
  record Bars(String title, Axis y, List<String> groups, List<BarSeries> series) implements Plot {
    /** Checks the lengths. */
    public Bars {
      for (BarSeries bars : series) {
        requireLength(bars.name(), groups.size(), bars.values().size());
      }
      groups = List.copyOf(groups);
      series = List.copyOf(series);
    }
  }

  /** A matrix as colours, row 0 on top. */
  record Heatmap(
      String title,
      String xLabel,
      String yLabel,
      List<String> columns,
      List<String> rows,
      List<List<Double>> values)
      implements Plot {
    /** Checks the lengths; the names of columns and rows may be left empty. */
    public Heatmap {
      for (List<Double> row : values) {
        requireLength(title, values.getFirst().size(), row.size());
      }
      if (!rows.isEmpty()) {
        requireLength(title, rows.size(), values.size());
      }
      if (!columns.isEmpty() && !values.isEmpty()) {
        requireLength(title, columns.size(), values.getFirst().size());
      }
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
      values = values.stream().map(List::copyOf).toList();
    }

    /** A heat map without names. */
    public static Heatmap of(String title, String xLabel, String yLabel, double[][] values) {
      List<List<Double>> rows = new ArrayList<>();
      for (double[] row : values) {
        rows.add(boxed(row));
      }
      return new Heatmap(title, xLabel, yLabel, List.of(), List.of(), rows);
    }
  }

  /** Values of one name whose distribution is drawn. */
  record Sample(String name, List<Double> values) {
    /** Copies the values. */
    public Sample {
      values = List.copyOf(values);
    }

    /** From an array. */
    public static Sample of(String name, double... values) {
      return new Sample(name, boxed(values));
    }
  }

  /**
   * How often values fall into bins of one width.
   *
   * @param bins 1 to 1,000
   */
  record Histogram(String title, String label, int bins, List<Sample> samples) implements Plot {
    /** Checks the bins. */
    public Histogram {
      if (bins < 1 || bins > 1000) {
        throw new IllegalArgumentException("bins is " + bins + ", expected 1 to 1000");
      }
      samples = List.copyOf(samples);
    }
  }

  private static void requireLength(String name, int expected, int found) {
    if (expected != found) {
      throw new IllegalArgumentException(
          "'%s' has parts of lengths %d and %d, expected one length"
              .formatted(name, expected, found));
    }
  }

  private static List<Double> boxed(double[] values) {
    List<Double> list = new ArrayList<>(values.length);
    for (double value : values) {
      list.add(value);
    }
    return Collections.unmodifiableList(list);
  }
}
