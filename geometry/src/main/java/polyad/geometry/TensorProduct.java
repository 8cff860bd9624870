package polyad.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polyad.algebra.o3.Irrep;
import polyad.algebra.o3.Irreps;
import polyad.nn.Init;
import polyad.nn.Module;
import polyad.nn.WeightSlot;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * e3nn's tensor product: a list of weighted Clebsch–Gordan paths.
 *
 * <p>z_w += c · Σ_{u,v} W[u,v,w] Σ_{i,j} C_ijk x_ui y_vj for each {@link Instruction}, with C the
 * 3j tensor and c = √(α · pathWeight / Σ pathWeight·n) over the paths into the same block ({@link
 * ProductOptions}). One flat {@code weight} [weightCount], N(0, 1), paths in order, each row-major.
 */
public final class TensorProduct extends Module implements EquivariantProduct {
  private final Irreps in1;
  private final Irreps in2;
  private final Irreps out;
  private final List<Path> paths;
  private final @Nullable WeightSlot weight;
  private final int weightCount;

  /**
   * A product of instructions.
   *
   * @throws IllegalArgumentException when an instruction breaks the triangle rule, a parity or the
   *     rule of its mode
   */
  public TensorProduct(
      Irreps in1,
      Irreps in2,
      Irreps out,
      List<Instruction> instructions,
      ProductOptions options,
      Generator rng) {
    this.in1 = in1;
    this.in2 = in2;
    this.out = out;
    List<Path> made = new ArrayList<>();
    int count = 0;
    for (int i = 0; i < instructions.size(); i++) {
      Instruction instruction = instructions.get(i);
      double coefficient = coefficient(instruction, instructions, options);
      Path path = Path.of(instruction, in1, in2, out, coefficient, count);
      made.add(path);
      count += path.weightCount();
    }
    this.paths = List.copyOf(made);
    this.weightCount = count;
    this.weight =
        options.sharedWeights() && count > 0
            ? addParameter("weight", Init.normal(rng, 1, count))
            : null;
  }

  /** Every path in its own block, UVUV, without weights; blocks sorted by irrep. */
  public static TensorProduct full(Irreps in1, Irreps in2, Generator rng) {
    return full(in1, in2, ProductOptions.DEFAULT, rng);
  }

  /** As {@link #full(Irreps, Irreps, Generator)} with normalisations. */
  public static TensorProduct full(Irreps in1, Irreps in2, ProductOptions options, Generator rng) {
    List<Irreps.Block> blocks = new ArrayList<>();
    List<int[]> pairs = new ArrayList<>();
    for (int i = 0; i < in1.blocks().size(); i++) {
      for (int j = 0; j < in2.blocks().size(); j++) {
        Irreps.Block a = in1.blocks().get(i);
        Irreps.Block b = in2.blocks().get(j);
        for (Irrep irrep : a.irrep().times(b.irrep())) {
          blocks.add(new Irreps.Block(a.mul() * b.mul(), irrep));
          pairs.add(new int[] {i, j});
        }
      }
    }
    Irreps.Sorted sorted = new Irreps(blocks).sort();
    List<Instruction> instructions = new ArrayList<>();
    for (int p = 0; p < pairs.size(); p++) {
      int[] pair = pairs.get(p);
      instructions.add(
          new Instruction(
              pair[0], pair[1], sorted.position().get(p), ConnectionMode.UVUV, false, 1));
    }
    return new TensorProduct(in1, in2, sorted.irreps(), instructions, options, rng);
  }

  /** Every path from every pair of blocks to every block, UVW, weighted. */
  public static TensorProduct fullyConnected(Irreps in1, Irreps in2, Irreps out, Generator rng) {
    return fullyConnected(in1, in2, out, ProductOptions.DEFAULT, rng);
  }

  /** As {@link #fullyConnected(Irreps, Irreps, Irreps, Generator)} with normalisations. */
  public static TensorProduct fullyConnected(
      Irreps in1, Irreps in2, Irreps out, ProductOptions options, Generator rng) {
    List<Instruction> instructions = new ArrayList<>();
    for (int i = 0; i < in1.blocks().size(); i++) {
      for (int j = 0; j < in2.blocks().size(); j++) {
        List<Irrep> reached = in1.blocks().get(i).irrep().times(in2.blocks().get(j).irrep());
        for (int k = 0; k < out.blocks().size(); k++) {
          if (reached.contains(out.blocks().get(k).irrep())) {
            instructions.add(new Instruction(i, j, k, ConnectionMode.UVW, true, 1));
          }
        }
      }
    }
    return new TensorProduct(in1, in2, out, instructions, options, rng);
  }

