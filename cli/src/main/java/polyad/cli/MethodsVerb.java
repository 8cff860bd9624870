package polyad.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import polyad.catalog.Method;
import polyad.catalog.MethodCard;
import polyad.catalog.Methods;
import polyad.catalog.Tool;
import polyad.catalog.report.Table;

/** {@code polyad methods}. */
@Command(name = "methods", description = "List the methods.")
final class MethodsVerb extends Verb {
  MethodsVerb(Console console) {
    super(console);
  }

  @Override
  public Integer call() {
    Table.Builder table = Table.of("").columns("method", "title", "year", "tasks", "verbs");
    for (Method method : Methods.all()) {
      MethodCard card = method.card();
      table.row(
          card.slug(),
          card.title(),
          card.year(),
          String.join(", ", card.tasks()),
          String.join(", ", verbs(method)));
    }
    print(table.build());
    return OK;
  }

  /** The verbs that a method has. */
  static List<String> verbs(Method method) {
    List<String> verbs = new ArrayList<>(List.of("run"));
    method.trainable().ifPresent(any -> verbs.add("train"));
    method.predictable().ifPresent(any -> verbs.add("predict"));
    method.completable().ifPresent(any -> verbs.add("complete"));
    if (method.encodable().isPresent() || method.textEncodable().isPresent()) {
      verbs.addAll(List.of("encode", "index", "search"));
    }
    for (Tool<?> tool : method.tools()) {
      verbs.add("tool " + tool.name());
    }
    return verbs;
  }
}
