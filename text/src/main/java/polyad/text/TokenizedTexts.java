package polyad.text;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import polyad.tensor.Tensor;

/**
 * Texts as tokens.
 *
 * @param ids for each text, special tokens included
 * @param padId what fills shorter texts of a batch
 * @param truncated how many texts lost tokens because they were too long
 */
public record TokenizedTexts(List<int[]> ids, int padId, int truncated) {
  /** Copies the list. */
  public TokenizedTexts {
    ids = List.copyOf(ids);
  }

  /** The number of texts. */
  public int size() {
    return ids.size();
  }

  /** The number of tokens of all texts. */
  public long tokens() {
    return ids.stream().mapToLong(text -> text.length).sum();
  }

  /** The texts' indices, short ones first, so that batches of neighbours need little padding. */
  int[] byLength() {
    return IntStream.range(0, size())
        .boxed()
        .sorted(Comparator.comparingInt(i -> ids.get(i).length))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Some texts as tensors, padded at the end to the longest of them. */
  public TokenBatch batch(int... indices) {
    int longest = Arrays.stream(indices).map(i -> ids.get(i).length).max().orElse(0);
    int[] tokens = new int[indices.length * longest];
    int[] mask = new int[tokens.length];
    Arrays.fill(tokens, padId);
    for (int row = 0; row < indices.length; row++) {
      int[] text = ids.get(indices[row]);
      System.arraycopy(text, 0, tokens, row * longest, text.length);
      Arrays.fill(mask, row * longest, row * longest + text.length, 1);
    }
    boolean padded = Arrays.stream(mask).anyMatch(m -> m == 0);
    return new TokenBatch(
        Tensor.of(tokens, indices.length, longest),
        Tensor.of(mask, indices.length, longest),
        padded);
  }
}
