package polyad.conformance;

/**
 * How far a computed tensor is from the reference.
 *
 * @param name the full name
 * @param maxAbs largest absolute error; infinite when missing, of another shape, or NaN on one side
 * @param maxRel the largest absolute error over the largest reference magnitude
 * @param tolerance the relative tolerance used; 0 for whole numbers, which must be equal
 * @param ok whether the error is within it
 * @param problem empty, or why there is no number
 */
public record TensorError(
    String name, double maxAbs, double maxRel, double tolerance, boolean ok, String problem) {}
