package polyad.embedding;

import java.util.ArrayList;
import java.util.List;
import polyad.nn.Linear;
import polyad.nn.Module;
import polyad.nn.Parameter;
import polyad.nn.Weight;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * Linear classifiers on every prefix, named {@code nesting_classifier_{i}}: one a size (MRL), or
 * one for the whole embedding of which each size uses the first columns (MRL-E).
 */
public final class NestedHead extends Module {
  private final Nesting nesting;
  private final boolean efficient;
  private final List<Linear> classifiers = new ArrayList<>();

  /**
   * With default initial values.
   *
   * @param classes C, at least 2
   * @param efficient whether the sizes share one matrix
   */
  public NestedHead(Nesting nesting, int classes, boolean efficient, boolean bias, Generator rng) {
    if (classes < 2) {
      throw new IllegalArgumentException("classes is " + classes + ", allowed: 2 or more");
    }
    this.nesting = nesting;
    this.efficient = efficient;
    int heads = efficient ? 1 : nesting.levels();
    for (int i = 0; i < heads; i++) {
      int width = efficient ? nesting.dimension() : nesting.size(i);
      classifiers.add(addChild("nesting_classifier_" + i, new Linear(width, classes, bias, rng)));
    }
  }

  /** The sizes. */
  public Nesting nesting() {
    return nesting;
  }

  /** The logits of every size: [B, d] to G times [B, C]. The embedding is not normalised. */
  public Tensor[] forward(Tensor z) {
    Tensor[] logits = new Tensor[nesting.levels()];
    for (int level = 0; level < logits.length; level++) {
      logits[level] = forward(z.narrow(-1, 0, nesting.size(level)), level);
    }
    return logits;
  }

  /** The logits of one size from a prefix: [B, m] to [B, C]; only m columns are read. */
  public Tensor forward(Tensor prefix, int level) {
    if (!efficient) {
      return classifiers.get(level).forward(prefix);
    }
    Linear shared = classifiers.get(0);
    Tensor weight = shared.weight("weight").value().narrow(1, 0, nesting.size(level)); // [C, m]
    Weight bias = shared.weightNames().contains("bias") ? shared.weight("bias") : null;
    return Functional.linear(prefix, weight, bias == null ? null : bias.value());
  }

  /** The parameters that a state of an older checkpoint has: {@code fc.*}, {@code module.*}. */
  public static String officialName(String name) {
    String bare = name.startsWith("module.") ? name.substring("module.".length()) : name;
    return bare.startsWith("fc.") ? "nesting_classifier_0." + bare.substring("fc.".length()) : bare;
  }

  /** The multiply-adds of one size for one embedding. */
  public long multiplyAdds(int level) {
    Parameter first = (Parameter) classifiers.get(0).weight("weight");
    return first.shape()[0] * nesting.size(level);
  }
}
