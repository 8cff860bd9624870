package polyad.vision.align;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;

/**
 * The paper's only filtering (section 3.1): simple rules of size and frequency. Unsafe pictures are
 * not recognised; that is out of its scope.
 */
public final class PairCleaner {
  /** Why a pair is dropped; the first reason that holds counts. */
  public enum Reason {
    /** The short side is too short. */
    SMALL,
    /** Too long for its width, or the other way round. */
    ELONGATED,
    /** Too many captions on one picture. */
    MANY_CAPTIONS,
    /** Equal or nearly equal to a picture of the evaluation. */
    DUPLICATE,
    /** The caption stands on too many pictures. */
    SHARED_CAPTION,
    /** Too few words. */
    SHORT,
    /** Too many words. */
    LONG,
    /** A word that is not among the frequent words and pairs of words. */
    RARE_WORD
  }

  /**
   * A pair to judge.
   *
   * @param image name of the picture
   * @param width in pixels
   * @param height in pixels
   * @param hash of what the picture looks like, 64 bits
   */
  public record Pair(String image, int width, int height, long hash, String caption) {}

  /**
   * The limits.
   *
   * @param shortSide pixels; pictures must have more
   * @param aspect long over short side; pictures must have less
   * @param captionsPerImage the most captions of a picture
   * @param imagesPerCaption the most pictures of a caption
   * @param fewestWords of a caption
   * @param mostWords of a caption
   * @param frequent how many of the most frequent words and pairs of words are kept
   * @param hashDistance bits; evaluation pictures this near or nearer are duplicates
   */
  public record Rules(
      @Describe("pixels; the short side must have more; 0 or more") int shortSide,
      @Describe("long over short side; pictures must have less; above 0") double aspect,
      @Describe("the most captions of a picture; 1 or more") int captionsPerImage,
      @Describe("the most pictures of a caption; 1 or more") int imagesPerCaption,
      @Describe("the fewest words of a caption; 0 or more") int fewestWords,
      @Describe("the most words of a caption; fewestWords or more") int mostWords,
      @Describe("how many of the most frequent words and pairs of words captions may have")
          int frequent,
      @Describe("bits by which a copy of a held-out picture may differ; 0 to 64")
          int hashDistance) {
    /** The paper's numbers; four bits are our choice. */
    public static final Rules PAPER = new Rules(200, 3, 1000, 10, 3, 20, 100_000_000, 4);

    /** Checks the limits. */
    public Rules {
      ConfigChecks.atLeast("shortSide", shortSide, 0);
      ConfigChecks.positive("aspect", aspect);
      ConfigChecks.atLeast("captionsPerImage", captionsPerImage, 1);
      ConfigChecks.atLeast("imagesPerCaption", imagesPerCaption, 1);
      ConfigChecks.atLeast("fewestWords", fewestWords, 0);
      ConfigChecks.atLeast("mostWords", mostWords, fewestWords);
      ConfigChecks.atLeast("frequent", frequent, 1);
      ConfigChecks.between("hashDistance", hashDistance, 0, 64);
    }
  }

  /**
   * What was kept, in order, and how many pairs each rule dropped.
   *
   * @param dropped has every reason
   */
  public record Report(List<Pair> kept, Map<Reason, Integer> dropped) {}

  private final Rules rules;
  private final long[] evaluation;

  /**
   * Binds the rules.
   *
   * @param evaluation hashes of pictures that must not be trained on
   */
  public PairCleaner(Rules rules, long... evaluation) {
    this.rules = rules;
    this.evaluation = evaluation.clone();
  }

  /** Judges all pairs; frequencies are those of all captions given. */
  public Report clean(List<Pair> pairs) {
    Map<String, Long> perImage =
        pairs.stream().collect(Collectors.groupingBy(Pair::image, Collectors.counting()));
    Map<String, Set<String>> perCaption = new HashMap<>();
    for (Pair pair : pairs) {
      perCaption.computeIfAbsent(pair.caption(), c -> new HashSet<>()).add(pair.image());
    }
    Set<String> frequent = frequent(pairs);
    Map<Reason, Integer> dropped = new EnumMap<>(Reason.class);
    for (Reason reason : Reason.values()) {
      dropped.put(reason, 0);
    }
    List<Pair> kept = new ArrayList<>();
    for (Pair pair : pairs) {
      int shared = perCaption.getOrDefault(pair.caption(), Set.of()).size();
      List<Reason> reasons =
          reasons(pair, perImage.getOrDefault(pair.image(), 0L), shared, frequent);
      if (reasons.isEmpty()) {
        kept.add(pair);
      } else {
        dropped.merge(reasons.getFirst(), 1, Integer::sum);
      }
    }
    return new Report(kept, dropped);
  }

  private List<Reason> reasons(Pair pair, long captions, int images, Set<String> frequent) {
    List<Reason> found = new ArrayList<>();
    int shorter = Math.min(pair.width(), pair.height());
    int longer = Math.max(pair.width(), pair.height());
    String[] words = words(pair.caption());
    add(found, Reason.SMALL, shorter <= rules.shortSide());
    add(found, Reason.ELONGATED, longer >= rules.aspect() * shorter);
    add(found, Reason.MANY_CAPTIONS, captions > rules.captionsPerImage());
    add(found, Reason.DUPLICATE, isDuplicate(pair.hash()));
    add(found, Reason.SHARED_CAPTION, images > rules.imagesPerCaption());
    add(found, Reason.SHORT, words.length < rules.fewestWords());
    add(found, Reason.LONG, words.length > rules.mostWords());
    add(found, Reason.RARE_WORD, !frequent.containsAll(List.of(words)));
    return found;
  }

  private static void add(List<Reason> found, Reason reason, boolean holds) {
    if (holds) {
      found.add(reason);
    }
  }

  private boolean isDuplicate(long hash) {
    for (long other : evaluation) {
      if (Long.bitCount(hash ^ other) <= rules.hashDistance()) {
        return true;
      }
    }
    return false;
  }

  /** Words and pairs of words, the most frequent first; ties in the order of letters. */
  private Set<String> frequent(List<Pair> pairs) {
    Map<String, Integer> counts = new HashMap<>();
    for (Pair pair : pairs) {
      String[] words = words(pair.caption());
      for (int i = 0; i < words.length; i++) {
        counts.merge(words[i], 1, Integer::sum);
        if (i > 0) {
          counts.merge(words[i - 1] + " " + words[i], 1, Integer::sum);
        }
      }
    }
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(rules.frequent())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static String[] words(String caption) {
    String plain = caption.strip().toLowerCase(Locale.ROOT);
    return plain.isEmpty() ? new String[0] : plain.split("\\s+", -1);
  }

  /**
   * A hash of what a picture looks like: whether brightness rises from one of 9 columns to the
   * next, in 8 rows.
   *
   * @param luma a picture scaled to 8 x 9, {@code [72]}
   */
  public static long hash(byte[] luma) {
    if (luma.length != 72) {
      throw new IllegalArgumentException("luma has " + luma.length + " values, allowed: 72");
    }
    long hash = 0;
    for (int i = 0; i < 8; i++) {
      for (int j = 0; j < 8; j++) {
        boolean rises = (luma[i * 9 + j] & 0xff) < (luma[i * 9 + j + 1] & 0xff);
        hash = (hash << 1) | (rises ? 1 : 0);
      }
    }
    return hash;
  }
}
