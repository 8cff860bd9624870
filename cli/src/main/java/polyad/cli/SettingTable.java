package polyad.cli;

import java.util.List;
import polyad.catalog.Setting;
import polyad.catalog.report.Table;

/** Settings as a table. */
final class SettingTable {
  private SettingTable() {}

  static Table of(String title, List<Setting> settings) {
    Table.Builder table = Table.of(title).columns("setting", "value", "type", "meaning");
    for (Setting setting : settings) {
      String type =
          setting.choices().isEmpty()
              ? setting.type()
              : setting.type() + ": " + String.join(", ", setting.choices());
      table.row(setting.name(), setting.value(), type, setting.description());
    }
    return table.build();
  }
}
