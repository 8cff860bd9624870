package polyad.catalog.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import polyad.catalog.report.Plot.BarSeries;
import polyad.catalog.report.Plot.Curve;
import polyad.catalog.report.Plot.Points;
import polyad.catalog.report.Plot.Sample;

/** Draws plots as inline SVG; colours come from the page's style sheet. */
final class PlotSvg {
  /** Colours that the style sheet has; further series begin again, dashed. */
  static final int COLOURS = 8;

  private static final int MOST_POINTS = 5000;

  private PlotSvg() {}

  static String draw(Plot plot) {
    return switch (plot) {
      case Plot.Lines lines -> lines(lines);
      case Plot.Scatter scatter -> scatter(scatter);
      case Plot.Bars bars -> bars(bars);
      case Plot.Histogram histogram -> histogram(histogram);
      case Plot.Heatmap heatmap -> HeatmapSvg.draw(heatmap);
    };
  }

  /** Names of the series in the order of their colours. */
  static List<String> names(Plot plot) {
    return switch (plot) {
      case Plot.Lines lines -> lines.curves().stream().map(c -> c.points().name()).toList();
      case Plot.Scatter scatter -> scatter.clouds().stream().map(Points::name).toList();
      case Plot.Bars bars -> bars.series().stream().map(BarSeries::name).toList();
      case Plot.Histogram histogram -> histogram.samples().stream().map(Sample::name).toList();
      case Plot.Heatmap heatmap -> List.of();
    };
  }

  /** The class of the i-th series. */
  static String colour(int i) {
    return "s" + i % COLOURS + (i >= COLOURS ? " again" : "");
  }

  private static String lines(Plot.Lines plot) {
    List<Points> all = plot.curves().stream().map(Curve::points).toList();
    Scale x = xScale(all, plot.x());
    DoubleStream heights =
        plot.curves().stream()
            .flatMap(c -> Stream.of(c.low(), c.high(), c.points().y()))
            .flatMapToDouble(PlotSvg::stream);
    Scale y = Scale.covering(heights, plot.y().log(), Frame.BOTTOM, Frame.TOP);
    Markup svg = axes(plot, x, plot.x(), y, plot.y());
    plot.spans().forEach(span -> shade(svg, span, x));
    for (int i = 0; i < plot.curves().size(); i++) {
      Curve curve = plot.curves().get(i);
      band(svg, curve, x, y, i);
      path(svg, curve.points(), x, y, i);
    }
    return finish(svg, all, x, y);
  }

  private static void shade(Markup svg, Plot.Span span, Scale x) {
    if (!x.drawable(span.from()) || !x.drawable(span.to())) {
      return;
    }
    double left = Math.clamp(x.at(span.from()), Frame.LEFT, Frame.RIGHT);
    double right = Math.clamp(x.at(span.to()), Frame.LEFT, Frame.RIGHT);
    svg.empty(
        "rect",
        "class",
        "span",
        "x",
        left,
        "y",
        Frame.TOP,
        "width",
        Math.max(1, right - left),
        "height",
        Frame.BOTTOM - Frame.TOP);
  }

  private static void path(Markup svg, Points points, Scale x, Scale y, int series) {
    StringBuilder path = new StringBuilder();
    boolean pen = false;
    for (int k = 0; k < points.x().size(); k++) {
      double px = points.x().get(k);
      double py = points.y().get(k);
      boolean drawn = x.drawable(px) && y.drawable(py);
      if (drawn) {
        path.append(pen ? 'L' : 'M').append(point(x.at(px), y.at(py)));
      }
      pen = drawn;
    }
    if (!path.isEmpty()) {
      svg.empty("path", "class", "line " + colour(series), "d", path);
    }
    if (points.x().size() <= 40) {
      dots(svg, points, x, y, series);
    }
  }

  private static void band(Markup svg, Curve curve, Scale x, Scale y, int series) {
    List<String> upper = new ArrayList<>();
    List<String> lower = new ArrayList<>();
    for (int k = 0; k < curve.low().size(); k++) {
      double px = curve.points().x().get(k);
      if (x.drawable(px) && y.drawable(curve.low().get(k)) && y.drawable(curve.high().get(k))) {
        upper.add(point(x.at(px), y.at(curve.high().get(k))));
        lower.addFirst(point(x.at(px), y.at(curve.low().get(k))));
      }
    }
    if (upper.size() > 1) {
      upper.addAll(lower);
      svg.empty("polygon", "class", "band " + colour(series), "points", String.join(" ", upper));
    }
  }

  private static String scatter(Plot.Scatter plot) {
    Scale x = xScale(plot.clouds(), plot.x());
    DoubleStream heights = plot.clouds().stream().flatMapToDouble(c -> stream(c.y()));
    Scale y = Scale.covering(heights, plot.y().log(), Frame.BOTTOM, Frame.TOP);
    Markup svg = axes(plot, x, plot.x(), y, plot.y());
    for (int i = 0; i < plot.clouds().size(); i++) {
      dots(svg, plot.clouds().get(i), x, y, i);
    }
    return finish(svg, plot.clouds(), x, y);
  }

  private static void dots(Markup svg, Points points, Scale x, Scale y, int series) {
    int stride = Math.ceilDiv(Math.max(1, points.x().size()), MOST_POINTS);
    svg.open("g", "class", "dots " + colour(series));
    for (int k = 0; k < points.x().size(); k += stride) {
      double px = points.x().get(k);
      double py = points.y().get(k);
      if (x.drawable(px) && y.drawable(py)) {
        svg.empty(
            "circle", "cx", x.at(px), "cy", y.at(py), "r", points.x().size() > 200 ? 1.8 : 2.8);
      }
    }
    svg.close("g");
  }

