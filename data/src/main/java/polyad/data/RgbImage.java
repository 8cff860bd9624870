package polyad.data;

import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * A decoded picture: red, green and blue as bytes. Pictures are scaled as Pillow does: the filter
 * is widened by the reduction, so that shrinking averages instead of skipping pixels.
 */
public final class RgbImage {
  private static final int CHANNELS = 3;
  private static final List<String> SUFFIXES = List.of(".png", ".jpg", ".jpeg");

  private final int height;
  private final int width;
  private final byte[] pixels; // [3, height, width]

  private RgbImage(int height, int width, byte[] pixels) {
    this.height = height;
    this.width = width;
    this.pixels = pixels;
  }

  /** How pixels are found between pixels. */
  public enum Filter {
    /** The nearest pixel, whatever the reduction. */
    NEAREST(0),
    /** A triangle. */
    BILINEAR(1),
    /** Keys' cubic with a = −0.5. */
    BICUBIC(2);

    private final int support;

    Filter(int support) {
      this.support = support;
    }

    private double at(double x) {
      double d = Math.abs(x);
      return switch (this) {
        case NEAREST -> 1;
        case BILINEAR -> Math.max(0, 1 - d);
        case BICUBIC -> {
          if (d < 1) {
            yield (1.5 * d - 2.5) * d * d + 1;
          }
          yield d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
        }
      };
    }
  }

  /**
   * Reads a PNG or JPEG file; transparency is ignored and grey is repeated.
   *
   * @throws FormatException when the file cannot be decoded or has no pixels
   */
  public static RgbImage read(Path file) throws IOException {
    try (InputStream in = FileInput.open(file)) {
      return decode(in, file, "");
    }
  }

  /** Reads one picture out of a stream; file and place are for messages. */
  static RgbImage decode(InputStream in, Path file, String place) throws IOException {
    try {
      BufferedImage image = ImageIO.read(in);
      if (image != null) {
        return of(image);
      }
    } catch (IIOException | EOFException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw unreadable(file, place, e);
    }
    throw unreadable(file, place, null);
  }

  private static FormatException unreadable(Path file, String place, @Nullable Throwable cause) {
    var exception = new FormatException(file, place, "no readable image", "a PNG or JPEG image");
    exception.initCause(cause);
    return exception;
  }

  /**
   * Takes over pixels.
   *
   * @param pixels {@code [channels, height, width]}; one channel is repeated
   */
  public static RgbImage of(byte[] pixels, ImageShape shape) {
    if (pixels.length != shape.size()) {
      throw new IllegalArgumentException(
          "pixels: " + pixels.length + " bytes are not a picture of " + shape);
    }
    if (shape.channels() == CHANNELS) {
      return new RgbImage(shape.height(), shape.width(), pixels.clone());
    }
    byte[] all = new byte[CHANNELS * pixels.length];
    for (int c = 0; c < CHANNELS; c++) {
      System.arraycopy(pixels, 0, all, c * pixels.length, pixels.length);
    }
    return new RgbImage(shape.height(), shape.width(), all);
  }

