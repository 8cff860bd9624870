package polyad.geometry.polynomials;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import polyad.data.Graph;
import polyad.data.Splits;
import polyad.data.generate.RandomGraphs;
import polyad.data.generate.StronglyRegularGraphs;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

class PolynomialsTest {
  private static final int N = 4;

  /** A random pattern: at most six vertices, five edges, two reds. */
  private static Multigraph pattern(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[][] edges = new int[random.nextInt(1, 6)][];
    List<Integer> used = new ArrayList<>();
    for (int e = 0; e < edges.length; e++) {
      edges[e] = new int[] {random.nextInt(6), random.nextInt(6)};
      used.add(edges[e][0]);
      used.add(edges[e][1]);
    }
    int[] names = used.stream().distinct().mapToInt(v -> v).toArray();
    for (int[] edge : edges) {
      for (int k = 0; k < 2; k++) {
        int v = edge[k];
        edge[k] = (int) Arrays.stream(names).takeWhile(name -> name != v).count();
      }
    }
    int[] reds = new int[random.nextInt(3)];
    Arrays.setAll(reds, r -> random.nextInt(names.length));
    return Multigraph.of(edges, reds);
  }

  private static int[] order(int n, long seed) {
    return Splits.permutation(n, new SplittableRandom(seed));
  }

  private static double gap(Tensor a, Tensor b) {
    return a.sub(b).abs().max().item() / Math.max(1, b.abs().max().item());
  }

  @Property(tries = 150, seed = "11")
  void planEqualsNaiveSum(@ForAll @IntRange(max = 1_000_000) int seed) {
    Multigraph h = pattern(seed);
    try (var _ = TensorScope.open()) {
      Tensor x = Tensor.randn(new Generator(seed), DType.F64, 2, N, N);
      EquivariantPolynomial p = new EquivariantPolynomial(h);
      assertTrue(gap(p.apply(x), p.applyNaively(x)) < 1e-10, h::toString);
    }
  }

  @Property(tries = 100, seed = "12")
  void polynomialsAreEquivariant(@ForAll @IntRange(max = 1_000_000) int seed) {
    Multigraph h = pattern(seed);
    try (var _ = TensorScope.open()) {
      Tensor x = Tensor.randn(new Generator(seed), DType.F64, N, N);
      Tensor moved = permuted(x, order(N, seed), 2);
      EquivariantPolynomial p = new EquivariantPolynomial(h);
      Tensor expected = permuted(p.apply(x), order(N, seed), h.reds().size());
      assertTrue(gap(p.apply(moved), expected) < 1e-10, h::toString);
    }
  }

  private static Tensor permuted(Tensor x, int[] order, int dims) {
    Tensor index = Tensor.of(order, order.length).to(DType.I64);
    Tensor result = x;
    for (int d = 0; d < dims; d++) {
      result = result.indexSelect(d, index);
    }
    return result;
  }

  @Property(tries = 100, seed = "13")
  void canonicalFormForgetsLabels(@ForAll @IntRange(max = 1_000_000) int seed) {
    Multigraph h = pattern(seed);
    int[] to = order(h.vertices(), seed + 1);
    Multigraph renamed = h.mapped(to, h.vertices());
    assertEquals(h.canonical(), renamed.canonical());
    assertEquals(h.automorphisms(), renamed.automorphisms());
    assertEquals(h, Multigraph.parse(h.toString()));
  }

  @Property(tries = 60, seed = "14")
  void injectiveSumsEqualBruteForceAndComeBack(@ForAll @IntRange(max = 1_000_000) int seed) {
    Multigraph h = pattern(seed);
    try (var _ = TensorScope.open()) {
      Tensor x = Tensor.randn(new Generator(seed), DType.F64, N, N);
      double[] brute = injective(h, x.toDoubleArray());
      Tensor q = PolynomialCombination.injective(h, x);
      assertArrayEquals(brute, q.reshape(-1).toDoubleArray(), 1e-9);
      double[] sum = new double[brute.length];
      PolynomialCombination.toInjective(h)
          .terms()
          .forEach(
              (quotient, times) -> {
                double[] part = injective(quotient, x.toDoubleArray());
                for (int i = 0; i < sum.length; i++) {
                  sum[i] += times * part[i];
                }
              });
      double[] plain = new EquivariantPolynomial(h).apply(x).reshape(-1).toDoubleArray();
      assertArrayEquals(plain, sum, 1e-8);
    }
  }

  /** Q_H by trying all injective maps. */
  private static double[] injective(Multigraph h, double[] x) {
    double[] out = new double[(int) Math.pow(N, h.reds().size())];
    int[] image = new int[h.vertices()];
    for (int code = 0; code < Math.pow(N, h.vertices()); code++) {
      int rest = code;
      int seen = 0;
      for (int v = 0; v < image.length; v++, rest /= N) {
        image[v] = rest % N;
        seen |= 1 << image[v];
      }
      if (Integer.bitCount(seen) == image.length) {
        double product = 1;
        for (Multigraph.Edge e : h.edges()) {
          product *= x[image[e.from()] * N + image[e.to()]];
        }
        int at = 0;
        for (int red : h.reds()) {
          at = at * N + image[red];
        }
        out[at] += product;
      }
    }
    return out;
  }

