package polyad.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import polyad.geometry.EquivariantProduct;
import polyad.geometry.GauntTensorProduct;
import polyad.geometry.ProductTiming;
import polyad.geometry.gaunt.GauntManyBody;
import polyad.nn.Module;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** Our side of the comparisons of equivariant products: forward and backward of the sum. */
final class ProductWorkloads {
  private static final int ROWS = 64;
  private static final int CHANNELS = 32;
  private static final int FACTORS = 3;

  private ProductWorkloads() {}

  static Workload clebschGordan(int lmax) {
    Generator rng = new Generator(1);
    var product = ProductTiming.elementwise(CHANNELS, lmax, 2 * lmax, rng);
    return of(product, List.of(product), rng, ROWS);
  }

  static Workload gaunt(int lmax, GauntTensorProduct.Backend backend) {
    var product = new GauntTensorProduct(lmax, lmax, 2 * lmax, backend);
    return of(product, List.of(), new Generator(1), ROWS, CHANNELS);
  }

  private static Workload of(
      EquivariantProduct product, List<Module> weighted, Generator rng, long... rows) {
    Tensor x = features(rng, product.irrepsIn1().dim(), rows);
    Tensor y = features(rng, product.irrepsIn2().dim(), rows);
    return new Derivatives(List.of(x, y), weighted, () -> product.forward(x, y));
  }

  static Workload manyBody(int lmax) {
    Generator rng = new Generator(1);
    GauntManyBody product =
        new GauntManyBody(lmax, lmax, FACTORS, 1, CHANNELS, GauntManyBody.Backend.GRID, rng);
    Tensor x = features(rng, (lmax + 1) * (lmax + 1), ROWS, CHANNELS);
    Tensor element = Tensor.ones(ROWS, 1);
    return new Derivatives(List.of(x), List.of(product), () -> product.forward(x, element));
  }

  private static Tensor features(Generator rng, int dim, long... rows) {
    long[] shape = Arrays.copyOf(rows, rows.length + 1);
    shape[rows.length] = dim;
    return Tensor.randn(rng, DType.F32, shape).requiresGrad(true);
  }

  /** Derivatives with respect to inputs and weights; what counts as its size is the inputs'. */
  private record Derivatives(List<Tensor> inputs, List<Module> weighted, Supplier<Tensor> result)
      implements Workload {
    @Override
    public void step() {
      try (var _ = TensorScope.open()) {
        inputs.forEach(Tensor::zeroGrad);
        weighted.forEach(Module::zeroGrad);
        result.get().sum().backward();
      }
    }

    @Override
    public long parameters() {
      return inputs.stream().mapToLong(Tensor::numel).sum();
    }

    @Override
    public void close() {
      inputs.forEach(Tensor::close);
      weighted.forEach(Module::close);
    }
  }
}
