package polyad.completion.influence;

import java.util.Map;
import polyad.catalog.ConfigChecks;
import polyad.data.SparseTensor;
import polyad.nn.Parameter;
import polyad.tensor.Autograd;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * Influence functions (Koh and Liang, 2017) of all parameters θ of a trained model, without forming
 * the Hessian. The objective is J(θ) = 1/n Σ_c ½(ŷ_c − y_c)² + ½ λ|θ|², and the influence of
 * weighing a training cell up on the summed validation loss L is
 *
 * <pre>I(c) = dL/dε = −Gᵀ (H + λI)⁻¹ g(c),   G = ∇L, H the Hessian of the mean loss.</pre>
 *
 * <p>Leaving the cell out changes L by about −I(c)/n. The system is solved by conjugate gradients
 * on Hessian-vector products, the products Gᵀ(H + λI)⁻¹g(c) of all cells by differentiating twice.
 * For small models and data: every step is a pass over all training cells.
 */
final class InfluenceFunction {
  private final TensorModel model;
  private final SparseTensor train;
  private final double damping;
  private final int iterations;
  private final double tolerance;

  /**
   * Influence at a model's present weights.
   *
   * @param damping λ, 0 or more; what makes H + λI positive definite
   * @param iterations of conjugate gradients at most, at least 1
   * @param tolerance of the residual's norm over the right side's
   */
  InfluenceFunction(
      TensorModel model, SparseTensor train, double damping, int iterations, double tolerance) {
    this.model = model;
    this.train = train;
    this.damping = ConfigChecks.atLeast("damping", damping, 0);
    this.iterations = ConfigChecks.atLeast("iterations", iterations, 1);
    this.tolerance = ConfigChecks.positive("tolerance", tolerance);
  }

  /** I(c) of every training cell. */
  double[] influence(SparseTensor validation) {
    try (var _ = TensorScope.open();
        FullGradient gradient = FullGradient.of(model, validation);
        FullGradient solved = FullGradient.ofFlat(model, solve(gradient.flat()))) {
      double[] influence = solved.products(model, train);
      for (int c = 0; c < influence.length; c++) {
        influence[c] = -influence[c];
      }
      return influence;
    }
  }

  /**
   * (H + λI)⁻¹ b by conjugate gradients, from 0; it stops early at a direction of no positive
   * curvature, which a network that is not at a minimum may have.
   *
   * @param b {@code [P]}
   */
  Tensor solve(Tensor b) {
    Tensor x = b.zerosLike();
    Tensor residual = b.copy();
    Tensor direction = b.copy();
    double square = residual.dot(residual).item();
    double stop = tolerance * tolerance * square;
    for (int i = 0; i < iterations && square > stop; i++) {
      try (var _ = TensorScope.open()) {
        Tensor image = hessianProduct(direction);
        double curvature = direction.dot(image).item();
        if (!(curvature > 0)) {
          break;
        }
        double step = square / curvature;
        x.addInPlace(direction, step);
        residual.addInPlace(image, -step);
        double next = residual.dot(residual).item();
        direction.mulInPlace(next / square).addInPlace(residual);
        square = next;
      }
    }
    return x;
  }

  /** (H + λI) v, {@code [P]}. */
  Tensor hessianProduct(Tensor vector) {
    Tensor at =
        FullGradient.flatten(model.parameters().stream().map(Parameter::value).toList()).detach();
    Tensor sum = vector.mul(damping);
    Cells.chunks(
        train,
        (chunk, index) -> {
          Tensor values = Cells.values(train, chunk, vector.dtype());
          Tensor product =
              Autograd.hessianVectorProduct(
                  theta -> {
                    Map<String, Tensor> weights = FullGradient.unflatten(model, theta);
                    return model.withWeights(
                        weights, () -> FullGradient.losses(model, index, values).sum());
                  },
                  at,
                  vector);
          sum.addInPlace(product, 1.0 / train.nnz());
        });
    return sum;
  }
}
