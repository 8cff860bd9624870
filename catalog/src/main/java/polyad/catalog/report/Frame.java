package polyad.catalog.report;

import java.util.List;

/** The axes of a plot, on a canvas of fixed size that the page scales. */
final class Frame {
  static final double WIDTH = 680;
  static final double HEIGHT = 340;
  static final double LEFT = 72;
  static final double RIGHT = WIDTH - 18;
  static final double TOP = 14;
  static final double BOTTOM = HEIGHT - 52;

  private Frame() {}

  static Markup canvas(String title) {
    return new Markup()
        .open(
            "svg",
            "xmlns",
            "http://www.w3.org/2000/svg",
            "viewBox",
            "0 0 " + Markup.number(WIDTH) + " " + Markup.number(HEIGHT),
            "role",
            "img")
        .element("title", title);
  }

  /** Horizontal grid lines with labels on the left. */
  static void yAxis(Markup svg, Scale y, String label) {
    for (Scale.Tick tick : y.ticks()) {
      double at = y.at(tick.value());
      svg.empty("line", "class", "grid", "x1", LEFT, "x2", RIGHT, "y1", at, "y2", at);
      svg.element("text", tick.label(), "x", LEFT - 8, "y", at + 4, "text-anchor", "end");
    }
    double middle = (TOP + BOTTOM) / 2;
    svg.element(
        "text",
        label,
        "class",
        "label",
        "text-anchor",
        "middle",
        "transform",
        "translate(16 " + Markup.number(middle) + ") rotate(-90)");
  }

  /** Vertical grid lines with labels below. */
  static void xAxis(Markup svg, Scale x, String label) {
    for (Scale.Tick tick : x.ticks()) {
      double at = x.at(tick.value());
      svg.empty("line", "class", "grid", "y1", TOP, "y2", BOTTOM, "x1", at, "x2", at);
      svg.element("text", tick.label(), "x", at, "y", BOTTOM + 18, "text-anchor", "middle");
    }
    xLabel(svg, label);
  }

  static void xLabel(Markup svg, String label) {
    svg.element(
        "text",
        label,
        "class",
        "label",
        "x",
        (LEFT + RIGHT) / 2,
        "y",
        HEIGHT - 8,
        "text-anchor",
        "middle");
  }

  /** Names under evenly spaced slots, thinned and shortened where they would not fit. */
  static void xNames(Markup svg, List<String> names) {
    double slot = (RIGHT - LEFT) / names.size();
    int stride = (int) Math.max(1, Math.ceil(28 / slot));
    int letters = (int) Math.max(3, slot * stride / 7);
    for (int i = 0; i < names.size(); i += stride) {
      svg.open("text", "x", LEFT + (i + 0.5) * slot, "y", BOTTOM + 18, "text-anchor", "middle")
          .element("title", names.get(i))
          .text(shorten(names.get(i), letters))
          .close("text");
    }
  }

  static String shorten(String name, int letters) {
    return name.length() <= letters ? name : name.substring(0, letters - 1) + "…";
  }

  /** The two lines at the edge. */
  static void edges(Markup svg) {
    svg.empty("line", "class", "axis", "x1", LEFT, "x2", LEFT, "y1", TOP, "y2", BOTTOM);
    svg.empty("line", "class", "axis", "x1", LEFT, "x2", RIGHT, "y1", BOTTOM, "y2", BOTTOM);
  }

  static void nothing(Markup svg) {
    svg.element(
        "text",
        "no finite values",
        "class",
        "label",
        "x",
        (LEFT + RIGHT) / 2,
        "y",
        (TOP + BOTTOM) / 2,
        "text-anchor",
        "middle");
  }
}
