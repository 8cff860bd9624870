package polyad.serve;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import polyad.catalog.task.TextEncoder;

/**
 * A model under the name that requests call it by.
 *
 * @param name letters, digits and . _ : -
 * @param encoder embeds texts; null when the model does not, which leaves search by vector
 */
public record ServedModel(String name, @Nullable TextEncoder encoder) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,199}");

  /** Checks the name. */
  public ServedModel {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "model name is '" + name + "', expected letters, digits and . _ : -");
    }
  }

  /**
   * The dimension a request asks for.
   *
   * @throws ApiException when it is not one that embeddings can be cut to
   */
  static int dimension(TextEncoder encoder, @Nullable Integer wanted) {
    if (wanted == null) {
      return encoder.dimension();
    }
    int[] nesting = encoder.nesting();
    if (Arrays.binarySearch(nesting, wanted) < 0) {
      throw ApiException.invalid(
          "dimensions",
          "invalid_value",
          "dimensions is " + wanted + ", allowed: " + Arrays.toString(nesting));
    }
    return wanted;
  }
}
