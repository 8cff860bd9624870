package polyad.catalog.report;

import tools.jackson.databind.JsonNode;

/** A report in its three forms. */
public final class ReportWriter {
  private final Report report;

  /** For that report, as it stands when a form is asked for. */
  public ReportWriter(Report report) {
    this.report = report;
  }

  /** For the terminal and for {@code report.md}; plots are named, not drawn. */
  public String markdown() {
    return new MarkdownReport(report).render();
  }

  /** For machines; NaN and infinities are null. */
  public JsonNode json() {
    return new JsonReport(report).render();
  }

  /** One page that needs no other file. */
  public String html() {
    return new HtmlReport(report).render();
  }

  /** One table for the terminal. */
  public static String markdown(Table table) {
    return MarkdownReport.table(table.title(), table);
  }

  /** One table for machines; NaN and infinities are null. */
  public static JsonNode json(Table table) {
    return JsonReport.table(table);
  }
}