  @Property(tries = 100, seed = "15")
  void piecesMultiplyToThePattern(@ForAll @IntRange(max = 1_000_000) int seed) {
    Multigraph h = pattern(seed);
    try (var _ = TensorScope.open()) {
      Tensor x = Tensor.randn(new Generator(seed), DType.F64, N, N);
      Tensor product =
          h.pieces().stream()
              .map(piece -> new EquivariantPolynomial(piece).apply(x))
              .reduce(Tensor::mul)
              .orElseThrow();
      assertTrue(gap(product, new EquivariantPolynomial(h).apply(x)) < 1e-10, h::toString);
    }
  }

  @Test
  void sharedWorkGivesTheSameFeatures() {
    List<Multigraph> terms = new ArrayList<>(ExtraPolynomials.ofPairsUpTo(6));
    terms.addAll(ExtraPolynomials.cycles(6));
    try (var _ = TensorScope.open()) {
      Tensor general = Tensor.randn(new Generator(3), DType.F64, 5, 5);
      for (Tensor x : List.of(general, general.add(general.mT()))) {
        Tensor all =
            new PolynomialFeatures(terms, PolynomialFeatures.Normalization.NONE).transform(x);
        for (int k = 0; k < terms.size(); k++) {
          Multigraph h = terms.get(k);
          Tensor own = new EquivariantPolynomial(h).apply(x);
          Tensor wanted =
              switch (h.reds().size()) {
                case 0 -> own.expand(5, 5);
                case 1 -> own.diagEmbed();
                default -> own;
              };
          assertTrue(gap(all.get(k), wanted) < 1e-10, h::toString);
        }
      }
    }
  }

  @Test
  void derivativesAreThoseOfTheNaiveSum() {
    Multigraph h = Multigraph.parse("0>1,1>2,2>0,0>3,3>3;red 1,3");
    try (var _ = TensorScope.open()) {
      Tensor x = Tensor.randn(new Generator(4), DType.F64, N, N).requiresGrad(true);
      EquivariantPolynomial p = new EquivariantPolynomial(h);
      Tensor planned = Autograd.grad(p.apply(x).square().sum(), x, false);
      Tensor naive = Autograd.grad(p.applyNaively(x).square().sum(), x, false);
      assertTrue(gap(planned, naive) < 1e-10);
    }
  }

  @Test
  void edgesReadTheirChannels() {
    try (var _ = TensorScope.open()) {
      Tensor x = Tensor.randn(new Generator(5), DType.F64, 3, 2, N, N);
      Tensor y = new EquivariantPolynomial(Multigraph.parse("0>1,1>2@1;red 0,2")).applyChannels(x);
      assertTrue(gap(y, x.select(1, 0).matmul(x.select(1, 1))) < 1e-12);
    }
  }

  @ParameterizedTest
  @CsvSource({"0,1,2,11,52", "1,1,5,32,199", "2,2,15,117,877"})
  void countsEqualBurnside(int reds, long d0, long d1, long d2, long d3) {
    var patterns = new MultigraphEnumerator(3, reds, MultigraphEnumerator.Kind.DIRECTED);
    long[] expected = {d0, d1, d2, d3};
    for (int d = 0; d < expected.length; d++) {
      assertEquals(expected[d], patterns.withEdges(d).size());
      assertEquals(expected[d], BurnsideCount.of(Math.max(1, 2 * d + reds), d, reds));
    }
    assertEquals(116, BurnsideCount.of(5, 2, 2), "five nodes are too few for 117");
  }

  @Test
  void plansHaveTheWidthOfTheirTree() {
    assertEquals(2, ContractionPlan.of(ExtraPolynomials.cycles(4).get(1), 100).width());
    ContractionPlan k4 = ContractionPlan.of(ExtraPolynomials.ofPairs(6).getFirst(), 100);
    assertEquals(3, k4.width());
    assertEquals(1e8, k4.flops(), 0.02e8);
    int[][] path = new int[20][];
    Arrays.setAll(path, i -> new int[] {i, i + 1});
    assertEquals(1, ContractionPlan.of(Multigraph.of(path), 10).width(), "by least fill");
  }

  @Test
  void powersOfPrototypes() {
    assertEquals(2, ExpressivePower.nodeBased().power(1, 6).degree());
    assertEquals(5, ExpressivePower.edgeBased().power(1, 6).degree());
    ExpressivePower.Power edge = ExpressivePower.edgeBased().power(2, 6);
    assertEquals(4, edge.degree());
    Multigraph diamond = MultigraphEnumerator.undirected(ExtraPolynomials.ofPairs(5).getFirst());
    assertEquals(diamond, MultigraphEnumerator.undirected(edge.firstMissing().orElseThrow()));
    assertTrue(ExpressivePower.edgeBased().power(0, 4).complete());
    assertFalse(Prototype.NODE_BASED.computes(Multigraph.parse("0>1;red 0,1")));
    assertEquals(11, ExtraPolynomials.ofPairs(6).size());
    for (int reds = 0; reds <= 2; reds++) {
      int r = reds;
      List<Multigraph> missing = ExtraPolynomials.missing(Prototype.EDGE_BASED, 6, reds);
      assertEquals(
          missing.stream().map(MultigraphEnumerator::undirected).sorted(byText()).toList(),
          ExtraPolynomials.ofPairsUpTo(6).stream()
              .filter(h -> h.reds().size() == r)
              .map(MultigraphEnumerator::undirected)
              .sorted(byText())
              .toList(),
          "the released features are exactly those that the prototype lacks");
    }
  }

