package polyad.vision.align;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import polyad.catalog.AtomicFiles;
import polyad.catalog.Json;
import polyad.catalog.Monitor;
import polyad.catalog.Progress;
import polyad.catalog.Settings;
import polyad.catalog.UsageException;
import polyad.data.FormatException;
import polyad.data.RgbImage;
import polyad.retrieval.Entry;
import polyad.retrieval.Hit;
import polyad.retrieval.IndexConfig;
import polyad.retrieval.NestedVectorIndex;
import polyad.retrieval.SearchOptions;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * Pictures on disk that are found by a text, by a picture, and by a picture with words added and
 * taken away. One index of unit vectors answers all three.
 *
 * <p>The index remembers which weights it was made with and is opened with those only.
 */
public final class ImageTextIndex implements AutoCloseable {
  private static final String FILE = "align.json";
  private static final int BATCH = 64;

  private final NestedVectorIndex index;
  private final Align align;

  /** What an index remembers. */
  record Facts(String weights, int unreadable) {}

  private ImageTextIndex(NestedVectorIndex index, Align align) {
    this.index = index;
    this.align = align;
  }

  /**
   * What a building gave.
   *
   * @param indexed pictures that can be found
   * @param unreadable files that cannot be read and are left out
   */
  public record Built(int indexed, int unreadable) {}

  /**
   * Embeds pictures and makes an index of them; it appears whole or not at all. Where the model was
   * trained for prefixes, the shortest one is searched and the whole vector decides.
   *
   * @param folder must not exist
   * @param pictures each once; their paths are the keys
   * @throws UsageException when the folder exists, or more than half of the pictures cannot be read
   */
  public static Built build(Path folder, Align align, List<Path> pictures, Monitor monitor)
      throws IOException {
    if (Files.exists(folder)) {
      throw new UsageException(folder + " exists: choose another name");
    }
    Path target = folder.toAbsolutePath().normalize();
    Path temporary = target.resolveSibling("." + target.getFileName() + ".building");
    AtomicFiles.deleteTree(temporary);
    try {
      Built built = fill(temporary, align, pictures, monitor);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      return built;
    } finally {
      AtomicFiles.deleteTree(temporary);
    }
  }

  private static Built fill(Path folder, Align align, List<Path> pictures, Monitor monitor)
      throws IOException {
    int dim = align.dimension();
    int unreadable = 0;
    try (NestedVectorIndex index =
            NestedVectorIndex.create(folder, IndexConfig.of(dim, align.nesting()));
        Progress progress = monitor.progress("indexing", pictures.size())) {
      for (int from = 0; from < pictures.size(); from += BATCH) {
        List<Path> some = pictures.subList(from, Math.min(pictures.size(), from + BATCH));
        unreadable += add(index, align, some);
        progress.at(from + some.size(), Double.NaN);
      }
      if (unreadable * 2L > pictures.size()) {
        throw new UsageException(
            "%d of %d pictures cannot be read, allowed: at most half"
                .formatted(unreadable, pictures.size()));
      }
      index.optimize();
    }
    Facts facts = new Facts(fingerprint(align), unreadable);
    Files.write(folder.resolve(FILE), Json.write(facts).getBytes(UTF_8));
    return new Built(pictures.size() - unreadable, unreadable);
  }

  private static int add(NestedVectorIndex index, Align align, List<Path> pictures)
      throws IOException {
    List<Path> readable = new ArrayList<>();
    List<byte[]> bytes = new ArrayList<>();
    int unreadable = 0;
    for (Path picture : pictures) {
      try {
        bytes.add(align.preprocessing().bytes(RgbImage.read(picture)));
        readable.add(picture);
      } catch (FormatException e) {
        unreadable++;
      }
    }
    if (!readable.isEmpty()) {
      try (var _ = TensorScope.open()) {
        Tensor vectors = align.encodeImage(align.preprocessing().pixels(bytes)); // [n, D]
        float[][] rows = vectors.toFloatMatrix();
        for (int i = 0; i < rows.length; i++) {
          String name = readable.get(i).toString();
          index.add(new Entry(name, rows[i], Map.of(), name));
        }
      }
    }
    return unreadable;
  }

