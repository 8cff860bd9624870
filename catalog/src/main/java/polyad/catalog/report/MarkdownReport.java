package polyad.catalog.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a report as GitHub's Markdown. */
final class MarkdownReport {
  private final Report report;
  private final StringBuilder out = new StringBuilder();

  MarkdownReport(Report report) {
    this.report = report;
  }

  String render() {
    out.append("# ").append(report.title()).append("\n");
    for (Block block : report.blocks()) {
      switch (block) {
        case Block.Section section -> out.append("\n## ").append(section.title()).append("\n");
        case Block.Text text -> out.append("\n").append(text.markdown().strip()).append("\n");
        case Table table -> table(table);
        case Plot plot -> out.append("\n*Plot in report.html: ").append(plot.title()).append("*\n");
        case Check check -> {}
        case Claim claim -> {}
      }
    }
    checks(report.checks());
    claims(report.claims());
    return out.toString();
  }

  private void table(Table table) {
    out.append("\n").append(table(table.title(), table));
  }

  /** A table with its title above and its note below. */
  static String table(String title, Table table) {
    int width = table.columns().size();
    String[][] cells = new String[table.rows().size() + 1][width];
    for (int j = 0; j < width; j++) {
      cells[0][j] = escape(table.columns().get(j).name());
      for (int i = 0; i < table.rows().size(); i++) {
        String text = escape(table.text(i, j));
        cells[i + 1][j] = table.isBest(i, j) ? "**" + text + "**" : text;
      }
    }
    StringBuilder text = new StringBuilder();
    if (!title.isEmpty()) {
      text.append("**").append(title).append("**\n\n");
    }
    text.append(grid(cells, table));
    if (!table.note().isEmpty()) {
      text.append("\n").append(table.note()).append("\n");
    }
    return text.toString();
  }

  private static String grid(String[][] cells, Table table) {
    int[] widths = new int[cells[0].length];
    for (String[] row : cells) {
      for (int j = 0; j < widths.length; j++) {
        widths[j] = Math.max(Math.max(3, widths[j]), length(row[j]));
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      text.append("|");
      for (int j = 0; j < widths.length; j++) {
        String gap = " ".repeat(widths[j] - length(cells[i][j]));
        boolean right = table.isNumeric(j);
        text.append(" ").append(right ? gap + cells[i][j] : cells[i][j] + gap).append(" |");
      }
      text.append("\n");
      if (i == 0) {
        text.append(rule(widths, table));
      }
    }
    return text.toString();
  }

  private static String rule(int[] widths, Table table) {
    StringBuilder text = new StringBuilder("|");
    for (int j = 0; j < widths.length; j++) {
      String dashes = "-".repeat(widths[j] - 1);
      text.append(" ").append(table.isNumeric(j) ? dashes + ":" : dashes + "-").append(" |");
    }
    return text.append("\n").toString();
  }

  private void checks(List<Check> checks) {
    if (checks.isEmpty()) {
      return;
    }
    Table.Builder rows = Table.of("").columns("check", "measured", "required", "held", "note");
    for (Check check : checks) {
      String held = check.held() ? "yes" : "NO";
      rows.row(check.name(), check.measured(), check.bound().toString(), held, check.note());
    }
    out.append("\n## Checks\n\n").append(table("", rows.build()));
  }

  private void claims(List<Claim> claims) {
    if (claims.isEmpty()) {
      return;
    }
    Table.Builder rows =
        Table.of("").columns("claim", "the paper says", "verdict", "ours", "baseline", "note");
    for (Claim claim : claims) {
      rows.row(
          claim.id(),
          claim.statement(),
          claim.verdict().label(),
          words(claim.ours()),
          words(claim.baseline()),
          claim.note());
    }
    out.append("\n## Claims\n\n").append(table("", rows.build()));
  }

  private static @Nullable String words(@Nullable Measurement measurement) {
    return measurement == null ? null : measurement.toString();
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("|", "\\|").replaceAll("\\s*\\R\\s*", " ");
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
