package polyad.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import polyad.data.Molecule;
import polyad.data.NeighborList;
import polyad.geometry.AtomGraph;
import polyad.geometry.ConnectionMode;
import polyad.geometry.tdn.CpDecomposition;
import polyad.geometry.tdn.CpTensorProduct;
import polyad.geometry.tdn.ExactTensorProduct;
import polyad.geometry.tdn.RankSchedule;
import polyad.geometry.tdn.SharedPathTensor;
import polyad.geometry.tdn.SharedProduct;
import polyad.geometry.tdn.TdnConfig;
import polyad.geometry.tdn.TensorDecompositionNetwork;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** Cases of tensor decomposition networks: the tensor, the products, the network. */
final class TensorDecompositionCase implements ConformanceAdapter {
  @Override
  public String method() {
    return "tensor-decomposition-networks";
  }

  @Override
  public double tolerance(CaseFile file, String tensor) {
    return file.text("op").equals("model") ? 1e-8 : 1e-9;
  }

  @Override
  public Map<String, Tensor> evaluate(CaseFile file) {
    return switch (file.text("op")) {
      case "shared_path_tensor" -> tensors(file);
      case "tensor_product" -> product(file);
      case "model" -> model(file);
      default ->
          throw new IllegalArgumentException(
              "op is '%s', known: shared_path_tensor, tensor_product, model"
                  .formatted(file.text("op")));
    };
  }

  private static Map<String, Tensor> tensors(CaseFile file) {
    Map<String, Tensor> results = new LinkedHashMap<>();
    for (int lmax : file.integers("lmaxes")) {
      results.put("output.shared_path_tensor." + lmax, SharedPathTensor.of(lmax));
    }
    return results;
  }

  private static Map<String, Tensor> product(CaseFile file) {
    SharedProduct.Shape shape =
        new SharedProduct.Shape(
            file.integer("lmax"),
            file.integer("channels_in1"),
            file.integer("channels_in2"),
            file.integer("channels_out"),
            ConnectionMode.valueOf(file.text("connection_mode").toUpperCase(Locale.ROOT)));
    Tensor x = file.input("x");
    Tensor y = file.input("y");
    Tensor weight = file.input("weight");
    Tensor a = file.tensor("param.cp_a");
    Tensor b = file.tensor("param.cp_b");
    Tensor c = file.tensor("param.cp_c");
    CpTensorProduct product =
        new CpTensorProduct(
            shape, new CpDecomposition(a.detach(), b.detach(), c.detach(), Double.NaN, Double.NaN));
    Tensor cp = product.forward(x, y, weight, a, b, c);
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("output.cp", cp);
    results.put("output.exact", ExactTensorProduct.shared(shape).forward(x, y, weight));
    results.putAll(file.gradients(cp.square().sum().mul(0.5)));
    return results;
  }

  private static Map<String, Tensor> model(CaseFile file) {
    int lmax = file.integer("lmax");
    List<Integer> radial = Arrays.stream(file.integers("fc_neurons")).boxed().toList();
    TdnConfig config =
        new TdnConfig(
            file.integer("hidden_channels"),
            file.integer("num_interactions"),
            file.integer("num_gaussians"),
            file.number("cutoff"),
            file.integer("max_num_neighbors"),
            file.config().path("gradient_force").asBoolean(false),
            lmax,
            radial,
            file.integer("num_heads"),
            file.integer("max_atom_type"),
            file.number("dropout"),
            TdnConfig.ProductKind.CP,
            RankSchedule.QUADRATIC,
            file.integer("rank"));
    TensorDecompositionNetwork network =
        file.load(
            new TensorDecompositionNetwork(
                config, file.number("avg_num_nodes"), file.number("avg_degree"), new Generator(0)));
    AtomGraph graph = graph(file, config).recorded();
    network.train();
    TensorDecompositionNetwork.Output output = network.forward(graph);
    Tensor kept = output.mask().gt(0).nonzero().squeeze(-1);
    Tensor forces = output.forces().indexSelect(0, kept);
    Tensor loss = output.energy().square().sum().add(forces.square().sum()).mul(0.5);
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("output.energy", output.energy());
    results.put("output.forces", forces);
    results.put("output.mask", output.mask().to(DType.U8));
    results.putAll(file.gradients(loss, network));
    return results;
  }

  /** Radius graph of each molecule of the batch. */
  private static AtomGraph graph(CaseFile file, TdnConfig config) {
    Tensor positions = file.input("pos");
    long[] numbers = file.input("atomic_numbers").toLongArray();
    long[] batch = file.input("batch").toLongArray();
    double[] flat = positions.detach().toDoubleArray();
    List<Long> sender = new ArrayList<>();
    List<Long> receiver = new ArrayList<>();
    int from = 0;
    while (from < numbers.length) {
      int to = from;
      while (to < numbers.length && batch[to] == batch[from]) {
        to++;
      }
      int[] own = new int[to - from];
      for (int i = 0; i < own.length; i++) {
        own[i] = (int) numbers[from + i];
      }
      Molecule molecule = Molecule.of(own, Arrays.copyOfRange(flat, 3 * from, 3 * to));
      NeighborList list =
          NeighborList.of(molecule, config.cutoff()).nearest(molecule, config.maxNeighbors());
      for (int e = 0; e < list.size(); e++) {
        sender.add((long) from + list.sender()[e]);
        receiver.add((long) from + list.receiver()[e]);
      }
      from = to;
    }
    long edges = sender.size();
    return new AtomGraph(
        positions,
        Tensor.of(numbers, numbers.length),
        Tensor.of(batch, batch.length),
        Tensor.of(sender.stream().mapToLong(Long::longValue).toArray(), edges),
        Tensor.of(receiver.stream().mapToLong(Long::longValue).toArray(), edges),
        Tensor.zeros(DType.F64, edges, 3),
        (int) batch[batch.length - 1] + 1);
  }
}
