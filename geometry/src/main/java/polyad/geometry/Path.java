package polyad.geometry;

import java.util.Arrays;
import polyad.algebra.Constant;
import polyad.algebra.o3.Irreps;
import polyad.algebra.o3.Wigner3j;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** One instruction ready to run: its tables in both precisions. */
final class Path {
  private final Instruction instruction;
  private final int[] mul;
  private final int[] dim;
  private final double coefficient;
  private final int weightOffset;
  private final Constant table; // [d1, d2, d3], times the coefficient

  private Path(
      Instruction instruction,
      int[] mul,
      int[] dim,
      double coefficient,
      int weightOffset,
      Constant table) {
    this.instruction = instruction;
    this.mul = mul;
    this.dim = dim;
    this.coefficient = coefficient;
    this.weightOffset = weightOffset;
    this.table = table;
  }

  static Path of(
      Instruction instruction,
      Irreps in1,
      Irreps in2,
      Irreps out,
      double coefficient,
      int weightOffset) {
    Irreps.Block a = in1.blocks().get(instruction.in1());
    Irreps.Block b = in2.blocks().get(instruction.in2());
    Irreps.Block c = out.blocks().get(instruction.out());
    if (a.irrep().parity() * b.irrep().parity() != c.irrep().parity()) {
      throw new IllegalArgumentException(
          "path %s x %s -> %s: parities do not multiply"
              .formatted(a.irrep(), b.irrep(), c.irrep()));
    }
    instruction.mode().check(a.mul(), b.mul(), c.mul());
    try (var scope = TensorScope.open()) {
      Constant table =
          new Constant(
              Wigner3j.tensor(a.irrep().l(), b.irrep().l(), c.irrep().l()).mul(coefficient));
      return new Path(
          instruction,
          new int[] {a.mul(), b.mul(), c.mul()},
          new int[] {a.irrep().dim(), b.irrep().dim(), c.irrep().dim()},
          coefficient,
          weightOffset,
          table);
    }
  }

  int out() {
    return instruction.out();
  }

  double coefficient() {
    return coefficient;
  }

  int weightCount() {
    return instruction.hasWeight()
        ? (int) Arrays.stream(shape()).reduce(1, Math::multiplyExact)
        : 0;
  }

  private long[] shape() {
    return instruction.mode().weightShape(mul[0], mul[1], mul[2]);
  }

  /** The path's part of its block: [N, mulOut, d3]. */
  Tensor forward(PathInputs inputs) {
    Tensor x = inputs.first(instruction.in1()); // [N, m1, d1]
    Tensor y = inputs.second(instruction.in2()); // [N, m2, d2]
    return switch (instruction.mode()) {
      case UVW -> uvw(x, y, inputs);
      case UVU -> keepFirst(x, contract(y, 1, 0, 2), inputs, false);
      case UVV -> keepFirst(y, contract(x, 0, 1, 2), inputs, true);
      case UUW -> mix(elementwise(inputs), inputs);
      case UUU -> scale(elementwise(inputs), inputs);
      case UVUV -> scale(pairs(x, y), inputs).flatten(1, 2);
    };
  }

  private Tensor weight(PathInputs inputs) {
    return inputs.weight(weightOffset, shape());
  }

  /** A block times the table over its own axis: [N, m, d_keep, d_out], axes of the table named. */
  private Tensor contract(Tensor block, int own, int keep, int last) {
    Tensor rows = table.in(block.dtype()).permute(own, keep, last).flatten(1, 2); // [d_own, ..]
    return block.matmul(rows).unflatten(-1, dim[keep], dim[last]);
  }

  private Tensor uvw(Tensor x, Tensor y, PathInputs inputs) {
    Tensor yc = contract(y, 1, 2, 0).permute(0, 2, 1, 3).flatten(1, 2); // [N, d3·m2, d1]
    Tensor z = yc.bmm(x.mT()).unflatten(1, dim[2], mul[1]).flatten(2, 3); // [N, d3, m2·m1]
    if (!instruction.hasWeight()) {
      return z.sum(-1).unsqueeze(1).expand(-1, mul[2], -1);
    }
    Tensor w = weight(inputs).transpose(-3, -2).flatten(-3, -2); // [(N,) m2·m1, m3]
    return z.matmul(w).mT();
  }

  /** The result's channels are those of the kept input; the other's are summed with the weight. */
  private Tensor keepFirst(Tensor kept, Tensor other, PathInputs inputs, boolean swapped) {
    long many = other.size(1);
    if (!instruction.hasWeight()) {
      return kept.bmm(other.sum(1)); // [N, m, d_kept]·[N, d_kept, d3]
    }
    Tensor weight = weight(inputs);
    Tensor w = swapped ? weight.mT() : weight; // [(N,) m_kept, m_other]
    if (many == 1) {
      return kept.bmm(other.squeeze(1)).mul(w);
    }
    Tensor mixed = w.matmul(other.flatten(2, 3)).unflatten(-1, dim[swapped ? 1 : 0], dim[2]);
    return kept.unsqueeze(-1).mul(mixed).sum(-2); // [N, m, d3]
  }

  private Tensor elementwise(PathInputs inputs) {
    Tensor outer = inputs.outer(instruction.in1(), instruction.in2()); // [N, m, d1·d2]
    return outer.matmul(table.in(outer.dtype()).flatten(0, 1)); // [N, m, d3]
  }

  private Tensor mix(Tensor z, PathInputs inputs) {
    return instruction.hasWeight()
        ? z.mT().matmul(weight(inputs)).mT()
        : z.sum(true, 1).expand(-1, mul[2], -1);
  }

  /** Every pair of channels: [N, m1, m2, d3]. */
  private Tensor pairs(Tensor x, Tensor y) {
    Tensor yc = contract(y, 1, 0, 2).permute(0, 2, 1, 3).flatten(2, 3); // [N, d1, m2·d3]
    return x.bmm(yc).unflatten(-1, mul[1], dim[2]);
  }

  private Tensor scale(Tensor z, PathInputs inputs) {
    return instruction.hasWeight() ? z.mul(weight(inputs).unsqueeze(-1)) : z;
  }
}
