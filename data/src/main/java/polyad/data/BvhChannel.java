package polyad.data;

import java.util.Locale;
import java.util.Optional;

/** A degree of freedom of a BVH joint: a move along or a turn about an axis. */
public enum BvhChannel {
  /** Move along x. */
  X_POSITION(0, false),
  /** Move along y. */
  Y_POSITION(1, false),
  /** Move along z. */
  Z_POSITION(2, false),
  /** Turn about x, in degrees. */
  X_ROTATION(0, true),
  /** Turn about y, in degrees. */
  Y_ROTATION(1, true),
  /** Turn about z, in degrees. */
  Z_ROTATION(2, true);

  private final int axis;
  private final boolean rotation;

  BvhChannel(int axis, boolean rotation) {
    this.axis = axis;
    this.rotation = rotation;
  }

  /** 0 for x, 1 for y, 2 for z. */
  public int axis() {
    return axis;
  }

  /** Whether this is a turn. */
  public boolean isRotation() {
    return rotation;
  }

  /** The word in the file, such as {@code Zrotation}. */
  public String word() {
    return name().charAt(0) + name().substring(2).toLowerCase(Locale.ROOT);
  }

  static Optional<BvhChannel> of(String word) {
    for (BvhChannel channel : values()) {
      if (channel.word().equalsIgnoreCase(word)) {
        return Optional.of(channel);
      }
    }
    return Optional.empty();
  }
}
