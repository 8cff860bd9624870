package polyad.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Labelled images of one shape, kept as bytes and handed out as floats in [0, 1].
 *
 * @param pixels all images, {@code [N, C, H, W]} row-major, 0..255; not copied
 * @param labels the class of each image, in [0, classes)
 * @param shape the shape of one image
 * @param classNames the name of each class
 */
public record ImageClassificationSet(
    byte[] pixels, int[] labels, ImageShape shape, List<String> classNames) {

  private static final List<String> FASHION =
      List.of(
          "T-shirt/top",
          "trouser",
          "pullover",
          "dress",
          "coat",
          "sandal",
          "shirt",
          "sneaker",
          "bag",
          "ankle boot");

  private static final List<String> DIGITS =
      List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

  /** Checks that pixels, labels and class names fit together. */
  public ImageClassificationSet {
    classNames = List.copyOf(classNames);
    if (pixels.length != (long) labels.length * shape.size()) {
      throw new IllegalArgumentException(
          "pixels: " + pixels.length + " bytes are not " + labels.length + " images of " + shape);
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classNames.size()) {
        throw new IllegalArgumentException(
            "labels[" + i + "]: " + labels[i] + " is outside [0, " + classNames.size() + ")");
      }
    }
  }

  /** The training part of Fashion-MNIST out of the folder with its four idx files. */
  public static ImageClassificationSet fashionMnistTrain(Path folder) throws IOException {
    return idx(folder, "train", FASHION);
  }

  /** The test part of Fashion-MNIST out of the folder with its four idx files. */
  public static ImageClassificationSet fashionMnistTest(Path folder) throws IOException {
    return idx(folder, "t10k", FASHION);
  }

  /** The training part of MNIST out of the folder with its four idx files. */
  public static ImageClassificationSet mnistTrain(Path folder) throws IOException {
    return idx(folder, "train", DIGITS);
  }

  /** The test part of MNIST out of the folder with its four idx files. */
  public static ImageClassificationSet mnistTest(Path folder) throws IOException {
    return idx(folder, "t10k", DIGITS);
  }

  /**
   * Reads an image file of three dimensions and its label file, both idx.
   *
   * @throws FormatException when a file is malformed or the two do not fit together
   */
  public static ImageClassificationSet idx(Path images, Path labels, List<String> classNames)
      throws IOException {
    IdxArray pixels = Idx.read(images);
    if (pixels.type() != 0x08 || pixels.shape().length != 3) {
      throw new FormatException(
          images,
          "",
          pixels.shape().length + " dimensions of type 0x%02x".formatted(pixels.type()),
          "unsigned bytes of three dimensions (images, rows, columns)");
    }
    IdxArray classes = Idx.read(labels);
    if (classes.type() != 0x08 || classes.size() != pixels.shape()[0]) {
      throw new FormatException(
          labels, "", classes.size() + " labels", pixels.shape()[0] + " labels of one byte");
    }
    int[] targets = new int[classes.size()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = classes.bytes()[i] & 0xff;
      if (targets[i] >= classNames.size()) {
        throw new FormatException(
            labels, "label " + i, "class " + targets[i], "a class below " + classNames.size());
      }
    }
    ImageShape shape = new ImageShape(1, pixels.shape()[1], pixels.shape()[2]);
    return new ImageClassificationSet(pixels.bytes(), targets, shape, classNames);
  }

  private static ImageClassificationSet idx(Path folder, String part, List<String> classNames)
      throws IOException {
    return idx(
        either(folder, part + "-images-idx3-ubyte"),
        either(folder, part + "-labels-idx1-ubyte"),
        classNames);
  }

  private static Path either(Path folder, String name) {
    Path packed = folder.resolve(name + ".gz");
    return Files.exists(packed) ? packed : folder.resolve(name);
  }

  /** The number of images. */
  public int size() {
    return labels.length;
  }

  /** The number of classes. */
  public int classes() {
    return classNames.size();
  }

  /** One image, {@code [C * H * W]} in [0, 1]. */
  public float[] image(int index) {
    float[] image = new float[shape.size()];
    copyImage(index, image, 0);
    return image;
  }

  /** All images, {@code [N][C * H * W]} in [0, 1]; four times the memory of the bytes. */
  public float[][] images() {
    float[][] images = new float[size()][];
    Arrays.setAll(images, this::image);
    return images;
  }

  /** The chosen images one after the other, {@code [B, C, H, W]} in [0, 1]. */
  public float[] batch(int[] indices) {
    float[] batch = new float[indices.length * shape.size()];
    for (int i = 0; i < indices.length; i++) {
      copyImage(indices[i], batch, i * shape.size());
    }
    return batch;
  }

  /** The labels of the chosen images, {@code [B]}. */
  public int[] batchLabels(int[] indices) {
    return Arrays.stream(indices).map(i -> labels[i]).toArray();
  }

  /** The chosen images as a set of their own. */
  public ImageClassificationSet select(int[] indices) {
    byte[] chosen = new byte[indices.length * shape.size()];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(pixels, indices[i] * shape.size(), chosen, i * shape.size(), shape.size());
    }
    return new ImageClassificationSet(chosen, batchLabels(indices), shape, classNames);
  }

  private void copyImage(int index, float[] target, int offset) {
    int from = index * shape.size();
    for (int i = 0; i < shape.size(); i++) {
      target[offset + i] = (pixels[from + i] & 0xff) / 255f;
    }
  }
}
