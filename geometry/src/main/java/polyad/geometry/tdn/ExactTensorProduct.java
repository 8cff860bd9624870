package polyad.geometry.tdn;

import java.util.ArrayList;
import java.util.List;
import polyad.algebra.Constant;
import polyad.algebra.o3.Wigner3j;
import polyad.tensor.Tensor;

/**
 * The exact product: with one weight for all paths (contract y·M, then a matrix product), or with a
 * weight for each path as e3nn has it.
 */
public final class ExactTensorProduct extends SharedProduct {
  private final List<Block> blocks = new ArrayList<>();
  private final boolean perPath;

  /** A table and where its axes begin; the whole tensor is one block. */
  private record Block(int i, int j, int k, Constant table) {
    static Block of(int i, int j, int k, Tensor table) {
      return new Block(i, j, k, new Constant(table));
    }
  }

  private ExactTensorProduct(Shape shape, boolean perPath) {
    super(shape);
    this.perPath = perPath;
  }

  /** One weight for all paths. */
  public static ExactTensorProduct shared(Shape shape) {
    ExactTensorProduct product = new ExactTensorProduct(shape, false);
    product.blocks.add(Block.of(0, 0, 0, SharedPathTensor.of(shape.lmax())));
    return product;
  }

  /** A tensor of the caller's, [d, d, d], with one weight. */
  static ExactTensorProduct of(Shape shape, Tensor tensor) {
    ExactTensorProduct product = new ExactTensorProduct(shape, false);
    product.blocks.add(Block.of(0, 0, 0, tensor));
    return product;
  }

  /** A weight for each path: paths in order of (l₁, l₂, l₃), each of the mode's shape. */
  public static ExactTensorProduct perPath(Shape shape) {
    ExactTensorProduct product = new ExactTensorProduct(shape, true);
    for (SharedPathTensor.Path p : SharedPathTensor.paths(shape.lmax())) {
      product.blocks.add(
          Block.of(
              p.l1() * p.l1(),
              p.l2() * p.l2(),
              p.l3() * p.l3(),
              Wigner3j.tensor(p.l1(), p.l2(), p.l3())));
    }
    return product;
  }

  /** The number of weights of a sample. */
  @Override
  public int weightCount() {
    return blocks.size() * shape().weightSize();
  }

  @Override
  Tensor product(Tensor x, Tensor y, Tensor weights) {
    int size = shape().weightSize();
    Tensor[] sums = new Tensor[shape().d()];
    for (int n = 0; n < blocks.size(); n++) {
      Block block = blocks.get(n);
      Tensor table = block.table().in(x.dtype());
      Tensor w = shape().weight(weights.narrow(1, (long) n * size, size));
      Tensor part =
          contract(
              x.narrow(1, block.i(), table.size(0)),
              y.narrow(1, block.j(), table.size(1)),
              table,
              w);
      sums[block.k()] = sums[block.k()] == null ? part : sums[block.k()].add(part);
    }
    List<Tensor> parts = new ArrayList<>();
    for (Tensor sum : sums) {
      if (sum != null) {
        parts.add(sum);
      }
    }
    return perPath ? Tensor.cat(1, parts) : parts.getFirst();
  }

  /** Σ_ij table[i,j,k] x_iu y_ju for each channel, as one matrix product: [B, k, u]. */
  private static Tensor channelwise(Tensor x, Tensor y, Tensor table) {
    Tensor pairs = x.mT().unsqueeze(-1).mul(y.mT().unsqueeze(-2)).flatten(2, 3); // [B, u, i·j]
    return pairs.matmul(table.flatten(0, 1)).mT();
  }

  /** Σ_ij table[i,j,k] x_iu y_jv, joined with the weight: [B, k, c3]. */
  private Tensor contract(Tensor x, Tensor y, Tensor table, Tensor w) {
    long d3 = table.size(2);
    // [B, v, j] times [j, (k, i)].
    Tensor byY = y.mT().matmul(table.permute(1, 2, 0).flatten(1, 2)).unflatten(-1, d3, x.size(1));
    return switch (shape().mode()) {
      case UVW -> {
        Tensor pairs = byY.flatten(1, 2).bmm(x).unflatten(1, y.size(2), d3); // [B, v, k, u]
        Tensor rows = pairs.permute(0, 2, 3, 1).flatten(2, 3); // [B, k, u·v]
        yield rows.bmm(w.flatten(1, 2));
      }
      case UVU -> {
        if (shape().channels2() == 1) {
          yield byY.squeeze(1).bmm(x).mul(w.mT()); // [B, k, u]
        }
        Tensor pairs = byY.flatten(1, 2).bmm(x).unflatten(1, y.size(2), d3);
        yield pairs.mul(w.mT().unsqueeze(2)).sum(1);
      }
      case UVV -> {
        Tensor mixed = x.bmm(w); // [B, i, v]
        yield byY.matmul(mixed.mT().unsqueeze(-1)).squeeze(-1).mT(); // [B, k, v]
      }
      case UUW -> channelwise(x, y, table).bmm(w);
      case UUU -> channelwise(x, y, table).mul(w.unsqueeze(1));
      case UVUV -> throw new IllegalStateException("refused by the shape");
    };
  }
}
