package polyad.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The binary records of CIFAR-10: one label byte, then 1,024 red, green and blue bytes each. */
public final class Cifar {
  private static final ImageShape SHAPE = new ImageShape(3, 32, 32);
  private static final int RECORD = 1 + SHAPE.size();

  /** The ten classes, in label order. */
  public static final List<String> CLASSES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  private Cifar() {}

  /**
   * Reads a file of CIFAR-10 records, {@code .gz} or not.
   *
   * @throws FormatException when the length is no multiple of 3,073 bytes or a label is over 9
   */
  public static ImageClassificationSet read(Path file) throws IOException {
    byte[] records = FileInput.bytes(file);
    if (records.length == 0 || records.length % RECORD != 0) {
      throw new FormatException(
          file, "", records.length + " bytes", "a whole number of records of " + RECORD + " bytes");
    }
    int count = records.length / RECORD;
    byte[] pixels = new byte[count * SHAPE.size()];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = records[i * RECORD] & 0xff;
      if (labels[i] >= CLASSES.size()) {
        throw new FormatException(
            file, "byte " + (long) i * RECORD, "label " + labels[i], "a label below 10");
      }
      System.arraycopy(records, i * RECORD + 1, pixels, i * SHAPE.size(), SHAPE.size());
    }
    return new ImageClassificationSet(pixels, labels, SHAPE, CLASSES);
  }
}
