package polyad.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import polyad.catalog.Method;
import polyad.catalog.MethodCard;
import polyad.catalog.Methods;
import polyad.catalog.Profile;
import polyad.catalog.Setting;
import polyad.catalog.Settings;
import polyad.catalog.Tool;
import polyad.catalog.report.Report;
import polyad.catalog.report.ReportWriter;

/** {@code polyad describe}. */
@Command(
    name = "describe",
    description = "Explain a method: its paper, inputs, settings with defaults, and tools.")
final class DescribeVerb extends Verb {
  @Parameters(paramLabel = "METHOD", description = "Its name; see polyad methods.")
  private String slug = "";

  DescribeVerb(Console console) {
    super(console);
  }

  @Override
  public Integer call() {
    Method method = Methods.find(slug);
    if (common.json) {
      printJson(json(method));
    } else {
      console.out().print(new ReportWriter(report(method)).markdown());
    }
    return OK;
  }

  private static Map<String, Object> json(Method method) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("card", method.card());
    json.put("verbs", MethodsVerb.verbs(method));
    settings(method).forEach((name, config) -> json.put(name, Settings.describe(config)));
    return json;
  }

  /** The options of each verb. */
  private static Map<String, Record> settings(Method method) {
    Map<String, Record> settings = new LinkedHashMap<>();
    settings.put("run", method.experiment().config(Profile.QUICK));
    method.trainable().ifPresent(part -> settings.put("train", part.trainConfig()));
    method.predictable().ifPresent(part -> settings.put("predict", part.predictOptions()));
    method.completable().ifPresent(part -> settings.put("complete", part.completeOptions()));
    for (Tool<?> tool : method.tools()) {
      settings.put("tool " + tool.name(), tool.options());
    }
    return settings;
  }

  private static Report report(Method method) {
    MethodCard card = method.card();
    Report report = new Report(card.title() + " (" + card.slug() + ")");
    report.text(card.summary());
    StringBuilder facts = new StringBuilder();
    fact(facts, "paper", List.of(card.citation() + ", " + card.year()));
    fact(facts, "code", card.repository().isEmpty() ? List.of() : List.of(card.repository()));
    fact(facts, "tasks", card.tasks());
    fact(facts, "verbs", MethodsVerb.verbs(method));
    fact(facts, "data sets", card.dataSets());
    fact(facts, "train takes", card.trainInputs());
    report.text(facts.toString());
    settings(method).forEach((name, config) -> section(report, method, name, config));
    return report;
  }

  private static void fact(StringBuilder text, String name, List<String> values) {
    if (!values.isEmpty()) {
      text.append("- ").append(name).append(": ").append(String.join("; ", values)).append('\n');
    }
  }

  private static void section(Report report, Method method, String verb, Record config) {
    List<Setting> settings = Settings.describe(config);
    report.section("polyad " + verb + (verb.equals("run") ? " (quick profile)" : ""));
    for (Tool<?> tool : method.tools()) {
      if (verb.equals("tool " + tool.name())) {
        report.text(tool.summary());
      }
    }
    if (settings.isEmpty()) {
      report.text("No settings.");
    } else {
      report.table(SettingTable.of("", settings));
    }
  }
}
