package polyad.embedding.words;

import polyad.tensor.Functional;
import polyad.tensor.Tensor;

/**
 * Vectors of words made of their own and of their characters' (Chen et al. 2015, CWE): x_w = ½(e_w
 * + mean of the characters' vectors). Words whose meaning is not that of their characters, such as
 * transliterations, keep e_w.
 */
public final class CharacterComposition {
  /** Tables of characters where their place in the word counts: first, inner and last. */
  public static final int PLACES = 3;

  private CharacterComposition() {}

  /** The place of a character in a word: 0 first (also of a word of one), 1 inner, 2 last. */
  static int place(int character, int length) {
    if (character == 0) {
      return 0;
    }
    return character == length - 1 ? 2 : 1;
  }

  /**
   * Composes all words.
   *
   * @param words [V, d]
   * @param chars [Vc, d], or [{@value #PLACES}, Vc, d] where places count
   * @param spelling numbers of characters from the left, −1 behind the end, [V, K]
   * @param compositional 1 where characters count, else 0, [V]
   * @return [V, d]
   */
  public static Tensor compose(Tensor words, Tensor chars, Tensor spelling, Tensor compositional) {
    Tensor present = spelling.ge(0).to(words.dtype()); // [V, K]
    Tensor length = present.sum(true, 1); // [V, 1]
    Tensor numbers = spelling.relu(); // −1 looks up some row, which is then left out
    Tensor table = chars;
    if (chars.dim() == PLACES) {
      numbers = numbers.add(places(spelling, length).mul(chars.size(1)));
      table = chars.flatten(0, 1);
    }
    Tensor rows = Functional.embedding(table, numbers).mul(present.unsqueeze(-1)); // [V, K, d]
    Tensor mean = rows.sum(1).div(length.clampMin(1));
    Tensor composed = compositional.to(words.dtype()).unsqueeze(1).mul(length.clampMax(1));
    return words.add(composed.mul(mean.sub(words)).mul(0.5));
  }

  private static Tensor places(Tensor spelling, Tensor length) {
    long k = spelling.size(1);
    Tensor at = Tensor.arange(k).unsqueeze(0); // [1, K]
    Tensor later = at.gt(0).to(spelling.dtype()).expandAs(spelling);
    Tensor last = at.to(length.dtype()).eq(length.sub(1)).to(spelling.dtype());
    return later.mul(last.add(1));
  }
}
