package polyad.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a file names the entities of one mode of a tensor: by whole numbers from a base on, or by
 * labels.
 *
 * @param name such as {@code user}
 * @param base what the file calls entity 0, when it has no labels
 * @param size number of entities, at least 1
 * @param labels one an entity, or empty for whole numbers
 */
public record TensorMode(String name, int base, int size, List<String> labels) {
  /** Checks the sizes. */
  public TensorMode {
    labels = List.copyOf(labels);
    if (size < 1 || (!labels.isEmpty() && labels.size() != size)) {
      throw new IllegalArgumentException(
          "mode '%s': %d entities, %d labels".formatted(name, size, labels.size()));
    }
  }

  /** A mode of numbered entities. */
  public static TensorMode numbered(String name, int base, int size) {
    return new TensorMode(name, base, size, List.of());
  }

  /** What the file calls an entity. */
  public String label(int entity) {
    return labels.isEmpty() ? Integer.toString(entity + base) : labels.get(entity);
  }

  /** The entities by their label. */
  Map<String, Integer> dictionary() {
    Map<String, Integer> dictionary = new HashMap<>();
    for (String label : labels) {
      dictionary.put(label, dictionary.size());
    }
    return dictionary;
  }
}
