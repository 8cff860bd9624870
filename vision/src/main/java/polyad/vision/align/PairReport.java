package polyad.vision.align;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What became of a user's pairs.
 *
 * @param pairs that were given
 * @param unreadable pairs whose picture cannot be read; left out
 * @param wordless pairs whose caption has no token; left out
 * @param dropped pairs left out by a rule of {@link PairCleaner}; has every reason
 * @param cut captions that lost tokens because they were too long; kept
 * @param kept pairs that were trained on
 */
public record PairReport(
    int pairs,
    int unreadable,
    int wordless,
    Map<PairCleaner.Reason, Integer> dropped,
    int cut,
    int kept) {
  /** Copies the counts. */
  public PairReport {
    Map<PairCleaner.Reason, Integer> all = new EnumMap<>(PairCleaner.Reason.class);
    for (PairCleaner.Reason reason : PairCleaner.Reason.values()) {
      all.put(reason, dropped.getOrDefault(reason, 0));
    }
    dropped = all;
  }

  @Override
  public String toString() {
    String rules =
        dropped.entrySet().stream()
            .filter(e -> e.getValue() > 0)
            .map(e -> e.getKey().name().toLowerCase(Locale.ROOT) + " " + e.getValue())
            .collect(Collectors.joining(", "));
    return "%d of %d pairs are trained on; left out: %d unreadable, %d without words%s; %d cut"
        .formatted(kept, pairs, unreadable, wordless, rules.isEmpty() ? "" : ", " + rules, cut);
  }
}
