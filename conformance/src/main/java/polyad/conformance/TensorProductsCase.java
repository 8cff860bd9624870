package polyad.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import polyad.algebra.o3.GauntCoefficients;
import polyad.algebra.o3.Irreps;
import polyad.algebra.o3.Normalization;
import polyad.algebra.o3.SphericalHarmonics;
import polyad.algebra.o3.Wigner3j;
import polyad.algebra.o3.WignerD;
import polyad.geometry.CgProduct;
import polyad.geometry.ConnectionMode;
import polyad.geometry.EquivariantLinear;
import polyad.geometry.EquivariantProduct;
import polyad.geometry.GauntTensorProduct;
import polyad.geometry.Instruction;
import polyad.geometry.MatrixTensorProduct;
import polyad.geometry.ProductOptions;
import polyad.geometry.TensorProduct;
import polyad.geometry.VectorSignalTensorProduct;
import polyad.geometry.tensorproducts.Expressivity;
import polyad.tensor.Autograd;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import tools.jackson.databind.JsonNode;

/** Cases of the SO(3) toolbox: tables, products, e3nn's layers, expressivity. */
final class TensorProductsCase implements ConformanceAdapter {
  @Override
  public String method() {
    return "equivariant-tensor-products";
  }

  @Override
  public double tolerance(CaseFile file, String tensor) {
    boolean exact = tensor.startsWith("output.w3j") || tensor.startsWith("output.gaunt.");
    return exact ? 1e-12 : file.defaultTolerance();
  }

  @Override
  public Map<String, Tensor> evaluate(CaseFile file) {
    return switch (file.text("op")) {
      case "so3_tables" -> tables(file);
      case "products" -> products(file);
      case "e3nn_tensor_product" -> tensorProduct(file);
      case "e3nn_linear" -> linear(file);
      case "expressivity" -> expressivity(file);
      default ->
          throw new IllegalArgumentException(
              "op is '%s', known: so3_tables, products, e3nn_tensor_product, e3nn_linear, expressivity"
                  .formatted(file.text("op")));
    };
  }

  private static <E extends Enum<E>> E option(
      JsonNode config, String key, E otherwise, Class<E> type) {
    JsonNode value = config.get(key);
    return value == null || value.isNull()
        ? otherwise
        : Enum.valueOf(type, value.asString().toUpperCase(Locale.ROOT));
  }

  private static int[] triple(JsonNode node) {
    return new int[] {node.get(0).asInt(), node.get(1).asInt(), node.get(2).asInt()};
  }

  private static Map<String, Tensor> tables(CaseFile file) {
    Map<String, Tensor> results = new LinkedHashMap<>();
    Normalization scale =
        option(file.config(), "normalization", Normalization.COMPONENT, Normalization.class);
    Tensor xyz = file.input("xyz");
    SphericalHarmonics unit = new SphericalHarmonics(file.integer("sh_lmax"), true, scale);
    results.put("output.sh", unit.forward(xyz));
    SphericalHarmonics plain =
        new SphericalHarmonics(file.integer("sh_unnormalized_lmax"), false, scale);
    if (file.has("output.sh_unnormalized")) {
      long rows = file.tensor("output.sh_unnormalized").size(0);
      Tensor vectors = xyz.narrow(0, 0, rows).copy().requiresGrad(true);
      Tensor values = plain.forward(vectors);
      results.put("output.sh_unnormalized", values);
      for (String name : file.names("grad.")) {
        Tensor gradient = Autograd.grad(values.square().sum().mul(0.5), vectors, false);
        results.put("grad." + name, gradient.narrow(0, 0, file.tensor("grad." + name).size(0)));
      }
    }
    Tensor angles = file.input("angles");
    Tensor alpha = angles.select(1, 0);
    Tensor beta = angles.select(1, 1);
    Tensor gamma = angles.select(1, 2);
    results.put("output.matrix", WignerD.rotation(alpha, beta, gamma));
    for (int l : file.integers("wigner_ls")) {
      results.put("output.wigner_d." + l, WignerD.ofAngles(l, alpha, beta, gamma));
    }
    for (JsonNode node : file.config().path("triples")) {
      int[] l = triple(node);
      String name = l[0] + "_" + l[1] + "_" + l[2];
      results.put("output.w3j." + name, Wigner3j.tensor(l[0], l[1], l[2]));
      results.put("output.gaunt." + name, GauntCoefficients.tensor(l[0], l[1], l[2]));
    }
    return results;
  }

