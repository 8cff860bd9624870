package polyad.conformance;

import java.nio.file.Path;
import java.util.List;

/**
 * The result of one case.
 *
 * @param file where the case was read from
 * @param method the method's slug
 * @param errors one an expected tensor, in file order
 */
public record CaseReport(Path file, String method, List<TensorError> errors) {
  /** Keeps a copy. */
  public CaseReport {
    errors = List.copyOf(errors);
  }

  /** Whether every tensor is within tolerance. */
  public boolean ok() {
    return !errors.isEmpty() && errors.stream().allMatch(TensorError::ok);
  }
}
