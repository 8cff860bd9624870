package polyad.data.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import polyad.data.SentencePairs;
import polyad.data.Splits;

/**
 * A language in which one can say the same thing in many ways. A frame gives a concept to each of a
 * few roles; a sentence prints its roles in any order, each as a marker and one of the concept's
 * synonyms, with fillers between. Which concept has which role is told by the order of the words
 * alone, so that a bag of words does not suffice.
 *
 * @param concepts different concepts, 4 or more
 * @param synonyms words of a concept, 1 or more
 * @param roles different roles and their markers, 2 or more
 * @param fillers words that say nothing, 1 or more
 * @param filled roles of a frame, 2 to roles
 */
public record ParaphraseLanguage(int concepts, int synonyms, int roles, int fillers, int filled) {
  private static final String CONSONANTS = "bdfgklmnrt";
  private static final String VOWELS = "aeiou";
  private static final double FILLER = 0.4;
  private static final double SWAPPED = 0.3;
  private static final double SWAPPED_IN_TEST = 0.2;

  /** 40 concepts of 4 synonyms, 5 roles of which a frame fills 3, 40 fillers. */
  public static final ParaphraseLanguage DEFAULT = new ParaphraseLanguage(40, 4, 5, 40, 3);

  /** Checks the numbers. */
  public ParaphraseLanguage {
    int syllables = CONSONANTS.length() * VOWELS.length();
    if (concepts < 4 || synonyms < 1 || roles < 2 || fillers < 1) {
      throw new IllegalArgumentException(
          "concepts, synonyms, roles, fillers: %d, %d, %d, %d, expected 4, 1, 2, 1 or more"
              .formatted(concepts, synonyms, roles, fillers));
    }
    if (filled < 2 || filled > roles) {
      throw new IllegalArgumentException("filled: " + filled + ", expected 2 to " + roles);
    }
    if (concepts * synonyms + roles + fillers > syllables * syllables) {
      throw new IllegalArgumentException(
          "words: " + (concepts * synonyms + roles + fillers) + " are more than there are");
    }
  }

  /** Which concept each role has. */
  private record Frame(int[] roles, int[] concepts) {
    /** Role and concept pairs that both frames have. */
    int common(Frame other) {
      int common = 0;
      for (int i = 0; i < roles.length; i++) {
        common += concepts[i] == other.concepts[i] ? 1 : 0;
      }
      return common;
    }

    Frame with(int place, int concept) {
      int[] changed = concepts.clone();
      changed[place] = concept;
      return new Frame(roles, changed);
    }

    /** Two roles, drawn at random, exchange their concepts. */
    Frame swapped(SplittableRandom random) {
      int[] order = Splits.permutation(roles.length, random);
      return with(order[0], concepts[order[1]]).with(order[1], concepts[order[0]]);
    }
  }

  /**
   * Triples to train on: a sentence, its frame printed again, and a hard negative, which is the
   * frame with two concepts exchanged (30 %) or with one replaced.
   */
  public SentencePairs triples(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Printer printer = new Printer(random);
    List<String> text = new ArrayList<>();
    List<String> positive = new ArrayList<>();
    List<String> negative = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Frame frame = frame(random);
      text.add(printer.print(frame));
      positive.add(printer.print(frame));
      boolean swap = random.nextDouble() < SWAPPED;
      negative.add(printer.print(swap ? frame.swapped(random) : replaced(frame, 1, random)));
    }
    return SentencePairs.triples(text, positive, negative);
  }

  /**
   * Pairs to test on: a sentence and one of its frame with 0 to 3 concepts replaced, or (20 %) two
   * exchanged; the score is the number of roles whose concept both have.
   */
  public SentencePairs scored(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Printer printer = new Printer(random);
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();
    double[] scores = new double[count];
    for (int i = 0; i < count; i++) {
      Frame frame = frame(random);
      boolean swap = random.nextDouble() < SWAPPED_IN_TEST;
      Frame other =
          swap ? frame.swapped(random) : replaced(frame, random.nextInt(filled + 1), random);
      first.add(printer.print(frame));
      second.add(printer.print(other));
      scores[i] = frame.common(other);
    }
    return SentencePairs.scored(first, second, scores);
  }

  /** Distinct roles with distinct concepts. */
  private Frame frame(SplittableRandom random) {
    return new Frame(
        Arrays.copyOf(Splits.permutation(roles, random), filled),
        Arrays.copyOf(Splits.permutation(concepts, random), filled));
  }

  /** Gives some roles, drawn at random, concepts that the frame does not have. */
  private Frame replaced(Frame frame, int count, SplittableRandom random) {
    Frame changed = frame;
    int[] places = Splits.permutation(filled, random);
    for (int i = 0; i < count; i++) {
      int concept = random.nextInt(concepts);
      while (has(changed, concept) || has(frame, concept)) {
        concept = random.nextInt(concepts);
      }
      changed = changed.with(places[i], concept);
    }
    return changed;
  }

  private static boolean has(Frame frame, int concept) {
    return Arrays.stream(frame.concepts).anyMatch(c -> c == concept);
  }

  /** Turns frames into sentences. */
  private final class Printer {
    private final SplittableRandom random;
    private final String[] words;

    Printer(SplittableRandom random) {
      this.random = random;
      words = words(); // synonyms, then markers, then fillers
    }

    String print(Frame frame) {
      List<String> sentence = new ArrayList<>();
      for (int at : Splits.permutation(filled, random)) {
        sentence.add(words[concepts * synonyms + frame.roles[at]]);
        sentence.add(words[frame.concepts[at] * synonyms + random.nextInt(synonyms)]);
        if (random.nextDouble() < FILLER) {
          sentence.add(words[concepts * synonyms + roles + random.nextInt(fillers)]);
        }
      }
      return String.join(" ", sentence);
    }
  }

  /** Words of two syllables in an order that is always the same and tells nothing. */
  private String[] words() {
    int syllables = CONSONANTS.length() * VOWELS.length();
    int[] order = Splits.permutation(syllables * syllables, new SplittableRandom(0));
    String[] words = new String[concepts * synonyms + roles + fillers];
    for (int i = 0; i < words.length; i++) {
      words[i] = syllable(order[i] / syllables) + syllable(order[i] % syllables);
    }
    return words;
  }

  private static String syllable(int i) {
    return "" + CONSONANTS.charAt(i / VOWELS.length()) + VOWELS.charAt(i % VOWELS.length());
  }
}