  private static Map<String, Tensor> products(CaseFile file) {
    int l1 = file.integer("lmax1");
    int l2 = file.integer("lmax2");
    int lo = file.integer("lmax_out");
    Tensor x = file.input("x");
    Tensor y = file.input("y");
    JsonNode config = file.config();
    CgProduct.Scale scale =
        option(config, "irrep_normalization", CgProduct.Scale.NORM, CgProduct.Scale.class);
    CgProduct.Scale matrix =
        option(config, "matrix_normalization", CgProduct.Scale.NORM, CgProduct.Scale.class);
    Map<String, Tensor> results = new LinkedHashMap<>();
    Tensor gaunt = new GauntTensorProduct(l1, l2, lo).forward(x, y);
    results.put("output.gaunt", gaunt);
    results.putAll(file.gradients(gaunt.square().sum().mul(0.5)));
    results.put("output.matrix", new MatrixTensorProduct(l1, l2, lo, matrix).forward(x, y));
    List<CgProduct.Path> paths = new ArrayList<>();
    for (JsonNode node : config.path("cg_paths")) {
      int[] l = triple(node);
      paths.add(new CgProduct.Path(l[0], l[1], l[2]));
    }
    if (file.has("output.cg")) {
      List<CgProduct.Path> wanted = paths.isEmpty() ? CgProduct.paths(l1, l2, lo, true) : paths;
      results.put("output.cg", new CgProduct(l1, l2, wanted, scale, false).forward(x, y));
    }
    if (file.has("input.va")) {
      int g1 = file.integer("vector_lgrid1");
      int g2 = file.integer("vector_lgrid2");
      Tensor a = file.input("va");
      Tensor b = file.input("vb");
      results.put("output.vector_cross", VectorSignalTensorProduct.cross(g1, g2).forward(a, b));
      results.put("output.vector_dot", VectorSignalTensorProduct.dot(g1, g2).forward(a, b));
    }
    return results;
  }

  private static Map<String, Tensor> tensorProduct(CaseFile file) {
    JsonNode config = file.config();
    Irreps in1 = Irreps.parse(file.text("irreps_in1"));
    Irreps in2 = Irreps.parse(file.text("irreps_in2"));
    ProductOptions options =
        new ProductOptions(
            option(
                config,
                "irrep_normalization",
                ProductOptions.IrrepNormalization.COMPONENT,
                ProductOptions.IrrepNormalization.class),
            option(
                config,
                "path_normalization",
                ProductOptions.PathNormalization.ELEMENT,
                ProductOptions.PathNormalization.class),
            config.path("shared_weights").asBoolean(true));
    Generator rng = new Generator(0);
    TensorProduct product =
        switch (file.text("mode")) {
          case "full" -> TensorProduct.full(in1, in2, options, rng);
          case "fully_connected" ->
              TensorProduct.fullyConnected(
                  in1, in2, Irreps.parse(file.text("irreps_out")), options, rng);
          default ->
              new TensorProduct(
                  in1,
                  in2,
                  Irreps.parse(file.text("irreps_out")),
                  instructions(config.path("instructions")),
                  options,
                  rng);
        };
    Tensor x = file.input("x");
    Tensor y = file.input("y");
    Tensor z;
    if (options.sharedWeights()) {
      z = file.load(product).forward(x, y);
    } else {
      String name = file.has("input.weight") ? "input.weight" : "param.weight";
      z = product.forward(x, y, file.tensor(name));
    }
    Map<String, Tensor> results = new LinkedHashMap<>(Map.of("output.z", z));
    results.putAll(file.gradients(z.square().sum().mul(0.5), product));
    return results;
  }

