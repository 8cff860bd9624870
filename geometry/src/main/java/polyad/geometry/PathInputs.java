package polyad.geometry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polyad.tensor.Tensor;

/** The blocks of one call of a product, and what several of its paths share. */
final class PathInputs {
  private final List<Tensor> first;
  private final List<Tensor> second;
  private final @Nullable Tensor weights;
  private final boolean perSample;
  private final Map<List<Integer>, Tensor> outers = new HashMap<>();

  PathInputs(List<Tensor> first, List<Tensor> second, @Nullable Tensor weights, boolean perSample) {
    this.first = first;
    this.second = second;
    this.weights = weights;
    this.perSample = perSample;
  }

  /** [N, mul1, 2l1+1]. */
  Tensor first(int i) {
    return first.get(i);
  }

  /** [N, mul2, 2l2+1]. */
  Tensor second(int j) {
    return second.get(j);
  }

  /** x_ui·y_uj of two blocks: [N, mul, (2l1+1)(2l2+1)], made once. */
  Tensor outer(int i, int j) {
    return outers.computeIfAbsent(
        List.of(i, j),
        key -> first.get(i).unsqueeze(-1).mul(second.get(j).unsqueeze(-2)).flatten(-2, -1));
  }

  /** The weights of a path: its shape, or [N, shape] when every sample has its own. */
  Tensor weight(int offset, long[] shape) {
    if (weights == null) {
      throw new IllegalStateException("the path wants weights");
    }
    long count = 1;
    for (long size : shape) {
      count *= size;
    }
    Tensor flat = weights.narrow(-1, offset, count);
    return perSample ? flat.unflatten(-1, shape) : flat.reshape(shape);
  }
}
