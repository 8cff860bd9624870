package polyad.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polyad.geometry.polynomials.EquivariantPolynomial;
import polyad.geometry.polynomials.ExtraPolynomials;
import polyad.geometry.polynomials.Multigraph;
import polyad.geometry.polynomials.MultigraphEnumerator;
import polyad.geometry.polynomials.PolynomialCombination;
import polyad.geometry.polynomials.PolynomialFeatures;
import polyad.geometry.polynomials.Ppgn;
import polyad.geometry.polynomials.PpgnConfig;
import polyad.geometry.polynomials.Prototype;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import tools.jackson.databind.JsonNode;

/** Cases of equivariant graph polynomials: polynomials, features, counts of patterns, PPGN++. */
final class EquivariantPolynomialsCase implements ConformanceAdapter {
  private static final int MULTIGRAPH_EDGES = 3;

  @Override
  public String method() {
    return "equivariant-graph-polynomials";
  }

  @Override
  public Map<String, Tensor> evaluate(CaseFile file) {
    return switch (file.text("op")) {
      case "polynomials" -> polynomials(file);
      case "features" -> features(file);
      case "enumerate" -> counts(file);
      case "ppgn" -> ppgn(file);
      default ->
          throw new IllegalArgumentException(
              "op is '%s', known: polynomials, features, enumerate, ppgn"
                  .formatted(file.text("op")));
    };
  }

  private static List<Multigraph> terms(CaseFile file) {
    List<Multigraph> terms = new ArrayList<>();
    for (JsonNode term : file.config().path("terms")) {
      List<int[]> edges = new ArrayList<>();
      term.path("edges").forEach(e -> edges.add(integers(e)));
      terms.add(Multigraph.of(edges.toArray(int[][]::new), integers(term.path("red"))));
    }
    return terms;
  }

  private static int[] integers(JsonNode array) {
    return array.valueStream().mapToInt(JsonNode::asInt).toArray();
  }

  private static Map<String, Tensor> polynomials(CaseFile file) {
    Tensor x = file.input("X");
    Map<String, Tensor> results = new LinkedHashMap<>();
    Tensor loss = Tensor.scalar(0, x.dtype());
    int k = 0;
    for (Multigraph h : terms(file)) {
      EquivariantPolynomial polynomial = new EquivariantPolynomial(h);
      Tensor p = h.channels() > 1 ? polynomial.applyChannels(x) : polynomial.apply(x);
      results.put("output.P." + k, p);
      if (file.has("output.Q." + k)) {
        results.put("output.Q." + k, PolynomialCombination.injective(h, x));
      }
      whole(results, "output.treewidth." + k, polynomial.plan(x.size(-1)).width());
      whole(results, "output.fe_computable." + k, Prototype.EDGE_BASED.computes(h) ? 1 : 0);
      whole(results, "output.fn_computable." + k, Prototype.NODE_BASED.computes(h) ? 1 : 0);
      loss = loss.add(p.square().sum());
      k++;
    }
    results.putAll(file.gradients(loss.mul(0.5)));
    return results;
  }

  private static void whole(Map<String, Tensor> results, String name, long... values) {
    results.put(name, Tensor.of(values, values.length));
  }

  private static Map<String, Tensor> features(CaseFile file) {
    List<Multigraph> terms = terms(file);
    if (terms.isEmpty()) {
      for (int degree : file.integers("degrees")) {
        terms.addAll(ExtraPolynomials.ofPairs(degree));
      }
    }
    Tensor adjacency = file.input("adjacency");
    return Map.of(
        "output.features_raw",
        new PolynomialFeatures(terms, PolynomialFeatures.Normalization.NONE).transform(adjacency),
        "output.features_normalized",
        new PolynomialFeatures(terms, PolynomialFeatures.Normalization.RELEASED)
            .transform(adjacency));
  }

  private static Map<String, Tensor> counts(CaseFile file) {
    int most = file.integer("max_edges");
    Map<String, Tensor> results = new LinkedHashMap<>();
    for (int reds = 0; reds <= 2; reds++) {
      var simple = new MultigraphEnumerator(most, reds, MultigraphEnumerator.Kind.SIMPLE_CONNECTED);
      long[] all = new long[most];
      long[] notEdge = new long[most];
      long[] notNode = new long[most];
      for (int d = 1; d <= most; d++) {
        List<Multigraph> level = simple.withEdges(d);
        all[d - 1] = level.size();
        notEdge[d - 1] = level.stream().filter(h -> !Prototype.EDGE_BASED.computes(h)).count();
        notNode[d - 1] = level.stream().filter(h -> !Prototype.NODE_BASED.computes(h)).count();
      }
      if (reds == 0) {
        whole(results, "output.simple_connected_graphs", all);
      }
      whole(results, "output.colourings." + reds, all);
      whole(results, "output.not_fe." + reds, notEdge);
      whole(results, "output.not_fn." + reds, notNode);
      int multigraphEdges = multigraphEdges(file, reds);
      var basis =
          new MultigraphEnumerator(multigraphEdges, reds, MultigraphEnumerator.Kind.DIRECTED);
      long[] multigraphs = new long[multigraphEdges + 1];
      for (int d = 0; d <= multigraphEdges; d++) {
        multigraphs[d] = basis.withEdges(d).size();
      }
      whole(results, "output.multigraphs." + reds, multigraphs);
    }
    return results;
  }

  private static int multigraphEdges(CaseFile file, int reds) {
    String name = "output.multigraphs." + reds;
    return file.has(name)
        ? (int) file.tensor(name).numel() - 1
        : Math.min(MULTIGRAPH_EDGES, file.integer("max_edges"));
  }

  private static Map<String, Tensor> ppgn(CaseFile file) {
    PpgnConfig config =
        new PpgnConfig(
            file.integer("input_dim"),
            file.integer("hidden_dim"),
            file.integer("suffix_dim"),
            file.integer("out_dim"),
            file.integer("depth"),
            file.config().path("mlp_depth").asInt(2),
            file.config().path("transpose").asBoolean(true),
            file.config().path("identity").asBoolean(true),
            false);
    Ppgn network = file.load(new Ppgn(config, new Generator(0)));
    Tensor y = network.forward(file.input("x"), file.input("mask"), file.input("n"));
    Map<String, Tensor> results = new LinkedHashMap<>();
    Tensor shown = file.tensor("output.y");
    results.put("output.y", shown.dim() == 1 ? y.squeeze(-1) : y);
    results.putAll(file.gradients(y.square().sum().mul(0.5), network));
    return results;
  }
}
