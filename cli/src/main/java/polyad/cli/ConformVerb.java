package polyad.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import polyad.catalog.UsageException;
import polyad.catalog.report.ReportWriter;
import polyad.catalog.report.Table;
import polyad.conformance.CaseReport;
import polyad.conformance.Conformance;
import polyad.conformance.TensorError;

/** {@code polyad conform}. */
@Command(
    name = "conform",
    description = "Check reference cases: weights, inputs, outputs and gradients in safetensors.")
final class ConformVerb extends Verb {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Reference cases, or folders of them.")
  private List<Path> files = List.of();

  ConformVerb(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws Exception {
    List<Object> json = new ArrayList<>();
    int failed = 0;
    List<Path> cases = cases();
    for (Path file : cases) {
      CaseReport report = Conformance.check(file);
      failed += report.ok() ? 0 : 1;
      if (common.json) {
        json.add(
            Map.of(
                "file",
                file.toString(),
                "ok",
                report.ok(),
                "tensors",
                ReportWriter.json(table(report))));
      } else {
        print(table(report));
        console.out().println();
      }
    }
    if (common.json) {
      printJson(json);
    } else {
      console.out().println((cases.size() - failed) + " of " + cases.size() + " cases hold");
    }
    return failed == 0 ? OK : FAILED;
  }

  private List<Path> cases() throws IOException {
    List<Path> cases = new ArrayList<>();
    for (Path file : files) {
      if (Files.isDirectory(file)) {
        try (Stream<Path> inside = Files.list(file)) {
          inside.filter(f -> f.toString().endsWith(".safetensors")).sorted().forEach(cases::add);
        }
      } else if (Files.exists(file)) {
        cases.add(file);
      } else {
        throw new UsageException(file + ": no such file");
      }
    }
    if (cases.isEmpty()) {
      throw new UsageException("no .safetensors files in " + files);
    }
    return cases;
  }

  private static Table table(CaseReport report) {
    Table.Builder table =
        Table.of(report.file() + " (" + report.method() + ")")
            .columns("tensor", "max abs error", "max rel error", "tolerance", "ok");
    for (TensorError error : report.errors()) {
      String name =
          error.problem().isEmpty() ? error.name() : error.name() + ": " + error.problem();
      table.row(name, error.maxAbs(), error.maxRel(), error.tolerance(), error.ok());
    }
    return table.build();
  }
}
