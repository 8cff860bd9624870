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
import polyad.data.CsvOptions;
import polyad.data.CsvTable;
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
   * Reads pairs:
   *
   * <ul>
   *   <li>a folder of pictures: see {@link #folder};
   *   <li>{@code .jsonl}: an object a line, {@code {"image": "a.png", "caption": "a red star"}};
   *   <li>{@code .csv}: a table with a header that names those columns;
   *   <li>another file: lines of a picture's path, a tab, and a caption.
   * </ul>
   *
   * <p>Paths of pictures are relative to the file. For image and caption, picture, image_path and
   * file, text and alt are understood too.
   *
   * @throws FormatException naming the line that is not such
   */
  public static PairDataset read(Path path) throws IOException {
    return read(path, path.resolveSibling(""));
  }

  /**
   * The same with pictures that lie elsewhere.
   *
   * @param pictures where the paths in the file begin
   */
  public static PairDataset read(Path path, Path pictures) throws IOException {
    if (Files.isDirectory(path)) {
      return folder(path);
    }
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".jsonl") || name.endsWith(".jsonl.gz")) {
      return jsonLines(path, pictures);
    }
    return name.endsWith(".csv") || name.endsWith(".csv.gz")
        ? csv(path, pictures)
        : tabs(path, pictures);
  }

  private static PairDataset csv(Path file, Path pictures) throws IOException {
    CsvTable table = CsvTable.read(file, CsvOptions.DEFAULT);
    String picture = column(file, table, PICTURE);
    String caption = column(file, table, CAPTION);
    List<Pair> pairs = new ArrayList<>();
    for (int row = 0; row < table.size(); row++) {
      String name = table.cell(row, picture);
      String text = table.cell(row, caption);
      if (name.isBlank() || text.isBlank()) {
        throw new FormatException(
            file, "line " + table.line(row), "an empty cell", "a picture and a caption");
      }
      pairs.add(pair(pictures, name, text));
    }
    return new PairDataset(pairs);
  }

  private static String column(Path file, CsvTable table, List<String> names)
      throws FormatException {
    return table.header().stream()
        .filter(column -> names.contains(column.strip().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new FormatException(
                    file,
                    "header",
                    "columns " + String.join(",", table.header()),
                    "one of " + String.join(", ", names)));
  }

  private static PairDataset tabs(Path file, Path pictures) throws IOException {
    List<String> lines = TextFiles.lines(file);
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int tab = line.indexOf('\t');
      if (tab < 1 || line.substring(tab + 1).isBlank()) {
        throw new FormatException(
            file, "line " + (i + 1), FormatException.quote(line), "picture, tab, caption");
      }
      pairs.add(pair(pictures, line.substring(0, tab), line.substring(tab + 1)));
    }
    return new PairDataset(pairs);
  }

  private static PairDataset jsonLines(Path file, Path pictures) throws IOException {
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
      pairs.add(pair(pictures, picture.get(), caption.get()));
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

  private static Pair pair(Path pictures, String picture, String caption) {
    return new Pair(new PictureFile(pictures.resolve(picture)), caption);
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
