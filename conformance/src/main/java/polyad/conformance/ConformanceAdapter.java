package polyad.conformance;

import java.util.Map;
import polyad.tensor.Tensor;

/** Computes the cases of one method. */
public interface ConformanceAdapter {
  /** The method's slug, the case's {@code method}. */
  String method();

  /**
   * Computes a case; called inside a scope.
   *
   * @return tensors under the file's names, such as {@code output.y} and {@code grad.x}
   * @throws IllegalArgumentException when the configuration is not one of the method's
   */
  Map<String, Tensor> evaluate(CaseFile file);

  /** The relative tolerance of a tensor when the file gives none; see {@link Conformance}. */
  default double tolerance(CaseFile file, String tensor) {
    return file.defaultTolerance();
  }
}
