package polyad.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Whole series, each with a label: cases to classify or, with numbers as labels, to regress on.
 *
 * @param name of the problem; may be empty
 * @param dimensions channels C, at least 1
 * @param classes names of the classes in the file's order; empty for a regression problem
 * @param sequences a case each, {@code [steps][C]}, NaN where nothing was measured; not copied
 * @param targets index into the classes, or the number to regress on; empty without labels
 */
public record LabelledSequences(
    String name,
    int dimensions,
    List<String> classes,
    List<double[][]> sequences,
    double[] targets) {

  /** Checks that the parts have one length. */
  public LabelledSequences {
    classes = List.copyOf(classes);
    sequences = List.copyOf(sequences);
    if (targets.length != 0 && targets.length != sequences.size()) {
      throw new IllegalArgumentException(
          "targets: " + targets.length + " for " + sequences.size() + " sequences");
    }
  }

  /**
   * Reads the {@code .ts} text of the UCR and UEA archives: {@code @} lines, then a case a line,
   * channels between colons, the label last. Series may have different lengths.
   *
   * @throws FormatException naming file and line of what does not fit its header
   */
  public static LabelledSequences readTs(Path file) throws IOException {
    return new TsReader(file).read();
  }

  /** The number of cases. */
  public int size() {
    return sequences.size();
  }

  /** Steps of the longest case, 0 when there is none. */
  public int longest() {
    return sequences.stream().mapToInt(s -> s.length).max().orElse(0);
  }

  /** The cases' indices into the classes. */
  public int[] labels() {
    return Arrays.stream(targets).mapToInt(t -> (int) t).toArray();
  }
}
