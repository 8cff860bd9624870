package polyad.catalog.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Draws matrices as colours, with a bar that explains them. */
final class HeatmapSvg {
  private static final int MOST_CELLS = 96;
  private static final int MOST_WRITTEN = 12;
  private static final double BAR = 64;

  /** Dark to light, even in lightness. */
  private static final int[] SEQUENTIAL = {0x440154, 0x3b528b, 0x21918c, 0x5ec962, 0xfde725};

  /** Blue below zero, red above. */
  private static final int[] DIVERGING = {0x2166ac, 0x92c5de, 0xf7f7f7, 0xf4a582, 0xb2182b};

  private final Plot.Heatmap plot;
  private final List<List<Double>> cells;
  private final double low;
  private final double high;
  private final boolean diverging;
  private final int[] ramp;

  private HeatmapSvg(Plot.Heatmap plot) {
    this.plot = plot;
    this.cells = shrink(plot.values());
    double min = finite(cells).min().orElse(0);
    double max = finite(cells).max().orElse(1);
    this.diverging = min < 0 && max > 0;
    double reach = Math.max(-min, max);
    this.low = diverging ? -reach : min;
    this.high = diverging ? reach : max > min ? max : min + Math.max(1, Math.abs(min));
    this.ramp = diverging ? DIVERGING : SEQUENTIAL;
  }

  static String draw(Plot.Heatmap plot) {
    return new HeatmapSvg(plot).draw();
  }

  private String draw() {
    Markup svg = Frame.canvas(plot.title());
    if (cells.isEmpty() || cells.getFirst().isEmpty()) {
      Frame.nothing(svg);
      return svg.close("svg").toString();
    }
    double width = (Frame.RIGHT - BAR - Frame.LEFT) / cells.getFirst().size();
    double height = (Frame.BOTTOM - Frame.TOP) / cells.size();
    for (int i = 0; i < cells.size(); i++) {
      for (int j = 0; j < cells.get(i).size(); j++) {
        cell(
            svg,
            cells.get(i).get(j),
            Frame.LEFT + j * width,
            Frame.TOP + i * height,
            width,
            height);
      }
    }
    names(svg, width, height);
    bar(svg);
    return svg.close("svg").toString();
  }

  private void cell(Markup svg, double value, double x, double y, double width, double height) {
    if (!Scale.drawable(value, false)) {
      return;
    }
    double part = (value - low) / (high - low);
    svg.open(
            "rect",
            "x",
            x,
            "y",
            y,
            "width",
            width + 0.3,
            "height",
            height + 0.3,
            "fill",
            colour(part))
        .element("title", Numbers.format(value))
        .close("rect");
    if (cells.size() <= MOST_WRITTEN && cells.getFirst().size() <= MOST_WRITTEN) {
      svg.element(
          "text",
          String.format(Locale.ROOT, "%.2g", value),
          "x",
          x + width / 2,
          "y",
          y + height / 2 + 4,
          "text-anchor",
          "middle",
          "style",
          "fill:" + (isDark(part) ? "#fff" : "#111"));
    }
  }

  private void names(Markup svg, double width, double height) {
    boolean whole = cells.size() == plot.values().size();
    if (!plot.rows().isEmpty() && whole && height >= 11) {
      for (int i = 0; i < cells.size(); i++) {
        double middle = Frame.TOP + (i + 0.5) * height + 4;
        String name = Frame.shorten(plot.rows().get(i), 8);
        svg.element("text", name, "x", Frame.LEFT - 6, "y", middle, "text-anchor", "end");
      }
    }
    boolean wide = cells.getFirst().size() == plot.values().getFirst().size();
    if (!plot.columns().isEmpty() && wide && width >= 24) {
      for (int j = 0; j < cells.getFirst().size(); j++) {
        double middle = Frame.LEFT + (j + 0.5) * width;
        String name = Frame.shorten(plot.columns().get(j), (int) Math.max(2, width / 7));
        svg.element("text", name, "x", middle, "y", Frame.BOTTOM + 18, "text-anchor", "middle");
      }
    }
    Frame.xLabel(svg, plot.xLabel());
    svg.element(
        "text",
        plot.yLabel(),
        "class",
        "label",
        "text-anchor",
        "middle",
        "transform",
        "translate(12 " + Markup.number((Frame.TOP + Frame.BOTTOM) / 2) + ") rotate(-90)");
  }

  private void bar(Markup svg) {
    int steps = 48;
    double left = Frame.RIGHT - 48;
    Scale scale = new Scale(low, high, false, Frame.BOTTOM, Frame.TOP);
    double height = (Frame.BOTTOM - Frame.TOP) / steps;
    for (int i = 0; i < steps; i++) {
      double top = Frame.BOTTOM - (i + 1) * height;
      String colour = colour((i + 0.5) / steps);
      svg.empty("rect", "x", left, "y", top, "width", 12.0, "height", height + 0.3, "fill", colour);
    }
    for (Scale.Tick tick : scale.ticks()) {
      svg.element("text", tick.label(), "x", left + 16, "y", scale.at(tick.value()) + 4);
    }
  }

  private String colour(double part) {
    double place = Math.clamp(part, 0, 1) * (ramp.length - 1);
    int i = Math.min((int) place, ramp.length - 2);
    double rest = place - i;
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int a = ramp[i] >> shift & 255;
      int b = ramp[i + 1] >> shift & 255;
      mixed |= (int) Math.round(a + (b - a) * rest) << shift;
    }
    return String.format(Locale.ROOT, "#%06x", mixed);
  }

  private boolean isDark(double part) {
    return diverging ? part < 0.15 || part > 0.85 : part < 0.6;
  }

  private static DoubleStream finite(List<List<Double>> values) {
    return values.stream()
        .flatMapToDouble(row -> row.stream().mapToDouble(Double::doubleValue))
        .filter(v -> Scale.drawable(v, false));
  }

  /** Means over blocks, so that a large matrix stays a small picture. */
  private static List<List<Double>> shrink(List<List<Double>> values) {
    int rows = values.size();
    int columns = rows == 0 ? 0 : values.getFirst().size();
    int down = Math.max(1, Math.ceilDiv(rows, MOST_CELLS));
    int across = Math.max(1, Math.ceilDiv(columns, MOST_CELLS));
    if (down == 1 && across == 1) {
      return values;
    }
    List<List<Double>> means = new ArrayList<>();
    for (int i = 0; i < rows; i += down) {
      List<Double> row = new ArrayList<>();
      for (int j = 0; j < columns; j += across) {
        int end = Math.min(columns, j + across);
        int start = j;
        row.add(
            values.subList(i, Math.min(rows, i + down)).stream()
                .flatMap(line -> line.subList(start, end).stream())
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN));
      }
      means.add(row);
    }
    return means;
  }
}
