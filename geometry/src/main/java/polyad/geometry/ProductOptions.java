package polyad.geometry;

/**
 * The normalisations of a {@link TensorProduct}; e3nn's defaults are component and element.
 *
 * @param irreps how a path is scaled
 * @param paths over what the variance of one result is shared
 * @param sharedWeights whether the weights belong to the module; otherwise each call brings its own
 *     [..., weightCount]
 */
public record ProductOptions(
    IrrepNormalization irreps, PathNormalization paths, boolean sharedWeights) {
  /** e3nn's defaults. */
  public static final ProductOptions DEFAULT =
      new ProductOptions(IrrepNormalization.COMPONENT, PathNormalization.ELEMENT, true);

  /** α of a path. */
  public enum IrrepNormalization {
    /** dim(out). */
    COMPONENT,
    /** dim(in1)·dim(in2). */
    NORM,
    /** 1. */
    NONE
  }

  /** n of a result. */
  public enum PathNormalization {
    /** The number of products summed. */
    ELEMENT,
    /** The number of products of the path times the number of paths. */
    PATH,
    /** 1. */
    NONE
  }

  /** The same with weights given at each call. */
  public ProductOptions external() {
    return new ProductOptions(irreps, paths, false);
  }
}
