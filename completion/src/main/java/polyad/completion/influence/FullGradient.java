package polyad.completion.influence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polyad.data.SparseTensor;
import polyad.nn.Parameter;
import polyad.tensor.Autograd;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * A direction in the space of all of a model's parameters, such as the sum of the gradients of
 * validation cells, and the products of single cells' gradients with it.
 *
 * <p>The products of a whole batch come from differentiating twice: with ℓ_c = ½(ŷ_c − y_c)² and a
 * vector u of ones, φ(u) = ⟨∇_θ Σ u_c ℓ_c, G⟩ is linear in u and ∂φ/∂u_c = ⟨g(c), G⟩. No gradient
 * of a single cell is ever formed.
 */
final class FullGradient implements AutoCloseable {
  private final List<Tensor> parts;

  private FullGradient(List<Tensor> parts) {
    this.parts = parts;
  }

  /** The gradient of Σ ½(ŷ − y)² over cells. */
  static FullGradient of(TensorModel model, SparseTensor cells) {
    List<Tensor> sums = new ArrayList<>();
    try (var _ = TensorScope.open()) {
      for (Parameter parameter : model.parameters()) {
        sums.add(parameter.value().detach().zerosLike().retain());
      }
    }
    try (var _ = Autograd.enableGrad()) {
      Cells.chunks(
          cells,
          (chunk, index) -> {
            Tensor values = Cells.values(cells, chunk, Cells.dtype(model));
            Tensor loss = losses(model, index, values).sum();
            List<Tensor> gradients = Autograd.grad(loss, parameters(model), false);
            for (int i = 0; i < sums.size(); i++) {
              sums.get(i).addInPlace(gradients.get(i));
            }
          });
    }
    return new FullGradient(sums);
  }

  /** A direction laid out flat, in the order of the parameters. */
  static FullGradient ofFlat(TensorModel model, Tensor flat) {
    List<Tensor> parts = new ArrayList<>();
    unflatten(model, flat).values().forEach(part -> parts.add(part.detach().copy().retain()));
    return new FullGradient(parts);
  }

  /** ½(ŷ − y)² of cells, {@code [B]}. */
  static Tensor losses(TensorModel model, Tensor index, Tensor values) {
    return model.forward(index).sub(values).square().mul(0.5);
  }

  private static List<Tensor> parameters(TensorModel model) {
    return model.parameters().stream().map(Parameter::value).toList();
  }

  /** The products ⟨g(c), this⟩ of a batch, {@code [B]}. */
  double[] products(TensorModel model, Tensor index, Tensor values) {
    try (var _ = TensorScope.open();
        var _ = Autograd.enableGrad()) {
      Tensor ones = values.onesLike().requiresGrad(true);
      Tensor weighted = losses(model, index, values).mul(ones).sum();
      List<Tensor> gradients = Autograd.grad(weighted, parameters(model), true);
      Tensor product = gradients.getFirst().mul(parts.getFirst()).sum();
      for (int i = 1; i < parts.size(); i++) {
        product = product.add(gradients.get(i).mul(parts.get(i)).sum());
      }
      return Autograd.grad(product, ones, false).toDoubleArray();
    }
  }

  /** The products of all cells. */
  double[] products(TensorModel model, SparseTensor cells) {
    double[] products = new double[cells.nnz()];
    Cells.chunks(
        cells,
        (chunk, index) -> {
          Tensor values = Cells.values(cells, chunk, Cells.dtype(model));
          double[] part = products(model, index, values);
          System.arraycopy(part, 0, products, chunk[0], part.length);
        });
    return products;
  }

  /** All of it in one vector, {@code [P]}. */
  Tensor flat() {
    return flatten(parts);
  }

  /** Tensors end to end. */
  static Tensor flatten(List<Tensor> tensors) {
    return Tensor.cat(0, tensors.stream().map(t -> t.reshape(-1)).toList());
  }

  /** Views of a flat vector in the shapes of the model's parameters, by name. */
  static Map<String, Tensor> unflatten(TensorModel model, Tensor flat) {
    Map<String, Tensor> parts = new LinkedHashMap<>();
    long[] from = new long[1];
    model
        .namedParameters()
        .forEach(
            (name, parameter) -> {
              long size = parameter.value().numel();
              parts.put(name, flat.narrow(0, from[0], size).reshape(parameter.shape()));
              from[0] += size;
            });
    return parts;
  }

  @Override
  public void close() {
    parts.forEach(Tensor::close);
  }
}
