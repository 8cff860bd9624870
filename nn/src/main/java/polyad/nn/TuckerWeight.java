package polyad.nn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polyad.tensor.Einsum;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** A weight of any order as a core times one factor a mode: G ×₁ U₁ ×₂ U₂ ... (Tucker, 1966). */
public final class TuckerWeight implements Weight {
  private static final String CORE = "abcdefgh";
  private static final String MODES = "ijklmnop";

  private final Parameter core;
  private final List<Parameter> factors;

  /**
   * Of these parts.
   *
   * @param core [r₁, r₂, ...]
   * @param factors Uₖ [nₖ, rₖ]
   */
  public TuckerWeight(Tensor core, List<Tensor> factors) {
    if (core.dim() != factors.size() || core.dim() > CORE.length()) {
      throw new IllegalArgumentException(
          "a core of "
              + core.dim()
              + " modes needs as many factors (at most 8), got "
              + factors.size());
    }
    for (int k = 0; k < factors.size(); k++) {
      if (factors.get(k).dim() != 2 || factors.get(k).size(1) != core.size(k)) {
        throw new IllegalArgumentException(
            "factor " + k + " must be a matrix with " + core.size(k) + " columns");
      }
    }
    this.core = new Parameter(core);
    this.factors = factors.stream().map(Parameter::new).toList();
  }

  /** Random, with the variance of a default dense weight of this shape. */
  public static TuckerWeight random(long[] shape, long[] ranks, Generator rng) {
    double variance = 1 / (3 * Init.fanIn(shape));
    Tensor[] factors = new Tensor[shape.length];
    for (int k = 0; k < shape.length; k++) {
      factors[k] = Init.normal(rng, Math.sqrt(1.0 / ranks[k]), shape[k], ranks[k]);
    }
    return new TuckerWeight(Init.normal(rng, Math.sqrt(variance), ranks), List.of(factors));
  }

  @Override
  public Tensor value() {
    int modes = factors.size();
    StringBuilder equation = new StringBuilder(CORE.substring(0, modes));
    Tensor[] operands = new Tensor[modes + 1];
    operands[0] = core.value();
    for (int k = 0; k < modes; k++) {
      equation.append(',').append(MODES.charAt(k)).append(CORE.charAt(k));
      operands[k + 1] = factors.get(k).value();
    }
    return Einsum.einsum(equation.append("->").append(MODES, 0, modes).toString(), operands);
  }

  @Override
  public long[] shape() {
    return factors.stream().mapToLong(f -> f.shape()[0]).toArray();
  }

  @Override
  public Map<String, Parameter> parameters() {
    Map<String, Parameter> parts = new LinkedHashMap<>();
    parts.put("core", core);
    for (int k = 0; k < factors.size(); k++) {
      parts.put("factors." + k, factors.get(k));
    }
    return parts;
  }
}
