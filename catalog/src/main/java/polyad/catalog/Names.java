package polyad.catalog;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Helps with mistyped names. */
public final class Names {
  private Names() {}

  /**
   * The known names nearest to a wrong one, best first: those that contain it or lie within a third
   * of its length in edits.
   *
   * @return at most three names
   */
  public static List<String> closest(String wrong, Collection<String> known) {
    String key = fold(wrong);
    int reach = Math.max(2, key.length() / 3);
    return known.stream()
        .filter(name -> rank(key, fold(name)) <= reach)
        .sorted(
            Comparator.comparingInt((String name) -> rank(key, fold(name))).thenComparing(n -> n))
        .limit(3)
        .toList();
  }

  /**
   * A sentence for an unknown name: the nearest names where there are some, else all known ones.
   *
   * @param what the kind of thing, such as {@code method}
   */
  public static String unknown(String what, String wrong, Collection<String> known) {
    List<String> near = closest(wrong, known);
    String start = "unknown " + what + " '" + wrong + "'";
    if (!near.isEmpty()) {
      return start + ": did you mean " + String.join(" or ", near) + "?";
    }
    return start
        + (known.isEmpty() ? ": there are none" : ": known are " + String.join(", ", known));
  }

  /**
   * Lower case without separators, so that {@code d_model}, {@code d-model}, {@code dModel} agree.
   */
  static String fold(String name) {
    return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
  }

  private static int rank(String key, String name) {
    boolean partOf = key.length() >= 3 && (name.contains(key) || key.contains(name));
    return partOf ? 1 : distance(key, name);
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitute, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
