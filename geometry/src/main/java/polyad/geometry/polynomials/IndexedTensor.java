package polyad.geometry.polynomials;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import polyad.tensor.DType;
import polyad.tensor.Einsum;
import polyad.tensor.Tensor;

/**
 * A factor of a contraction.
 *
 * @param indices the vertices its dimensions stand for, each once
 * @param tensor [B, n, ..., n]
 */
record IndexedTensor(List<Integer> indices, Tensor tensor) {

  /** The factors with index v multiplied and summed over it; the others as they are. */
  static List<IndexedTensor> eliminate(int v, List<IndexedTensor> factors) {
    List<IndexedTensor> touching = new ArrayList<>();
    List<IndexedTensor> others = new ArrayList<>();
    for (IndexedTensor f : factors) {
      (f.indices().contains(v) ? touching : others).add(f);
    }
    others.add(summed(v, touching));
    return others;
  }

  /** Σ_v of a product; split in two so that the whole product, n^(1+|N(v)|), is never made. */
  private static IndexedTensor summed(int v, List<IndexedTensor> factors) {
    TreeSet<Integer> others = union(factors);
    others.remove(v);
    List<Integer> around = List.copyOf(others);
    if (around.isEmpty()) {
      return new IndexedTensor(around, productOf(factors, List.of(v)).sum(1));
    }
    int pivot = around.getLast();
    List<IndexedTensor> left = new ArrayList<>();
    List<IndexedTensor> right = new ArrayList<>();
    for (IndexedTensor f : factors) {
      (f.indices().contains(pivot) ? right : left).add(f);
    }
    List<Integer> rightIndices = List.copyOf(union(right));
    Tensor b = productOf(right, rightIndices);
    if (left.isEmpty()) {
      return new IndexedTensor(around, b.sum(1 + rightIndices.indexOf(v)));
    }
    List<Integer> leftIndices = List.copyOf(union(left));
    Tensor a = productOf(left, leftIndices);
    String equation =
        "%s,%s->%s".formatted(letters(leftIndices), letters(rightIndices), letters(around));
    return new IndexedTensor(around, Einsum.einsum(equation, a, b));
  }

  private static TreeSet<Integer> union(List<IndexedTensor> factors) {
    TreeSet<Integer> all = new TreeSet<>();
    factors.forEach(f -> all.addAll(f.indices()));
    return all;
  }

  private static String letters(List<Integer> indices) {
    StringBuilder text = new StringBuilder("z"); // the batch
    indices.forEach(i -> text.append((char) (i < 25 ? 'a' + i : 'A' + i - 25)));
    return text.toString();
  }

  /**
   * The product of factors over these indices, in this order, one where nothing depends on an
   * index.
   *
   * @param like [B, n, n]
   */
  static Tensor product(List<IndexedTensor> factors, List<Integer> indices, Tensor like) {
    long[] shape = new long[indices.size() + 1];
    Arrays.fill(shape, like.size(-1));
    shape[0] = like.size(0);
    DType type = like.dtype();
    return factors.isEmpty() ? Tensor.ones(type, shape) : productOf(factors, indices).expand(shape);
  }

  private static Tensor productOf(List<IndexedTensor> factors, List<Integer> indices) {
    @Nullable Tensor product = null;
    for (IndexedTensor f : factors) {
      Tensor aligned = f.aligned(indices);
      product = product == null ? aligned : product.mul(aligned);
    }
    if (product == null) {
      throw new IllegalStateException("a vertex that is summed has a factor");
    }
    return product;
  }

  /** Dimensions in the order of these indices, of size 1 where this one has none. */
  private Tensor aligned(List<Integer> target) {
    int[] order = new int[indices.size() + 1];
    int at = 1;
    for (int index : target) {
      if (indices.contains(index)) {
        order[at++] = 1 + indices.indexOf(index);
      }
    }
    Tensor moved = tensor.permute(order);
    for (int k = 0; k < target.size(); k++) {
      if (!indices.contains(target.get(k))) {
        moved = moved.unsqueeze(k + 1);
      }
    }
    return moved;
  }
}