  private static List<Instruction> instructions(JsonNode nodes) {
    List<Instruction> instructions = new ArrayList<>();
    for (JsonNode node : nodes) {
      instructions.add(
          new Instruction(
              node.get(0).asInt(),
              node.get(1).asInt(),
              node.get(2).asInt(),
              ConnectionMode.valueOf(node.get(3).asString().toUpperCase(Locale.ROOT)),
              node.get(4).asBoolean(),
              1));
    }
    return instructions;
  }

  private static Map<String, Tensor> linear(CaseFile file) {
    EquivariantLinear linear =
        file.load(
            new EquivariantLinear(
                Irreps.parse(file.text("irreps_in")),
                Irreps.parse(file.text("irreps_out")),
                file.config().path("biases").asBoolean(false),
                new Generator(0)));
    Tensor z = linear.forward(file.input("x"));
    Map<String, Tensor> results = new LinkedHashMap<>(Map.of("output.z", z));
    results.putAll(file.gradients(z.square().sum().mul(0.5), linear));
    return results;
  }

  private static Map<String, Tensor> expressivity(CaseFile file) {
    Map<String, Tensor> results = new LinkedHashMap<>();
    for (JsonNode node : file.config().path("cases")) {
      String product = node.get(0).asString();
      int l1 = node.get(1).asInt();
      int l2 = node.get(2).asInt();
      int lo = node.get(3).asInt();
      Expressivity measured = Expressivity.of(product(product, l1, l2, lo));
      String name = product + "." + l1 + "_" + l2 + "_" + lo;
      results.put("output.expressivity." + name, Tensor.of(new long[] {measured.rank()}, 1));
      results.put("output.interactable." + name, flags(measured.interactable()));
      results.put("output.coupling." + name, values(measured.coupling()));
    }
    results.keySet().removeIf(name -> !file.has(name));
    return results;
  }

  private static EquivariantProduct product(String name, int l1, int l2, int lo) {
    return switch (name) {
      case "cg", "cg-dense", "cg-sparse" ->
          new CgProduct(
              l1,
              l2,
              CgProduct.paths(l1, l2, lo, false),
              CgProduct.Scale.NONE,
              name.equals("cg-sparse"));
      case "cg-even" ->
          new CgProduct(l1, l2, CgProduct.paths(l1, l2, lo, true), CgProduct.Scale.NONE, false);
      case "gaunt", "gaunt-grid" -> new GauntTensorProduct(l1, l2, lo);
      case "gaunt-fourier" ->
          new GauntTensorProduct(l1, l2, lo, GauntTensorProduct.Backend.FOURIER);
      case "matrix" -> new MatrixTensorProduct(l1, l2, lo, CgProduct.Scale.NORM);
      case "matrix-single" -> MatrixTensorProduct.single(l1, l2, lo, CgProduct.Scale.NORM);
      default ->
          throw new IllegalArgumentException(
              "product is '%s', known: cg, cg-even, gaunt-grid, gaunt-fourier, matrix, matrix-single"
                  .formatted(name));
    };
  }

  private static Tensor flags(boolean[][][] table) {
    byte[] flat = new byte[table.length * table[0].length * table[0][0].length];
    int at = 0;
    for (boolean[][] plane : table) {
      for (boolean[] row : plane) {
        for (boolean value : row) {
          flat[at++] = (byte) (value ? 1 : 0);
        }
      }
    }
    return Tensor.ofBytes(flat, table.length, table[0].length, table[0][0].length);
  }

  private static Tensor values(double[][][] table) {
    return Tensor.stack(0, Arrays.stream(table).map(Tensor::of).toArray(Tensor[]::new));
  }
}
