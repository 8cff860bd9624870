package polyad.completion;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import polyad.data.FormatException;
import polyad.data.NamedTensor;
import polyad.data.SparseTensor;
import polyad.data.SparseTensorFile;
import polyad.data.SparseTensorOptions;
import polyad.tensor.NpyArray;
import polyad.tensor.NpyFile;

/** Tensors out of any file: those of {@link SparseTensorFile} and dense {@code .npy} arrays. */
public final class CompletionFile {
  private CompletionFile() {}

  /**
   * Reads a tensor; NaN in a dense array marks a missing cell.
   *
   * @throws IOException naming file and place of what is wrong
   */
  public static NamedTensor read(Path file, SparseTensorOptions options) throws IOException {
    if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".npy")) {
      return SparseTensorFile.read(file, options);
    }
    NpyArray array = NpyFile.read(file);
    if (array.shape().length < 2) {
      throw new FormatException(file, "", array.shape().length + " modes", "2 or more");
    }
    int[] dims = Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray();
    try {
      return SparseTensorFile.numbered(SparseTensor.ofDense(dims, array.toDoubles()), 0);
    } catch (IllegalArgumentException e) {
      throw new FormatException(file, "", String.valueOf(e.getMessage()), "finite values or NaN");
    }
  }
}
