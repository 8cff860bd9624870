package polyad.catalog.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes a report as one page without scripts or outside resources. */
final class HtmlReport {
  private static final Pattern INLINE =
      Pattern.compile(
          "`(?<code>[^`]+)`|\\*\\*(?<bold>[^*]+)\\*\\*"
              + "|\\[(?<words>[^\\]]+)\\]\\((?<link>https?://[^)\\s]+)\\)");

  private final Report report;
  private final Markup page = new Markup();

  HtmlReport(Report report) {
    this.report = report;
  }

  String render() {
    page.raw("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
    page.empty("meta", "charset", "utf-8");
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.element("title", report.title()).open("style").raw(style()).close("style").close("head");
    page.open("body").open("main").element("h1", report.title());
    checks(report.checks());
    claims(report.claims());
    for (Block block : report.blocks()) {
      switch (block) {
        case Block.Section section -> page.element("h2", section.title());
        case Block.Text text -> text(text.markdown());
        case Table table -> table(table);
        case Plot plot -> plot(plot);
        case Check check -> {}
        case Claim claim -> {}
      }
    }
    page.close("main").close("body").close("html");
    return page.toString();
  }

  private void checks(List<Check> checks) {
    if (checks.isEmpty()) {
      return;
    }
    long held = checks.stream().filter(Check::held).count();
    page.element("h2", "Checks: " + held + " of " + checks.size() + " hold");
    head("Check", "Measured", "Required", "", "Note");
    for (Check check : checks) {
      page.open("tr").element("td", check.name());
      page.element("td", Numbers.format(check.measured()), "class", "number");
      page.element("td", check.bound().toString(), "class", "number");
      badge(check.held() ? "holds" : "fails", check.held() ? "good" : "bad");
      page.element("td", check.note()).close("tr");
    }
    page.close("tbody").close("table").close("div");
  }

  private void claims(List<Claim> claims) {
    if (claims.isEmpty()) {
      return;
    }
    page.element("h2", "What the paper says");
    head("Claim", "Statement", "Verdict", "Ours", "Baseline", "Note");
    for (Claim claim : claims) {
      page.open("tr").element("td", claim.id()).element("td", claim.statement());
      badge(
          claim.verdict().label(),
          switch (claim.verdict()) {
            case CONFIRMED -> "good";
            case NOT_CONFIRMED -> "bad";
            case NOT_TESTABLE -> "open";
          });
      page.element("td", words(claim.ours()), "class", "number");
      page.element("td", words(claim.baseline()), "class", "number");
      page.element("td", claim.note()).close("tr");
    }
    page.close("tbody").close("table").close("div");
  }

  private static String words(@Nullable Measurement measurement) {
    return Numbers.cell(measurement);
  }

  private void badge(String text, String kind) {
    page.open("td").element("span", text, "class", "badge " + kind).close("td");
  }

  private void head(String... names) {
    page.open("div", "class", "scroll").open("table").open("thead").open("tr");
    for (String name : names) {
      page.element("th", name);
    }
    page.close("tr").close("thead").open("tbody");
  }

  private void table(Table table) {
    page.open("figure").element("figcaption", table.title());
    page.open("div", "class", "scroll").open("table").open("thead").open("tr");
    for (int j = 0; j < table.columns().size(); j++) {
      page.element("th", table.columns().get(j).name(), "class", kind(table, j));
    }
    page.close("tr").close("thead").open("tbody");
    for (int i = 0; i < table.rows().size(); i++) {
      page.open("tr");
      for (int j = 0; j < table.columns().size(); j++) {
        String best = table.isBest(i, j) ? " best" : "";
        page.element("td", table.text(i, j), "class", kind(table, j) + best);
      }
      page.close("tr");
    }
    page.close("tbody").close("table").close("div");
    if (!table.note().isEmpty()) {
      page.element("p", table.note(), "class", "note");
    }
    page.close("figure");
  }

  private static String kind(Table table, int column) {
    return table.isNumeric(column) ? "number" : "words";
  }

  private void plot(Plot plot) {
    page.open("figure").element("figcaption", plot.title()).raw(PlotSvg.draw(plot));
    List<String> names = PlotSvg.names(plot);
    if (names.size() > 1) {
      page.open("ul", "class", "legend");
      for (int i = 0; i < names.size(); i++) {
        page.open("li").open("i", "class", PlotSvg.colour(i)).close("i");
        page.text(names.get(i)).close("li");
      }
      page.close("ul");
    }
    page.close("figure");
  }

  private void text(String markdown) {
    for (String paragraph : markdown.strip().split("\\R\\s*\\R", -1)) {
      List<String> lines = paragraph.lines().map(String::strip).toList();
      boolean list = lines.stream().allMatch(line -> line.startsWith("- "));
      if (!list) {
        page.open("p").raw(inline(String.join("\n", lines))).close("p");
        continue;
      }
      page.open("ul");
      lines.forEach(line -> page.open("li").raw(inline(line.substring(2))).close("li"));
      page.close("ul");
    }
  }

  private static String inline(String text) {
    Markup line = new Markup();
    Matcher matcher = INLINE.matcher(text);
    int end = 0;
    while (matcher.find()) {
      line.text(text.substring(end, matcher.start()));
      String code = matcher.group("code");
      String bold = matcher.group("bold");
      String words = matcher.group("words");
      String link = matcher.group("link");
      if (code != null) {
        line.element("code", code);
      } else if (bold != null) {
        line.element("strong", bold);
      } else if (words != null && link != null) {
        line.element("a", words, "href", link);
      }
      end = matcher.end();
    }
    return line.text(text.substring(end)).toString();
  }

  private static String style() {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IllegalStateException("report.css is missing beside HtmlReport");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
