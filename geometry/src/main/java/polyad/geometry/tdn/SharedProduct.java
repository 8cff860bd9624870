package polyad.geometry.tdn;

import java.util.Arrays;
import polyad.geometry.ConnectionMode;
import polyad.nn.Module;
import polyad.tensor.Tensor;

/**
 * A product of features [B, d, c1] and [B, d, c2] with weights of each sample, in a connection
 * mode: the interface that the exact products, CP, Tucker, tensor train and Gaunt share.
 *
 * <p>Weights: UVW [B, c1, c2, c3], UVU and UVV [B, c1, c2], UUW [B, c1, c3], UUU [B, c1]; products
 * with a weight for each path take them flat, [B, paths·(that)].
 */
public abstract class SharedProduct extends Module {
  private final Shape shape;

  /**
   * The sizes of a product.
   *
   * @param lmax the largest degree of all three
   * @param channels1 of the first factor
   * @param channels2 of the second
   * @param channels3 of the result
   * @param mode how channels meet; not UVUV
   */
  public record Shape(int lmax, int channels1, int channels2, int channels3, ConnectionMode mode) {
    /** Checks the rule of the mode. */
    public Shape {
      if (lmax < 0 || channels1 < 1 || channels2 < 1 || channels3 < 1) {
        throw new IllegalArgumentException(
            "lmax, channels are %d, %d, %d, %d, allowed: 0 or more, 1 or more"
                .formatted(lmax, channels1, channels2, channels3));
      }
      if (mode == ConnectionMode.UVUV) {
        throw new IllegalArgumentException("mode is UVUV, allowed: every other");
      }
      mode.check(channels1, channels2, channels3);
    }

    /** (lmax+1)². */
    int d() {
      return (lmax + 1) * (lmax + 1);
    }

    /** Numbers of one path's weight. */
    int weightSize() {
      return (int) Arrays.stream(weightShape()).reduce(1, Math::multiplyExact);
    }

    /** Flat weights [B, size] in the mode's shape. */
    Tensor weight(Tensor flat) {
      return flat.unflatten(-1, weightShape());
    }

    private long[] weightShape() {
      return mode.weightShape(channels1, channels2, channels3);
    }
  }

  SharedProduct(Shape shape) {
    this.shape = shape;
  }

  /** The sizes. */
  public final Shape shape() {
    return shape;
  }

  /** How many numbers of weight a sample brings. */
  public int weightCount() {
    return shape.weightSize();
  }

  /**
   * The product.
   *
   * @param x [B, d, c1]
   * @param y [B, d, c2]
   * @param weights [B, ...], {@link #weightCount} numbers a sample
   * @return [B, d, c3]
   * @throws IllegalArgumentException when a size does not fit
   */
  public final Tensor forward(Tensor x, Tensor y, Tensor weights) {
    require("x", x, shape.channels1());
    require("y", y, shape.channels2());
    long expected = x.size(0) * weightCount();
    if (weights.numel() != expected) {
      throw new IllegalArgumentException(
          "weights: expected %d numbers a sample, got %s".formatted(weightCount(), weights));
    }
    return product(x, y, weights.reshape(x.size(0), weightCount()));
  }

  private void require(String name, Tensor t, int channels) {
    if (t.dim() != 3 || t.size(1) != shape.d() || t.size(2) != channels) {
      throw new IllegalArgumentException(
          "%s: expected [B, %d, %d], got %s".formatted(name, shape.d(), channels, t));
    }
  }

  abstract Tensor product(Tensor x, Tensor y, Tensor weights);
}