  private static String bars(Plot.Bars plot) {
    DoubleStream tops = plot.series().stream().flatMapToDouble(PlotSvg::reach);
    boolean log = plot.y().log();
    Scale y =
        log
            ? Scale.covering(tops, true, Frame.BOTTOM, Frame.TOP)
            : Scale.fromZero(tops, Frame.BOTTOM, Frame.TOP);
    Markup svg = Frame.canvas(plot.title());
    Frame.yAxis(svg, y, plot.y().label());
    double base = log ? Frame.BOTTOM : y.at(0);
    double slot = (Frame.RIGHT - Frame.LEFT) / Math.max(1, plot.groups().size());
    double width = slot * 0.76 / Math.max(1, plot.series().size());
    for (int i = 0; i < plot.series().size(); i++) {
      for (int g = 0; g < plot.groups().size(); g++) {
        double left = Frame.LEFT + g * slot + slot * 0.12 + i * width;
        bar(svg, plot.series().get(i), g, i, left, width, y, base);
      }
    }
    if (!plot.groups().isEmpty()) {
      Frame.xNames(svg, plot.groups());
    }
    Frame.edges(svg);
    return svg.close("svg").toString();
  }

  private static void bar(
      Markup svg,
      BarSeries bars,
      int group,
      int series,
      double left,
      double width,
      Scale y,
      double base) {
    double value = bars.values().get(group);
    if (!y.drawable(value)) {
      return;
    }
    double top = y.at(value);
    svg.open(
            "rect",
            "class",
            "bar " + colour(series),
            "x",
            left,
            "width",
            Math.max(0.5, width - 1),
            "y",
            Math.min(top, base),
            "height",
            Math.max(0.5, Math.abs(base - top)))
        .element("title", bars.name() + ": " + Numbers.format(value))
        .close("rect");
    double error = bars.errors().isEmpty() ? Double.NaN : bars.errors().get(group);
    if (y.drawable(value - error) && y.drawable(value + error)) {
      double middle = left + width / 2;
      svg.empty(
          "path",
          "class",
          "error",
          "d",
          "M" + point(middle, y.at(value - error)) + "L" + point(middle, y.at(value + error)));
    }
  }

  private static DoubleStream reach(BarSeries bars) {
    return IntStream.range(0, bars.values().size())
        .boxed()
        .flatMapToDouble(
            i -> {
              double value = bars.values().get(i);
              double error = bars.errors().isEmpty() ? Double.NaN : bars.errors().get(i);
              double spread = Double.isFinite(error) ? error : 0;
              return DoubleStream.of(value - spread, value, value + spread);
            });
  }

  private static String histogram(Plot.Histogram plot) {
    Scale x =
        Scale.covering(
            plot.samples().stream().flatMapToDouble(s -> stream(s.values())),
            false,
            Frame.LEFT,
            Frame.RIGHT);
    List<int[]> counts =
        plot.samples().stream().map(s -> count(s.values(), plot.bins(), x)).toList();
    DoubleStream tops = counts.stream().flatMapToInt(IntStream::of).asDoubleStream();
    Scale y = Scale.fromZero(tops, Frame.BOTTOM, Frame.TOP);
    Markup svg = Frame.canvas(plot.title());
    Frame.yAxis(svg, y, "count");
    Frame.xAxis(svg, x, plot.label());
    double width = (Frame.RIGHT - Frame.LEFT) / plot.bins();
    for (int i = 0; i < counts.size(); i++) {
      steps(svg, counts.get(i), width, y, i);
    }
    Frame.edges(svg);
    return svg.close("svg").toString();
  }

  private static int[] count(List<Double> values, int bins, Scale x) {
    int[] counts = new int[bins];
    for (double value : values) {
      if (x.drawable(value)) {
        double part = (x.at(value) - Frame.LEFT) / (Frame.RIGHT - Frame.LEFT);
        counts[Math.clamp((int) (part * bins), 0, bins - 1)]++;
      }
    }
    return counts;
  }

  private static void steps(Markup svg, int[] counts, double width, Scale y, int series) {
    StringBuilder outline = new StringBuilder("M" + point(Frame.LEFT, y.at(0)));
    for (int b = 0; b < counts.length; b++) {
      double left = Frame.LEFT + b * width;
      outline.append('L').append(point(left, y.at(counts[b])));
      outline.append('L').append(point(left + width, y.at(counts[b])));
    }
    outline.append('L').append(point(Frame.RIGHT, y.at(0))).append('Z');
    svg.empty("path", "class", "area " + colour(series), "d", outline);
  }

  private static Scale xScale(List<Points> points, Plot.Axis axis) {
    DoubleStream places = points.stream().flatMapToDouble(p -> stream(p.x()));
    return Scale.covering(places, axis.log(), Frame.LEFT, Frame.RIGHT);
  }

  private static Markup axes(Plot plot, Scale x, Plot.Axis xAxis, Scale y, Plot.Axis yAxis) {
    Markup svg = Frame.canvas(plot.title());
    Frame.yAxis(svg, y, yAxis.label());
    Frame.xAxis(svg, x, xAxis.label());
    return svg;
  }

  private static String finish(Markup svg, List<Points> all, Scale x, Scale y) {
    boolean nothing =
        all.stream()
            .noneMatch(
                p ->
                    IntStream.range(0, p.x().size())
                        .anyMatch(k -> x.drawable(p.x().get(k)) && y.drawable(p.y().get(k))));
    if (nothing) {
      Frame.nothing(svg);
    }
    Frame.edges(svg);
    return svg.close("svg").toString();
  }

  private static DoubleStream stream(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue);
  }

  private static String point(double x, double y) {
    return Markup.number(x) + "," + Markup.number(y);
  }
}
