package polyad.vision.align;

import java.util.List;
import polyad.tensor.Tensor;
import polyad.text.Tokenizer;

/**
 * Token sequences of equal length, padded with 0.
 *
 * @param ids I64 [B, L]
 * @param mask 1 for tokens, I64 [B, L]
 */
public record PaddedTokens(Tensor ids, Tensor mask) {
  /** The most tokens of a text, special ones included. */
  public static final int MAX_TOKENS = 64;

  /** Encodes and pads; texts longer than {@link #MAX_TOKENS} are cut. */
  public static PaddedTokens of(Tokenizer tokenizer, List<String> texts) {
    return of(texts.stream().map(text -> tokenizer.encode(text, MAX_TOKENS).ids()).toList());
  }

  /** Pads texts that are tokens already. */
  static PaddedTokens of(List<int[]> texts) {
    int[][] encoded = texts.toArray(int[][]::new);
    int longest = 1;
    for (int[] row : encoded) {
      longest = Math.max(longest, row.length);
    }
    long[] ids = new long[encoded.length * longest];
    long[] mask = new long[ids.length];
    for (int i = 0; i < encoded.length; i++) {
      for (int j = 0; j < encoded[i].length; j++) {
        ids[i * longest + j] = encoded[i][j];
        mask[i * longest + j] = 1;
      }
    }
    return new PaddedTokens(
        Tensor.of(ids, encoded.length, longest), Tensor.of(mask, encoded.length, longest));
  }

  /** The sequences of these rows. */
  public PaddedTokens rows(Tensor index) {
    return new PaddedTokens(ids.indexSelect(0, index), mask.indexSelect(0, index));
  }

  /** {@code count} sequences from {@code start} on. */
  public PaddedTokens narrow(long start, long count) {
    return new PaddedTokens(ids.narrow(0, start, count), mask.narrow(0, start, count));
  }

  /** The number of sequences. */
  public long size() {
    return ids.size(0);
  }
}
