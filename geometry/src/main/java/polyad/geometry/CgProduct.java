package polyad.geometry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import polyad.algebra.Constant;
import polyad.algebra.o3.Irrep;
import polyad.algebra.o3.Irreps;
import polyad.algebra.o3.Wigner3j;
import polyad.tensor.Tensor;

/**
 * The Clebsch–Gordan product of one channel of every degree: each path (l₁, l₂, l₃) is a result of
 * its own.
 *
 * <p>Results are ordered by l₃, then (l₁, l₂). The most expressive product and the dearest: O(L⁶)
 * dense, O(L⁵) on the entries with m₃ = ±m₁ ± m₂ (Xie et al. 2025, section 4).
 */
public final class CgProduct extends SphereProduct {
  private final List<Path> paths;
  private final Irreps out;
  private final @Nullable SparseContraction sparse;
  private final List<Pair> pairs;
  private final Tensor order; // columns of the pairs' results in the order of the paths

  /** A path. */
  public record Path(int l1, int l2, int l3) {}

  /** How a path is scaled. */
  public enum Scale {
    /** √((2l₁+1)(2l₂+1)). */
    NORM,
    /** √(2l₃+1). */
    COMPONENT,
    /** 1. */
    NONE;

    double of(int l1, int l2, int l3) {
      return switch (this) {
        case NORM -> Math.sqrt((2.0 * l1 + 1) * (2.0 * l2 + 1));
        case COMPONENT -> Math.sqrt(2.0 * l3 + 1);
        case NONE -> 1;
      };
    }
  }

  private record Pair(int l1, int l2, Constant table) {}

  /** Every path up to lmaxOut; {@code evenOnly} leaves out those with odd l₁+l₂+l₃. */
  public static List<Path> paths(int lmax1, int lmax2, int lmaxOut, boolean evenOnly) {
    Degrees degrees = new Degrees(lmax1, lmax2, lmaxOut);
    List<Path> paths = new ArrayList<>();
    for (int l3 = 0; l3 <= degrees.lmaxOut(); l3++) {
      for (int l1 = 0; l1 <= lmax1; l1++) {
        for (int l2 = 0; l2 <= lmax2; l2++) {
          boolean triangle = Math.abs(l1 - l2) <= l3 && l3 <= l1 + l2;
          if (triangle && (!evenOnly || (l1 + l2 + l3) % 2 == 0)) {
            paths.add(new Path(l1, l2, l3));
          }
        }
      }
    }
    return List.copyOf(paths);
  }

  /**
   * @param lmax1 the largest degree of the first factor
   * @param lmax2 that of the second
   * @param paths the paths, in any order
   * @param scale the normalisation
   * @param sparse whether only entries that are not zero are visited
   */
  public CgProduct(int lmax1, int lmax2, List<Path> paths, Scale scale, boolean sparse) {
    super(new Degrees(lmax1, lmax2, paths.stream().mapToInt(Path::l3).max().orElse(0)));
    this.paths =
        paths.stream()
            .sorted(
                Comparator.comparingInt(Path::l3)
                    .thenComparingInt(Path::l1)
                    .thenComparingInt(Path::l2))
            .toList();
    this.out =
        new Irreps(
            this.paths.stream()
                .map(
                    p ->
                        new Irreps.Block(1, new Irrep(p.l3(), (p.l1() + p.l2()) % 2 == 0 ? 1 : -1)))
                .toList());
    this.sparse = sparse ? sparseTable(scale) : null;
    this.pairs = new ArrayList<>();
    this.order = sparse ? Tensor.of(new long[0], 0).retain() : densePairs(scale);
  }

  private SparseContraction sparseTable(Scale scale) {
    SparseContraction.Builder builder = new SparseContraction.Builder();
    for (int p = 0; p < paths.size(); p++) {
      Path path = paths.get(p);
      int l1 = path.l1();
      int l2 = path.l2();
      double[][][] block = Wigner3j.of(l1, l2, path.l3());
      builder.add(block, scale.of(l1, l2, path.l3()), l1 * l1, l2 * l2, out.offset(p));
    }
    return builder.build(out.dim());
  }

  /** One table for all l₃ of a pair (l₁, l₂); returns where the paths' columns are. */
  private Tensor densePairs(Scale scale) {
    Map<List<Integer>, List<Integer>> byPair = new LinkedHashMap<>();
    for (int p = 0; p < paths.size(); p++) {
      byPair
          .computeIfAbsent(List.of(paths.get(p).l1(), paths.get(p).l2()), k -> new ArrayList<>())
          .add(p);
    }
    long[] columns = new long[out.dim()];
    int at = 0;
    for (List<Integer> members : byPair.values()) {
      List<Tensor> tables = new ArrayList<>();
      for (int p : members) {
        Path path = paths.get(p);
        double factor = scale.of(path.l1(), path.l2(), path.l3());
        tables.add(Wigner3j.tensor(path.l1(), path.l2(), path.l3()).mul(factor).flatten(0, 1));
        for (int k = 0; k < 2 * path.l3() + 1; k++) {
          columns[out.offset(p) + k] = at++;
        }
      }
      Path first = paths.get(members.getFirst());
      pairs.add(new Pair(first.l1(), first.l2(), new Constant(Tensor.cat(1, tables))));
    }
    return Tensor.of(columns, columns.length).retain();
  }

  /** The paths in the order of the results. */
  public List<Path> paths() {
    return paths;
  }

  @Override
  public Irreps irrepsOut() {
    return out;
  }

  @Override
  Tensor product(Tensor x, Tensor y) {
    if (sparse != null) {
      return sparse.apply(x, y);
    }
    Tensor[] first = blocks(x, degrees.lmax1());
    Tensor[] second = blocks(y, degrees.lmax2());
    List<Tensor> results = new ArrayList<>();
    for (Pair pair : pairs) {
      Tensor outer =
          first[pair.l1()].unsqueeze(-1).mul(second[pair.l2()].unsqueeze(-2)).flatten(-2, -1);
      results.add(outer.matmul(pair.table().in(x.dtype()))); // [N, Σ 2l3+1]
    }
    return Tensor.cat(-1, results).indexSelect(-1, order);
  }

  private static Tensor[] blocks(Tensor x, int lmax) {
    return IntStream.rangeClosed(0, lmax)
        .mapToObj(l -> x.narrow(-1, (long) l * l, 2L * l + 1))
        .toArray(Tensor[]::new);
  }
}
