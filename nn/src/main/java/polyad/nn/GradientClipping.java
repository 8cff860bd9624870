package polyad.nn;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import polyad.tensor.Autograd;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** Limits the accumulated derivatives. */
public final class GradientClipping {
  private GradientClipping() {}

  /**
   * Scales all derivatives together so that their Euclidean norm is at most {@code maxNorm}.
   *
   * @return the norm before
   */
  public static double byNorm(Collection<Parameter> parameters, double maxNorm) {
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      List<Tensor> gradients = gradients(parameters);
      if (gradients.isEmpty()) {
        return 0;
      }
      Tensor[] norms = gradients.stream().map(Tensor::norm).toArray(Tensor[]::new);
      double total = Tensor.stack(0, norms).norm().item();
      double scale = maxNorm / (total + 1e-6);
      if (scale < 1) {
        gradients.forEach(g -> g.mulInPlace(scale));
      }
      return total;
    }
  }

  /** Cuts every derivative to [−limit, limit]. */
  public static void byValue(Collection<Parameter> parameters, double limit) {
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      gradients(parameters).forEach(g -> g.copyFrom(g.clamp(-limit, limit)));
    }
  }

  private static List<Tensor> gradients(Collection<Parameter> parameters) {
    List<Tensor> gradients = new ArrayList<>();
    for (Parameter parameter : parameters) {
      Tensor gradient = parameter.value().grad();
      if (gradient != null) {
        gradients.add(gradient);
      }
    }
    return gradients;
  }
}
