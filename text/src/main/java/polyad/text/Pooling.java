package polyad.text;

import java.util.Locale;
import polyad.tensor.DType;
import polyad.tensor.Tensor;

/** How the vectors of a text's tokens become one. */
public enum Pooling {
  /** The first token's. */
  CLS,
  /** The mean over the tokens that are not padding, for each text by itself. */
  AVG,
  /** The mean of {@link #CLS} and {@link #AVG}. */
  CLS_AVG,
  /** The largest value of each coordinate over the tokens that are not padding. */
  MAX,
  /** The last token's that is not padding. */
  LAST;

  /** The name in settings and files, such as {@code cls_avg}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The pooling of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Pooling of(String label) {
    for (Pooling pooling : values()) {
      if (pooling.label().equals(label)) {
        return pooling;
      }
    }
    throw new IllegalArgumentException(
        "pooling is '" + label + "', allowed: cls, avg, cls_avg, max, last");
  }

  /**
   * Pools.
   *
   * @param hidden [B, L, D]
   * @param mask 1 for a token and 0 for padding, which stands at the end; [B, L]
   * @return [B, D]
   */
  public Tensor apply(Tensor hidden, Tensor mask) {
    return switch (this) {
      case CLS -> hidden.select(1, 0);
      case AVG -> average(hidden, mask);
      case CLS_AVG -> hidden.select(1, 0).add(average(hidden, mask)).mul(0.5);
      case MAX ->
          hidden
              .maskedFill(mask.eq(0).unsqueeze(-1), Double.NEGATIVE_INFINITY)
              .max(1, false)
              .values();
      case LAST -> last(hidden, mask);
    };
  }

  private static Tensor average(Tensor hidden, Tensor mask) {
    Tensor weights = mask.to(hidden.dtype()).unsqueeze(-1); // [B, L, 1]
    return hidden.mul(weights).sum(1).div(weights.sum(1));
  }

  private static Tensor last(Tensor hidden, Tensor mask) {
    Tensor at = mask.to(DType.I64).sum(1).sub(1L); // [B]
    Tensor index = at.view(-1, 1, 1).expand(-1, 1, hidden.size(2));
    return hidden.gather(1, index).squeeze(1);
  }
}
