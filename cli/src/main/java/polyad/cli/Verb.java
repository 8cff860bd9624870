package polyad.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import polyad.catalog.Json;
import polyad.catalog.report.ReportWriter;
import polyad.catalog.report.Table;

/** What the verbs share: a console and the common options. */
abstract class Verb implements Callable<Integer> {
  /** All went well. */
  static final int OK = 0;

  /** The work failed, or a check did not hold. */
  static final int FAILED = 1;

  /** The request was wrong. */
  static final int USAGE = 2;

  /** The user interrupted the work. */
  static final int INTERRUPTED = 130;

  final Console console;

  @Mixin final Common common = new Common();

  Verb(Console console) {
    this.console = console;
  }

  /** Prints a table as Markdown, or as JSON when asked for. */
  final void print(Table table) {
    if (common.json) {
      printJson(ReportWriter.json(table));
    } else {
      console.out().print(ReportWriter.markdown(table));
    }
  }

  final void printJson(Object value) {
    console.out().println(Json.write(value));
  }
}
