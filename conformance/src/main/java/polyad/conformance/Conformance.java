package polyad.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * Checks reference cases. A floating-point tensor passes when its largest absolute error is at most
 * tolerance·(max |reference| + 0.1); whole numbers must be equal.
 */
public final class Conformance {
  private static final List<ConformanceAdapter> ADAPTERS =
      List.of(
          new AlignCase(),
          new Bt2Case(),
          new EquivariantPolynomialsCase(),
          new FunctionalTuckerCase(),
          new GauntCase(),
          new InfluenceAugmentationCase(),
          new MatryoshkaCase(),
          new Matryoshka2dCase(),
          new OLinearCase(),
          new OptEmbedCase(),
          new RelativeRepresentationsCase(),
          new RotationRepresentationsCase(),
          new TensorDecompositionCase(),
          new TensorProductsCase(),
          new TimesNetCase(),
          new WordEmbeddingsCase());
  private static final double ABSOLUTE_SHARE = 0.1;

  private Conformance() {}

  /**
   * Evaluates one case.
   *
   * @throws IOException when the file is malformed
   * @throws IllegalArgumentException when no method of that name has an adapter, or its adapter
   *     does not know the configuration
   */
  public static CaseReport check(Path path) throws IOException {
    return check(path, ADAPTERS);
  }

  static CaseReport check(Path path, List<ConformanceAdapter> adapters) throws IOException {
    try (var _ = TensorScope.open()) {
      CaseFile file = CaseFile.read(path);
      ConformanceAdapter adapter =
          adapters.stream()
              .filter(a -> a.method().equals(file.method()))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException(unknown(file, adapters)));
      Map<String, Tensor> computed;
      try {
        computed = adapter.evaluate(file);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
      }
      List<TensorError> errors = new ArrayList<>();
      for (String kind : List.of("output.", "grad.")) {
        for (String name : file.names(kind)) {
          errors.add(compare(file, adapter, kind + name, computed.get(kind + name)));
        }
      }
      return new CaseReport(path, file.method(), errors);
    }
  }

  private static String unknown(CaseFile file, List<ConformanceAdapter> adapters) {
    return file.path()
        + ": no method '"
        + file.method()
        + "'; there are "
        + adapters.stream().map(ConformanceAdapter::method).collect(Collectors.joining(", "));
  }

  private static TensorError compare(
      CaseFile file, ConformanceAdapter adapter, String name, @Nullable Tensor computed) {
    Tensor expected = file.tensor(name);
    boolean exact = !expected.dtype().isFloatingPoint() && !expected.isComplex();
    double tolerance = exact ? 0 : file.tolerance().orElseGet(() -> adapter.tolerance(file, name));
    if (computed == null) {
      return failed(name, tolerance, "not computed");
    }
    Tensor given = scalarAsVector(computed);
    Tensor wanted = scalarAsVector(expected);
    if (!Arrays.equals(given.shape(), wanted.shape())) {
      return failed(
          name,
          tolerance,
          "shape "
              + Arrays.toString(given.shape())
              + ", expected "
              + Arrays.toString(wanted.shape()));
    }
    double[] a = numbers(given);
    double[] b = numbers(wanted);
    double worst = 0;
    double scale = 0;
    for (int i = 0; i < a.length; i++) {
      boolean same = a[i] == b[i] || (Double.isNaN(a[i]) && Double.isNaN(b[i]));
      double error = same ? 0 : Math.abs(a[i] - b[i]);
      worst = Math.max(worst, Double.isNaN(error) ? Double.POSITIVE_INFINITY : error);
      scale = Double.isFinite(b[i]) ? Math.max(scale, Math.abs(b[i])) : scale;
    }
    double relative = worst == 0 ? 0 : worst / Math.max(scale, Double.MIN_NORMAL);
    boolean ok = worst <= tolerance * (scale + ABSOLUTE_SHARE);
    return new TensorError(name, worst, relative, tolerance, ok, "");
  }

  private static TensorError failed(String name, double tolerance, String problem) {
    double infinite = Double.POSITIVE_INFINITY;
    return new TensorError(name, infinite, infinite, tolerance, false, problem);
  }

  private static Tensor scalarAsVector(Tensor tensor) {
    return tensor.dim() == 0 ? tensor.reshape(1) : tensor;
  }

  private static double[] numbers(Tensor tensor) {
    Tensor plain = tensor.detach();
    if (plain.isComplex()) {
      Tensor real = plain.real();
      return Tensor.stack(-1, real, plain.imag()).toDoubleArray();
    }
    return plain.toDoubleArray();
  }
}
