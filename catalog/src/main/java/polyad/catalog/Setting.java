package polyad.catalog;

import java.util.List;

/**
 * One component of a configuration record, for people.
 *
 * @param name component name; parts of a nested record are joined by dots ({@code optimizer.lr})
 * @param type such as {@code whole number}, {@code text}, {@code list of number}
 * @param value the default, as it would be written on the command line; {@code none} when absent
 * @param description from {@link Describe}; empty without one
 * @param choices the allowed words where there is a choice, else empty
 */
public record Setting(
    String name, String type, String value, String description, List<String> choices) {
  /** Copies the choices. */
  public Setting {
    choices = List.copyOf(choices);
  }
}