  /** Channel with channel, UUU, without weights; each path in its own block. */
  public static TensorProduct elementwise(Irreps in1, Irreps in2, Generator rng) {
    if (in1.count() != in2.count()) {
      throw new IllegalArgumentException(
          "elementwise: %s has %d irreps and %s has %d, allowed: equal numbers"
              .formatted(in1, in1.count(), in2, in2.count()));
    }
    List<Irreps.Block> left = new ArrayList<>();
    List<Irreps.Block> right = new ArrayList<>();
    align(in1, in2, left, right);
    List<Irreps.Block> blocks = new ArrayList<>();
    List<Instruction> instructions = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      for (Irrep irrep : left.get(i).irrep().times(right.get(i).irrep())) {
        instructions.add(new Instruction(i, i, blocks.size(), ConnectionMode.UUU, false, 1));
        blocks.add(new Irreps.Block(left.get(i).mul(), irrep));
      }
    }
    return new TensorProduct(
        new Irreps(left),
        new Irreps(right),
        new Irreps(blocks),
        instructions,
        ProductOptions.DEFAULT,
        rng);
  }

  /** Splits blocks so that both lists have the same multiplicities. */
  private static void align(
      Irreps in1, Irreps in2, List<Irreps.Block> left, List<Irreps.Block> right) {
    List<Irreps.Block> a = new ArrayList<>(in1.simplify().blocks());
    List<Irreps.Block> b = new ArrayList<>(in2.simplify().blocks());
    while (!a.isEmpty()) {
      Irreps.Block x = a.removeFirst();
      Irreps.Block y = b.removeFirst();
      int mul = Math.min(x.mul(), y.mul());
      left.add(new Irreps.Block(mul, x.irrep()));
      right.add(new Irreps.Block(mul, y.irrep()));
      if (x.mul() > mul) {
        a.addFirst(new Irreps.Block(x.mul() - mul, x.irrep()));
      }
      if (y.mul() > mul) {
        b.addFirst(new Irreps.Block(y.mul() - mul, y.irrep()));
      }
    }
  }

  private double coefficient(
      Instruction instruction, List<Instruction> all, ProductOptions options) {
    Irreps.Block a = block(in1, instruction.in1(), "in1");
    Irreps.Block b = block(in2, instruction.in2(), "in2");
    Irreps.Block c = block(out, instruction.out(), "out");
    double alpha =
        switch (options.irreps()) {
          case COMPONENT -> c.irrep().dim();
          case NORM -> a.irrep().dim() * b.irrep().dim();
          case NONE -> 1;
        };
    List<Instruction> same = all.stream().filter(o -> o.out() == instruction.out()).toList();
    double terms =
        switch (options.paths()) {
          case ELEMENT -> same.stream().mapToDouble(o -> o.pathWeight() * terms(o)).sum();
          case PATH ->
              terms(instruction) * same.stream().mapToDouble(Instruction::pathWeight).sum();
          case NONE -> 1;
        };
    return terms == 0 ? 0 : Math.sqrt(alpha * instruction.pathWeight() / terms);
  }

  private int terms(Instruction o) {
    return o.mode().terms(block(in1, o.in1(), "in1").mul(), block(in2, o.in2(), "in2").mul());
  }

  private static Irreps.Block block(Irreps irreps, int index, String name) {
    if (index < 0 || index >= irreps.blocks().size()) {
      throw new IllegalArgumentException(
          "%s is %d, allowed: 0 to %d".formatted(name, index, irreps.blocks().size() - 1));
    }
    return irreps.blocks().get(index);
  }

  @Override
  public Irreps irrepsIn1() {
    return in1;
  }

  @Override
  public Irreps irrepsIn2() {
    return in2;
  }

  @Override
  public Irreps irrepsOut() {
    return out;
  }

  /** The number of weights. */
  public int weightCount() {
    return weightCount;
  }

  /** The factor of each path, in order. */
  public double[] coefficients() {
    return paths.stream().mapToDouble(Path::coefficient).toArray();
  }

  @Override
  public Tensor forward(Tensor x, Tensor y) {
    if (weight == null && weightCount > 0) {
      throw new IllegalStateException("the product has no weights of its own: give them");
    }
    return forward(x, y, weight == null ? null : weight.value(), false);
  }

  /**
   * The product with weights of the caller's.
   *
   * @param weights [..., weightCount], leading dimensions as x
   */
  public Tensor forward(Tensor x, Tensor y, Tensor weights) {
    return forward(x, y, weights, true);
  }

  private Tensor forward(Tensor x, Tensor y, @Nullable Tensor weights, boolean perSample) {
    in1.requireLastDim(x);
    in2.requireLastDim(y);
    long[] lead = Arrays.copyOf(x.shape(), x.dim() - 1);
    List<Tensor> first = in1.split(x.reshape(-1, in1.dim())); // each [N, mul1, 2l1+1]
    List<Tensor> second = in2.split(y.reshape(-1, in2.dim()));
    Tensor flat = weights == null || !perSample ? weights : weights.reshape(-1, weightCount);
    PathInputs inputs = new PathInputs(first, second, flat, perSample);
    Map<Integer, Tensor> sums = new LinkedHashMap<>();
    for (Path path : paths) {
      sums.merge(path.out(), path.forward(inputs), Tensor::add);
    }
    List<Tensor> parts = new ArrayList<>();
    for (int k = 0; k < out.blocks().size(); k++) {
      Tensor part = sums.get(k);
      int dim = out.blocks().get(k).dim();
      long n = x.numel() / Math.max(1, in1.dim());
      parts.add(part == null ? Tensor.zeros(x.dtype(), n, dim) : part.reshape(-1, dim));
    }
    long[] shape = Arrays.copyOf(lead, lead.length + 1);
    shape[lead.length] = out.dim();
    return Tensor.cat(-1, parts).reshape(shape);
  }
}