  private static Comparator<Multigraph> byText() {
    return Comparator.comparing(Multigraph::toString);
  }

  @Test
  void sparseJoinsEqualContractions() {
    List<Multigraph> terms = new ArrayList<>(ExtraPolynomials.ofPairsUpTo(6));
    terms.addAll(ExtraPolynomials.ofNodesUpTo(4));
    for (Graph graph : RandomGraphs.DEFAULT.draw(4, 8)) {
      int n = graph.size();
      try (var _ = TensorScope.open()) {
        Tensor x = Tensor.of(graph.adjacency(), n, n);
        for (Multigraph h : terms) {
          Tensor wanted = new EquivariantPolynomial(h).apply(x);
          SparsePolynomial.Entries found = new SparsePolynomial(h, false).of(graph);
          double[] dense = new double[(int) wanted.numel()];
          for (int e = 0; e < found.values().length; e++) {
            int row = found.rows()[e];
            dense[h.reds().size() < 2 ? row : row * n + found.columns()[e]] = found.values()[e];
          }
          assertArrayEquals(wanted.reshape(-1).toDoubleArray(), dense, 1e-6, h::toString);
        }
      }
    }
  }

  @Test
  void subgraphsOfTheCompleteGraph() {
    Graph k5 = complete(5);
    assertEquals(10, SparsePolynomial.subgraphs(Multigraph.parse("0>1,1>2,2>0"), k5));
    assertEquals(15, SparsePolynomial.subgraphs(Multigraph.parse("0>1,1>2,2>3,3>0"), k5));
    assertEquals(5, SparsePolynomial.subgraphs(ExtraPolynomials.ofPairs(6).getFirst(), k5));
    assertEquals(5, SparsePolynomial.subgraphs(Multigraph.parse("0>1,0>2,0>3,0>4"), k5));
  }

  private static Graph complete(int n) {
    List<int[]> edges = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        edges.add(new int[] {i, j});
      }
    }
    return Graph.of(n, edges.toArray(int[][]::new));
  }

  @Test
  void stronglyRegularFamilies() {
    for (List<Graph> family :
        List.of(StronglyRegularGraphs.sr16622(), StronglyRegularGraphs.sr281264())) {
      long pairs = family.size() * (family.size() - 1L) / 2;
      assertEquals(pairs, RegularStudy.alike(family, 0));
      assertEquals(0, RegularStudy.alike(family, 5));
      assertEquals(pairs, GraphDistinguisher.afterPairRefinement(family));
    }
    Graph graph = StronglyRegularGraphs.sr16622().getFirst();
    List<Graph> twice = List.of(graph, graph.permuted(order(16, 9)));
    assertEquals(1, RegularStudy.alike(twice, 6), "renumbering changes nothing");
    assertEquals(1, GraphDistinguisher.afterNodeRefinement(twice, ExtraPolynomials.cycles(5)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0>1;red 3",
        "0>1;red 0,1,0",
        "0-1",
        "0>1;blue 0",
        "0>x",
        "0>1;red 0;1",
        "0>2",
        "0>1@-1",
        "0>1>2>3"
      })
  void wrongPatternsAreRefused(String text) {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> Multigraph.parse(text))
                .getMessage());
    assertTrue(message.contains("allowed") || message.contains("expected"), message);
  }

  @Test
  void wrongMatricesAreRefused() {
    Multigraph k4 = ExtraPolynomials.ofPairs(6).getFirst();
    try (var _ = TensorScope.open()) {
      EquivariantPolynomial p = new EquivariantPolynomial(k4, 1 << 20);
      assertThrows(IllegalArgumentException.class, () -> p.apply(Tensor.ones(3, 4)));
      assertThrows(
          IllegalArgumentException.class, () -> p.apply(Tensor.full(Double.NaN, DType.F64, 3, 3)));
      assertThrows(IllegalArgumentException.class, () -> p.apply(Tensor.ones(0, 0)));
      String message =
          String.valueOf(
              assertThrows(IllegalArgumentException.class, () -> p.apply(Tensor.ones(100, 100)))
                  .getMessage());
      assertTrue(message.contains("GiB"), message);
      assertThrows(
          IllegalArgumentException.class,
          () -> new EquivariantPolynomial(Multigraph.parse("0>1@1")).apply(Tensor.ones(3, 3)));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new SparsePolynomial(Multigraph.parse("0>1,2>3"), false));
  }
}
