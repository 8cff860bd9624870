package polyad.vision.align;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import polyad.catalog.Json;
import polyad.catalog.UsageException;
import polyad.data.FormatException;
import polyad.data.ImageClassificationSet;
import polyad.data.ImageShape;
import polyad.data.RgbImage;
import polyad.data.TextFiles;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Pictures and the texts beside them, before pictures are read.
 *
 * @param pairs in order; a picture may stand in several
 */
public record PairDataset(List<Pair> pairs) {
  private static final List<String> PICTURE = List.of("image", "picture", "image_path", "file");
  private static final List<String> CAPTION = List.of("caption", "text", "alt");

  /** Copies the list. */
  public PairDataset {
    pairs = List.copyOf(pairs);
  }

  /** A picture and a text. */
  public record Pair(Picture picture, String caption) {}

  /** Where a picture comes from. */
  public sealed interface Picture {
    /** Tells it from others. */
    String name();

    /** Reads it. */
    RgbImage read() throws IOException;
  }

  /** A PNG or JPEG file. */
  public record PictureFile(Path path) implements Picture {
    @Override
    public String name() {
      return path.toString();
    }

    @Override
    public RgbImage read() throws IOException {
      return RgbImage.read(path);
    }
  }

  /**
   * One of a set of pictures.
   *
   * @param name tells it from others
   */
  private record PictureOf(String name, ImageClassificationSet set, int index) implements Picture {
    @Override
    public RgbImage read() {
      ImageShape shape = set.shape();
      byte[] bytes = new byte[shape.size()];
      System.arraycopy(set.pixels(), index * shape.size(), bytes, 0, bytes.length);
      return RgbImage.of(bytes, shape);
    }
  }

  /** The number of pairs. */
  public int size() {
    return pairs.size();
  }

  /**
   * Reads a folder of pictures, a {@code .jsonl} file, or else lines of picture, tab, caption.
   *
   * @throws FormatException naming the line that is not such
   */
  public static PairDataset read(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return folder(path);
    }
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".jsonl") || name.endsWith(".jsonl.gz") ? jsonLines(path) : tabs(path);
  }

  /**
   * Reads lines of a picture's path, relative to the file, a tab, and a caption.
   *
   * @throws FormatException naming the line without a tab or with an empty side
   */
  public static PairDataset tabs(Path file) throws IOException {
    List<String> lines = TextFiles.lines(file);
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int tab = line.indexOf('\t');
      if (tab < 1 || line.substring(tab + 1).isBlank()) {
        throw new FormatException(
            file, "line " + (i + 1), FormatException.quote(line), "picture, tab, caption");
      }
      pairs.add(pair(file, line.substring(0, tab), line.substring(tab + 1)));
    }
    return new PairDataset(pairs);
  }

  /**
   * Reads an object a line: {@code {"image": "a.png", "caption": "a red star"}}. Also understood
   * are picture, image_path and file, text and alt.
   *
   * @throws FormatException naming the line that is not such
   */
  public static PairDataset jsonLines(Path file) throws IOException {
    List<String> lines = TextFiles.lines(file);
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      JsonNode json = object(file, i, lines.get(i));
      Optional<String> picture = text(json, PICTURE);
      Optional<String> caption = text(json, CAPTION);
      if (picture.isEmpty() || caption.isEmpty()) {
        throw new FormatException(
            file,
            "line " + (i + 1),
            FormatException.quote(lines.get(i)),
            "the texts image and caption");
      }
      pairs.add(pair(file, picture.get(), caption.get()));
    }
    return new PairDataset(pairs);
  }

  private static JsonNode object(Path file, int line, String text) throws FormatException {
    try {
      JsonNode json = Json.mapper().readTree(text);
      if (json.isObject()) {
        return json;
      }
    } catch (JacksonException e) {
      // falls through to the one error below
    }
    throw new FormatException(
        file, "line " + (line + 1), FormatException.quote(text), "a JSON object");
  }

  private static Optional<String> text(JsonNode json, List<String> names) {
    return names.stream()
        .map(json::path)
        .filter(JsonNode::isString)
        .map(JsonNode::asString)
        .filter(text -> !text.isBlank())
        .findFirst();
  }

  private static Pair pair(Path file, String picture, String caption) {
    return new Pair(new PictureFile(file.resolveSibling(picture)), caption);
  }

  /**
   * Takes the PNG and JPEG files below a folder. A picture's caption is its name, with blanks for
   * everything but letters and digits; where the name has no letter, the name of its folder.
   *
   * @throws FormatException when there are none
   */
  public static PairDataset folder(Path root) throws IOException {
    List<Pair> pairs =
        RgbImage.files(root).stream().map(f -> new Pair(new PictureFile(f), caption(f))).toList();
    if (pairs.isEmpty()) {
      throw new FormatException(root, "", "no pictures", ".png or .jpg files");
    }
    return new PairDataset(pairs);
  }

  private static String caption(Path file) {
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
    Path parent = file.toAbsolutePath().normalize().getParent();
    boolean speaks = name.codePoints().anyMatch(Character::isLetter);
    String words = speaks || parent == null ? name : String.valueOf(parent.getFileName());
    return words.replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
  }

  /**
   * Takes labelled pictures and a sentence about each.
   *
   * @param sentence with {@code {}} where the class's name goes, such as {@code a photo of a {}}
   */
  public static PairDataset labelled(ImageClassificationSet set, String sentence) {
    if (!sentence.contains("{}")) {
      throw new IllegalArgumentException(
          "sentence is '" + sentence + "', allowed: a text with {} in it");
    }
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < set.size(); i++) {
      String caption = sentence.replace("{}", set.classNames().get(set.labels()[i]));
      pairs.add(new Pair(new PictureOf("picture " + i, set, i), caption));
    }
    return new PairDataset(pairs);
  }

  /**
   * Reads idx files of pictures and labels.
   *
   * @param classNames one a label
   * @throws UsageException when there are no names
   */
  public static PairDataset idx(
      Path pictures, Path labels, List<String> classNames, String sentence) throws IOException {
    if (classNames.isEmpty()) {
      throw new UsageException(
          pictures
              + ": the classes have no names; give one a label, such as --set classes=cat,dog");
    }
    return labelled(ImageClassificationSet.idx(pictures, labels, classNames), sentence);
  }
}
