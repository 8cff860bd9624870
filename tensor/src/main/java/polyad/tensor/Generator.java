package polyad.tensor;

import java.lang.ref.Cleaner;
import org.bytedeco.pytorch.global.torch;

/**
 * A source of random tensors with its own seed. The state can be saved and restored, so that a
 * resumed run draws the numbers an uninterrupted one would have drawn. Not for use by two threads
 * at once.
 */
public final class Generator {
  private static final Cleaner CLEANER = Cleaner.create();

  private final org.bytedeco.pytorch.Generator generator;

  /** Creates a generator on the CPU with this seed. */
  public Generator(long seed) {
    Engine.ensureLoaded();
    org.bytedeco.pytorch.Generator made = torch.make_generator_cpu(seed);
    generator = made;
    CLEANER.register(this, made::close);
  }

  org.bytedeco.pytorch.Generator generator() {
    return generator;
  }

  /** The whole state, to be given to {@link #restore}. */
  public byte[] state() {
    try (var _ = TensorScope.open()) {
      return Tensor.wrap(generator.get_state()).toByteArray();
    }
  }

  /**
   * Continues from a saved state.
   *
   * @throws TensorException when the bytes are not a generator's state
   */
  public void restore(byte[] state) {
    try (var _ = TensorScope.open()) {
      Op.call(
          "Generator.restore",
          Tensor.ofBytes(state, state.length),
          (t, n) -> {
            generator.set_state(n);
            return generator;
          });
    }
  }

  /** A seed for another generator, drawn from this one. */
  public long nextSeed() {
    try (var _ = TensorScope.open()) {
      return Tensor.randint(this, 0, Long.MAX_VALUE, 1).toLongArray()[0];
    }
  }
}
