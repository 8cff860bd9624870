package polyad.retrieval;

/**
 * A model whose vectors a {@link CompatibleVectorIndex} holds. Its first coordinates are those of
 * its parent's space, so it has more of them.
 *
 * @param dimension D_t, the length of its vectors, in [1, {@value IndexConfig#MAX_DIMENSION}]
 * @param model says which model it is, such as a hash of its weights; not blank
 * @param parent the generation it is compatible with; −1 for the first
 */
public record Generation(int dimension, String model, int parent) {
  /** Checks each value. */
  public Generation {
    if (dimension < 1 || dimension > IndexConfig.MAX_DIMENSION) {
      throw new IllegalArgumentException(
          "dimension: " + dimension + " is outside [1, " + IndexConfig.MAX_DIMENSION + "]");
    }
    if (model.isBlank()) {
      throw new IllegalArgumentException("model: is blank, expected a name or hash");
    }
    if (parent < -1) {
      throw new IllegalArgumentException("parent: " + parent + " is below -1");
    }
  }

  /** One without a parent. */
  public static Generation first(int dimension, String model) {
    return new Generation(dimension, model, -1);
  }
}