  private static RgbImage of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int area = width * height;
    byte[] pixels = new byte[CHANNELS * area];
    if (isGrey(image)) { // getRGB would brighten it, since Java takes grey for linear light
      int[] grey = image.getRaster().getSamples(0, 0, width, height, 0, (int[]) null);
      for (int i = 0; i < area; i++) {
        for (int c = 0; c < CHANNELS; c++) {
          pixels[c * area + i] = (byte) grey[i];
        }
      }
      return new RgbImage(height, width, pixels);
    }
    int[] argb = image.getRGB(0, 0, width, height, null, 0, width);
    for (int i = 0; i < area; i++) {
      pixels[i] = (byte) (argb[i] >> 16);
      pixels[area + i] = (byte) (argb[i] >> 8);
      pixels[2 * area + i] = (byte) argb[i];
    }
    return new RgbImage(height, width, pixels);
  }

  private static boolean isGrey(BufferedImage image) {
    return image.getColorModel() instanceof ComponentColorModel model
        && model.getNumColorComponents() == 1
        && model.getTransferType() == DataBuffer.TYPE_BYTE;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** Columns. */
  public int width() {
    return width;
  }

  /** The bytes, {@code [3, height, width]}. */
  public byte[] pixels() {
    return pixels.clone();
  }

  /** Brightness by ITU-R BT.601, {@code [height, width]}. */
  public byte[] luma() {
    int area = height * width;
    byte[] luma = new byte[area];
    for (int i = 0; i < area; i++) {
      float value =
          0.299f * (pixels[i] & 0xff)
              + 0.587f * (pixels[area + i] & 0xff)
              + 0.114f * (pixels[2 * area + i] & 0xff);
      luma[i] = (byte) Math.clamp(Math.round(value), 0, 255);
    }
    return luma;
  }

  /** This picture scaled to that size, which need not keep its proportions. */
  public RgbImage resize(int newHeight, int newWidth, Filter filter) {
    ImageShape shape = new ImageShape(CHANNELS, newHeight, newWidth);
    if (newHeight == height && newWidth == width) {
      return this;
    }
    byte[] wide = new byte[CHANNELS * height * newWidth]; // [3, height, W]
    Taps[] columns = new Taps[newWidth];
    Arrays.setAll(columns, x -> Taps.at(x, width, newWidth, filter));
    for (int row = 0; row < CHANNELS * height; row++) {
      for (int x = 0; x < newWidth; x++) {
        wide[row * newWidth + x] = columns[x].apply(pixels, row * width, 1);
      }
    }
    byte[] scaled = new byte[shape.size()];
    for (int y = 0; y < newHeight; y++) {
      Taps taps = Taps.at(y, height, newHeight, filter);
      for (int c = 0; c < CHANNELS; c++) {
        for (int x = 0; x < newWidth; x++) {
          scaled[(c * newHeight + y) * newWidth + x] =
              taps.apply(wide, c * height * newWidth + x, newWidth);
        }
      }
    }
    return new RgbImage(newHeight, newWidth, scaled);
  }

  /** The middle of this picture; black where it is smaller. */
  public RgbImage centreCrop(int newHeight, int newWidth) {
    byte[] cut = new byte[new ImageShape(CHANNELS, newHeight, newWidth).size()];
    int top = start(height, newHeight);
    int left = start(width, newWidth);
    for (int c = 0; c < CHANNELS; c++) {
      for (int y = Math.max(0, -top); y < Math.min(newHeight, height - top); y++) {
        int from = Math.max(0, -left);
        int to = Math.min(newWidth, width - left);
        System.arraycopy(
            pixels,
            (c * height + y + top) * width + from + left,
            cut,
            (c * newHeight + y) * newWidth + from,
            to - from);
      }
    }
    return new RgbImage(newHeight, newWidth, cut);
  }

  private static int start(int size, int wanted) {
    return size >= wanted ? (size - wanted) / 2 : -((wanted - size + 1) / 2);
  }

  /** The PNG and JPEG files below a folder, in the order of their paths. */
  public static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new FormatException(folder, "", "no such folder", "a folder of .png and .jpg files");
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> Files.isRegularFile(file) && isPicture(file)).sorted().toList();
    }
  }

  /** Whether a file's name ends like that of a PNG or JPEG file. */
  public static boolean isPicture(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return SUFFIXES.stream().anyMatch(name::endsWith);
  }

  /** The source positions that one target position reads, and their weights, which sum to 1. */
  private record Taps(int first, double[] weights) {
    static Taps at(int target, int from, int to, Filter filter) {
      double scale = (double) from / to;
      double centre = (target + 0.5) * scale;
      if (filter == Filter.NEAREST) {
        return new Taps(Math.min(from - 1, (int) centre), new double[] {1});
      }
      double stretch = Math.max(1, scale);
      double support = filter.support * stretch;
      int first = Math.max(0, (int) (centre - support + 0.5));
      int last = Math.min(from, (int) (centre + support + 0.5));
      double[] weights = new double[last - first];
      double sum = 0;
      for (int i = 0; i < weights.length; i++) {
        weights[i] = filter.at((first + i + 0.5 - centre) / stretch);
        sum += weights[i];
      }
      for (int i = 0; i < weights.length; i++) {
        weights[i] /= sum;
      }
      return new Taps(first, weights);
    }

    byte apply(byte[] values, int offset, int stride) {
      double sum = 0;
      for (int i = 0; i < weights.length; i++) {
        sum += weights[i] * (values[offset + (first + i) * stride] & 0xff);
      }
      return (byte) Math.clamp(Math.round(sum), 0, 255);
    }
  }
}
