package polyad.catalog.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.Collections;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import polyad.catalog.Json;
import polyad.catalog.report.Plot.Axis;
import polyad.catalog.report.Plot.BarSeries;
import polyad.catalog.report.Plot.Curve;
import polyad.catalog.report.Plot.Points;
import polyad.catalog.report.Plot.Sample;
import tools.jackson.databind.JsonNode;

class ReportWriterTest {
  private static final double NAN = Double.NaN;

  /** One of everything. */
  static Report sample() {
    double[] x = {1, 10, 100, 1000};
    return new Report("OLinear <quick> & seed 1")
        .section("Forecast")
        .text(
            "Trained on **ETTh1**, see [paper](https://example.org/a?b=1&c=2) and `x < y`.\n\n- one\n- two")
        .table(
            Table.of("Test error")
                .columns("model")
                .lower("MSE")
                .columns("parameters")
                .row("OLinear | ours", Measurement.of("", 0.37, 0.38), 4_518_944)
                .row("<script>alert(1)</script>", 0.39, 12)
                .note("synthetic")
                .build())
        .plot(
            new Plot.Lines(
                "Loss",
                Axis.log("step"),
                Axis.log("loss"),
                List.of(
                    Curve.banded(
                        "a",
                        x,
                        new double[] {9, 3, 1, 0.1},
                        new double[] {8, 2, .5, .05},
                        new double[] {10, 4, 2, .2}),
                    Curve.of("b", x, new double[] {9, NAN, 2, 0})),
                List.of(new Plot.Span(1, 2))))
        .plot(
            new Plot.Bars(
                "Accuracy",
                Axis.linear("%"),
                List.of("8", "16", "a very long name of a group that cannot fit"),
                List.of(
                    BarSeries.of("nested", 70, 80, -5),
                    BarSeries.of(
                        "fixed",
                        List.of(
                            Measurement.of("", 60, 70),
                            Measurement.of("", 71),
                            Measurement.of("", NAN))))))
        .plot(
            new Plot.Scatter(
                "Cloud", Axis.linear("x"), Axis.linear("y"), List.of(Points.of("p", x, x))))
        .plot(Plot.Heatmap.of("Map", "k", "q", new double[][] {{-1, 2, 0.5}, {3, NAN, -0.25}}))
        .plot(
            new Plot.Histogram(
                "Errors", "degrees", 12, List.of(Sample.of("a", x), Sample.of("b", 2, 3, NAN))))
        .check(Check.atMost("MSE", 0.375, 0.395).note("official code: 0.376"))
        .check(Check.atLeast("accuracy", NAN, 0.9))
        .claim(
            Claim.lower(
                "C1", "beats iTransformer", new double[] {1, 1.1}, new double[] {2, 2.1}, 0))
        .claim(Claim.notTestable("C2", "works on ImageNet", "needs ImageNet"));
  }

  private static Document parse(String html) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(html)));
  }

  @Test
  void htmlIsWellFormedSelfContainedAndEscaped() throws Exception {
    String html = new ReportWriter(sample()).html();
    Document page = parse(html);
    assertEquals(5, page.getElementsByTagName("svg").getLength());
    assertEquals(0, page.getElementsByTagName("script").getLength());
    assertEquals(0, page.getElementsByTagName("link").getLength());
    assertFalse(html.contains(" src="));
    assertTrue(html.contains("&lt;script&gt;"));
    assertEquals(
        "https://example.org/a?b=1&c=2",
        page.getElementsByTagName("a").item(0).getAttributes().getNamedItem("href").getNodeValue());
    assertFalse(html.contains("NaN,") || html.contains("\"NaN\""), "coordinates must be finite");
  }

  @Test
  void drawsEmptyPlots() throws Exception {
    Report report =
        new Report("empty")
            .plot(new Plot.Lines("l", Axis.log("x"), Axis.linear("y"), List.of()))
            .plot(
                new Plot.Lines(
                    "n",
                    Axis.log("x"),
                    Axis.linear("y"),
                    List.of(Curve.of("a", new double[] {-1}, new double[] {NAN}))))
            .plot(new Plot.Bars("b", Axis.linear("y"), List.of(), List.of()))
            .plot(new Plot.Scatter("s", Axis.linear("x"), Axis.linear("y"), List.of()))
            .plot(Plot.Heatmap.of("h", "x", "y", new double[0][0]))
            .plot(new Plot.Histogram("g", "x", 3, List.of()));
    String html = new ReportWriter(report).html();
    assertEquals(6, parse(html).getElementsByTagName("svg").getLength());
    assertTrue(html.contains("no finite values"));
  }

  @Property(tries = 200)
  void anyNumbersAndWordsGiveWellFormedPages(
      @ForAll @Size(min = 1, max = 8) double[] values, @ForAll String words, @ForAll boolean log)
      throws Exception {
    Report report =
        new Report(words)
            .text(words)
            .plot(
                new Plot.Lines(
                    words,
                    new Axis(words, log),
                    new Axis(words, log),
                    List.of(Curve.of(words, values, values))))
            .plot(
                new Plot.Bars(
                    words,
                    new Axis(words, log),
                    Collections.nCopies(values.length, words),
                    List.of(BarSeries.of(words, values))))
            .plot(Plot.Heatmap.of(words, words, words, new double[][] {values}))
            .plot(new Plot.Histogram(words, words, 5, List.of(Sample.of(words, values))));
    String html = new ReportWriter(report).html();
    parse(html);
    assertFalse(html.contains("=\"NaN") || html.contains("Infinity"), html);
  }

  @Test
  void jsonHasVerdictsAndNoNaN() {
    String text = Json.write(new ReportWriter(sample()).json());
    JsonNode json = Json.mapper().readTree(text);
    assertFalse(json.get("checksHold").booleanValue());
    assertTrue(json.get("checks").get(1).get("measured").isNull());
    assertEquals("confirmed", json.get("claims").get(0).get("verdict").asString());
    assertEquals(2, json.get("claims").get(0).get("ours").get("n").asInt());
    assertFalse(text.contains("NaN"), text);
    JsonNode table = json.get("blocks").get(2).get("table");
    assertEquals(4_518_944, table.get("rows").get(0).get(2).asInt());
  }

  @Test
  void markdownAlignsAndMarks() {
    String text = new ReportWriter(sample()).markdown();
    assertTrue(text.startsWith("# OLinear <quick> & seed 1\n\n## Forecast\n"));
    assertTrue(text.contains("| **0.3750 ± 0.0050 (n=2)** |"), text);
    assertTrue(text.contains("OLinear \\| ours"));
    assertTrue(text.contains("| accuracy |      NaN | ≥ 0.9    | NO   |"), text);
    assertTrue(text.contains("not testable here"));
  }
}
