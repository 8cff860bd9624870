package polyad.geometry;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polyad.algebra.o3.Irrep;
import polyad.algebra.o3.Irreps;
import polyad.nn.Layer;
import polyad.tensor.Tensor;

/** e3nn's {@code nn.Activation}: a function for each block of scalars. */
public final class IrrepsActivation extends Layer {
  private final Irreps in;
  private final Irreps out;
  private final List<@Nullable ScalarActivation> functions;

  /**
   * @param in the type of the input
   * @param functions one for each block; null leaves the block as it is
   * @throws IllegalArgumentException when a block with a function is not scalar, or odd under a
   *     function without parity
   */
  public IrrepsActivation(Irreps in, List<@Nullable ScalarActivation> functions) {
    if (functions.size() != in.blocks().size()) {
      throw new IllegalArgumentException(
          "functions are %d, allowed: one for each of the %d blocks of %s"
              .formatted(functions.size(), in.blocks().size(), in));
    }
    this.in = in;
    this.functions = new ArrayList<>(functions);
    List<Irreps.Block> blocks = new ArrayList<>();
    for (int i = 0; i < functions.size(); i++) {
      Irreps.Block block = in.blocks().get(i);
      ScalarActivation f = functions.get(i);
      if (f != null && block.irrep().l() > 0) {
        throw new IllegalArgumentException(
            f + " of " + block + ", allowed: scalars; gate the others");
      }
      int parity = f == null ? block.irrep().parity() : f.parity(block.irrep().parity());
      blocks.add(new Irreps.Block(block.mul(), new Irrep(block.irrep().l(), parity)));
    }
    this.out = new Irreps(blocks);
  }

  /** The type of the output. */
  public Irreps irrepsOut() {
    return out;
  }

  @Override
  public Tensor forward(Tensor x) {
    List<Tensor> parts = new ArrayList<>();
    List<Tensor> blocks = in.split(x);
    for (int i = 0; i < blocks.size(); i++) {
      Tensor block = blocks.get(i).flatten(-2, -1);
      ScalarActivation f = functions.get(i);
      parts.add(f == null ? block : f.apply(block));
    }
    return parts.isEmpty() ? x : Tensor.cat(-1, parts);
  }
}