  /**
   * Opens an index together with the model it was made with; closing it leaves the model open.
   *
   * @throws UsageException when it is none, or was made with other weights
   */
  public static ImageTextIndex open(Path folder, Align align) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new UsageException(folder + " is no index of pictures: it has no " + FILE);
    }
    Facts facts = Settings.fromJson(Json.read(file), Facts.class, file.toString());
    if (!facts.weights().equals(fingerprint(align))) {
      throw new UsageException(
          folder + ": the index was made with other weights, expected those of the model");
    }
    return new ImageTextIndex(NestedVectorIndex.open(folder), align);
  }

  /** A hash of all weights. */
  private static String fingerprint(Align align) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (var _ = TensorScope.open()) {
        align.model().stateDict().values().forEach(tensor -> digest.update(tensor.toByteArray()));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The number of pictures. */
  public int size() throws IOException {
    return index.size();
  }

  /** The k pictures nearest to a text, best first. */
  public List<Hit> searchText(String text, int k) throws IOException {
    try (var _ = TensorScope.open()) {
      return search(align.encodeText(List.of(text)), k, SearchOptions.DEFAULT);
    }
  }

  /** The k pictures nearest to a picture, best first. */
  public List<Hit> searchImage(Path picture, int k) throws IOException {
    try (var _ = TensorScope.open()) {
      return search(align.encodeImage(List.of(picture)), k, SearchOptions.DEFAULT);
    }
  }

  /**
   * The k pictures nearest to norm(u + scale·v₊ − scale·v₋), where u is a picture, v₊ words to add
   * and v₋ words to take away (section 6.4 of the paper).
   *
   * @param plus null for none
   * @param minus null for none
   * @param scale weight of the words, above 0; 2 worked best in the paper
   */
  public List<Hit> searchComposed(
      Path picture, @Nullable String plus, @Nullable String minus, double scale, int k)
      throws IOException {
    return search(new Query(picture, plus, minus, scale, scale), k, SearchOptions.DEFAULT);
  }

  /**
   * What to look for.
   *
   * @param picture to start from; null for none
   * @param plus words to look for or to add; null for none
   * @param minus words to take away; null for none
   * @param scale weight of the added words beside a picture, above 0
   * @param minusScale weight of the words taken away, above 0
   */
  record Query(
      @Nullable Path picture,
      @Nullable String plus,
      @Nullable String minus,
      double scale,
      double minusScale) {
    Query {
      if (picture == null && plus == null) {
        throw new IllegalArgumentException("there is neither a picture nor a text to look for");
      }
      if (!(scale > 0) || !(minusScale > 0)) {
        throw new IllegalArgumentException(
            "scale, minusScale: %s, %s, allowed: above 0".formatted(scale, minusScale));
      }
    }

    /** The unit query, [1, D]. */
    Tensor vector(Align align) throws IOException {
      Tensor sum = null;
      if (picture != null) {
        sum = align.encodeImage(List.of(picture));
      }
      if (plus != null) {
        Tensor words = align.encodeText(List.of(plus));
        sum = sum == null ? words : sum.add(words.mul(scale));
      }
      if (minus != null && sum != null) {
        sum = sum.sub(align.encodeText(List.of(minus)).mul(minusScale));
      }
      return AlignLoss.unit(Objects.requireNonNull(sum));
    }
  }

  List<Hit> search(Query query, int k, SearchOptions options) throws IOException {
    try (var _ = TensorScope.open()) {
      return search(query.vector(align), k, options);
    }
  }

  private List<Hit> search(Tensor vector, int k, SearchOptions options) throws IOException {
    return index.search(vector.toFloatMatrix()[0], k, options);
  }

  @Override
  public void close() throws IOException {
    index.close();
  }
}
