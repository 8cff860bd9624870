package polyad.catalog.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import polyad.catalog.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a report for machines. */
final class JsonReport {
  private final Report report;

  JsonReport(Report report) {
    this.report = report;
  }

  JsonNode render() {
    ObjectNode root = object();
    root.put("title", report.title());
    root.put("checksHold", report.checksHold());
    ArrayNode checks = root.putArray("checks");
    report.checks().forEach(check -> checks.add(check(check)));
    ArrayNode claims = root.putArray("claims");
    report.claims().forEach(claim -> claims.add(claim(claim)));
    ArrayNode blocks = root.putArray("blocks");
    report.blocks().forEach(block -> block(blocks, block));
    return root;
  }

  private static void block(ArrayNode blocks, Block block) {
    switch (block) {
      case Block.Section section -> blocks.addObject().put("section", section.title());
      case Block.Text text -> blocks.addObject().put("text", text.markdown());
      case Table table -> blocks.addObject().set("table", table(table));
      case Plot plot -> {
        ObjectNode node = blocks.addObject();
        node.put("plot", plot.getClass().getSimpleName());
        node.set("data", finite(Json.mapper().valueToTree(plot)));
      }
      case Check check -> {}
      case Claim claim -> {}
    }
  }

  static ObjectNode table(Table table) {
    ObjectNode node = object();
    node.put("title", table.title());
    ArrayNode columns = node.putArray("columns");
    table.columns().forEach(column -> columns.add(column.name()));
    ArrayNode rows = node.putArray("rows");
    for (List<@Nullable Object> row : table.rows()) {
      ArrayNode cells = rows.addArray();
      row.forEach(cell -> cells.add(cell(cell)));
    }
    node.put("note", table.note());
    return node;
  }

  private static JsonNode cell(@Nullable Object cell) {
    return finite(Json.mapper().valueToTree(cell));
  }

  private static ObjectNode check(Check check) {
    ObjectNode node = object();
    node.put("name", check.name());
    node.set("measured", cell(check.measured()));
    node.put("required", check.bound().toString());
    node.put("held", check.held());
    node.put("note", check.note());
    return node;
  }

  private static ObjectNode claim(Claim claim) {
    ObjectNode node = object();
    node.put("id", claim.id());
    node.put("statement", claim.statement());
    node.put("verdict", claim.verdict().label());
    node.set("ours", cell(claim.ours()));
    node.set("baseline", cell(claim.baseline()));
    node.put("note", claim.note());
    return node;
  }

  /** JSON has no NaN: such numbers become null. */
  private static JsonNode finite(JsonNode node) {
    if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
      return Json.mapper().nullNode();
    }
    if (node instanceof ObjectNode object) {
      object.propertyNames().forEach(name -> object.set(name, finite(object.get(name))));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, finite(array.get(i)));
      }
    }
    return node;
  }

  private static ObjectNode object() {
    return Json.mapper().createObjectNode();
  }
}
