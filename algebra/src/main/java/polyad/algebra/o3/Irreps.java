package polyad.algebra.o3;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import polyad.tensor.Tensor;

/**
 * A direct sum of irreps with multiplicities, such as {@code 4x0e+3x1o}: the type of a feature
 * vector.
 *
 * <p>A vector of type {@code 4x0e+3x1o} is four scalars, then (x, y, z) of the first vector, of the
 * second and of the third: channel-major inside a block.
 *
 * @param blocks the summands in order
 */
public record Irreps(List<Block> blocks) {
  private static final Pattern TEXT = Pattern.compile("(?:(\\d{1,9})x)?(\\d{1,3}[eo])");

  /**
   * One summand.
   *
   * @param mul the number of copies, 0 or more
   * @param irrep the irrep
   */
  public record Block(int mul, Irrep irrep) {
    /** Checks the multiplicity. */
    public Block {
      if (mul < 0) {
        throw new IllegalArgumentException("mul is " + mul + ", allowed: 0 or more");
      }
    }

    /** mul · (2l + 1). */
    public int dim() {
      return Math.multiplyExact(mul, irrep.dim());
    }

    @Override
    public String toString() {
      return mul + "x" + irrep;
    }
  }

  /** Irreps sorted, with where each block of the unsorted went. */
  public record Sorted(Irreps irreps, List<Integer> position) {}

  /** Copies the list. */
  public Irreps {
    blocks = List.copyOf(blocks);
  }

  /** Of blocks. */
  public static Irreps of(Block... blocks) {
    return new Irreps(Arrays.asList(blocks));
  }

  /** mul copies of one irrep. */
  public static Irreps of(int mul, Irrep irrep) {
    return of(new Block(mul, irrep));
  }

  /**
   * Reads {@code 4x0e+3x1o}; a missing multiplicity is one, an empty text is no block.
   *
   * @throws IllegalArgumentException that quotes the summand that is wrong
   */
  public static Irreps parse(String text) {
    List<Block> blocks = new ArrayList<>();
    if (text.isBlank()) {
      return new Irreps(blocks);
    }
    for (String part : text.split("\\+", -1)) {
      Matcher matcher = TEXT.matcher(part.strip());
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "'%s' in '%s' is not an irrep; expected such as 4x0e or 1o".formatted(part, text));
      }
      String mul = matcher.group(1);
      blocks.add(new Block(mul == null ? 1 : Integer.parseInt(mul), Irrep.parse(matcher.group(2))));
    }
    return new Irreps(blocks);
  }

  /** One copy of the harmonics of degrees 0 to lmax: 1x0e+1x1o+1x2e+... */
  public static Irreps sphericalHarmonics(int lmax) {
    return sphericalHarmonics(lmax, -1);
  }

  /** One copy of each degree 0 to lmax with parity p^l. */
  public static Irreps sphericalHarmonics(int lmax, int parity) {
    return new Irreps(
        IntStream.rangeClosed(0, lmax)
            .mapToObj(l -> new Block(1, new Irrep(l, l % 2 == 0 ? 1 : parity)))
            .toList());
  }

  /** The length of a vector. */
  public int dim() {
    return blocks.stream().mapToInt(Block::dim).sum();
  }

  /** The number of irreps, with multiplicity. */
  public int count() {
    return blocks.stream().mapToInt(Block::mul).sum();
  }

  /** How often an irrep occurs. */
  public int count(Irrep irrep) {
    return blocks.stream().filter(b -> b.irrep().equals(irrep)).mapToInt(Block::mul).sum();
  }

  /** The largest degree; −1 when there is no block. */
  public int lmax() {
    return blocks.stream().filter(b -> b.mul() > 0).mapToInt(b -> b.irrep().l()).max().orElse(-1);
  }

  /** Where block i begins in the vector. */
  public int offset(int i) {
    return blocks.subList(0, i).stream().mapToInt(Block::dim).sum();
  }

  /** Adjacent blocks of the same irrep merged, empty ones left out. */
  public Irreps simplify() {
    List<Block> merged = new ArrayList<>();
    for (Block block : blocks) {
      if (block.mul() == 0) {
        continue;
      }
      int last = merged.size() - 1;
      if (last >= 0 && merged.get(last).irrep().equals(block.irrep())) {
        merged.set(last, new Block(merged.get(last).mul() + block.mul(), block.irrep()));
      } else {
        merged.add(block);
      }
    }
    return new Irreps(merged);
  }

  /** Stably sorted by irrep. */
  public Sorted sort() {
    List<Integer> order =
        IntStream.range(0, blocks.size())
            .boxed()
            .sorted(Comparator.comparing(i -> blocks.get(i).irrep()))
            .toList();
    Integer[] position = new Integer[order.size()];
    for (int i = 0; i < position.length; i++) {
      position[order.get(i)] = i;
    }
    return new Sorted(new Irreps(order.stream().map(blocks::get).toList()), List.of(position));
  }

  /** The blocks of the other after these. */
  public Irreps plus(Irreps other) {
    List<Block> all = new ArrayList<>(blocks);
    all.addAll(other.blocks);
    return new Irreps(all);
  }

  /** The whole list, n times. */
  public Irreps times(int n) {
    List<Block> all = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      all.addAll(blocks);
    }
    return new Irreps(all);
  }

  /** Every block with this multiplicity. */
  public Irreps withMul(int mul) {
    return new Irreps(blocks.stream().map(b -> new Block(mul, b.irrep())).toList());
  }

  /**
   * Blocks that all have C channels, [..., C·d] with the channels inside each block, as channels of
   * whole vectors: [..., C, d].
   */
  public Tensor toChannels(Tensor x) {
    return Tensor.cat(-1, split(x));
  }

  /** The inverse of {@link #toChannels}: [..., C, d] to [..., C·d]. */
  public Tensor fromChannels(Tensor x) {
    List<Tensor> parts = new ArrayList<>();
    int at = 0;
    for (Block block : blocks) {
      parts.add(x.narrow(-1, at, block.irrep().dim()).flatten(-2, -1));
      at += block.irrep().dim();
    }
    return Tensor.cat(-1, parts);
  }

  /** The blocks of a vector: each [..., mul, 2l+1]. */
  public List<Tensor> split(Tensor x) {
    requireLastDim(x);
    List<Tensor> parts = new ArrayList<>();
    int offset = 0;
    for (Block block : blocks) {
      parts.add(x.narrow(-1, offset, block.dim()).unflatten(-1, block.mul(), block.irrep().dim()));
      offset += block.dim();
    }
    return List.copyOf(parts);
  }

  /**
   * Checks that the last dimension fits.
   *
   * @throws IllegalArgumentException such as "expected 13 = 4x0e+3x1o, got 12"
   */
  public void requireLastDim(Tensor x) {
    if (x.dim() == 0 || x.size(-1) != dim()) {
      throw new IllegalArgumentException(
          "last dimension: expected %d = %s, got %s"
              .formatted(dim(), this, x.dim() == 0 ? "a scalar" : Long.toString(x.size(-1))));
    }
  }

  /**
   * The block-diagonal representation of orthogonal matrices, improper ones too.
   *
   * @param rotation [..., 3, 3]
   * @return [..., dim, dim]
   * @throws IllegalArgumentException when ‖RRᵀ − I‖ exceeds 1e-4
   */
  public Tensor wignerD(Tensor rotation) {
    return WignerD.of(this, rotation);
  }

  @Override
  public String toString() {
    return blocks.stream().map(Block::toString).collect(Collectors.joining("+"));
  }
}
