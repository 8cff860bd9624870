package polyad.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The public data sets by name. They are looked for as {@code <root>/<name>} in an explicit folder,
 * in {@code $POLYAD_DATA} and in the cache {@code ~/.cache/polyad}, in this order; {@link #get}
 * also downloads into the cache. A {@code .gz} file may as well lie there unpacked.
 */
public final class DataSets {
  private final Map<String, DataSet> sets;
  private final List<Path> roots;
  private final Path cache;

  DataSets(Map<String, DataSet> sets, List<Path> roots, Path cache) {
    this.sets = sets;
    this.roots = List.copyOf(roots);
    this.cache = cache;
  }

  /**
   * Opens the registry.
   *
   * @param folder the folder to look in first, or null
   * @throws IOException when the folder, or the one that {@code $POLYAD_DATA} names, does not exist
   */
  public static DataSets open(@Nullable Path folder) throws IOException {
    List<Path> roots = new ArrayList<>();
    if (folder != null) {
      roots.add(requireFolder(folder, "data folder"));
    }
    String environment = System.getenv("POLYAD_DATA");
    if (environment != null && !environment.isBlank()) {
      roots.add(requireFolder(Path.of(environment), "$POLYAD_DATA"));
    }
    Path cache = Path.of(System.getProperty("user.home"), ".cache", "polyad");
    roots.add(cache);
    return new DataSets(Catalogue.load(), roots, cache);
  }

  private static Path requireFolder(Path folder, String what) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(folder.toString(), null, what + " is no folder");
    }
    return folder;
  }

  /** Every known set. */
  public List<DataSet> list() {
    return List.copyOf(sets.values());
  }

  /**
   * What is known of a set.
   *
   * @throws IllegalArgumentException when there is no set of this name
   */
  public DataSet describe(String name) {
    DataSet set = sets.get(name);
    if (set == null) {
      throw new IllegalArgumentException(
          "data set: '" + name + "' is not one of " + String.join(", ", sets.keySet()));
    }
    return set;
  }

  /** The first folder that holds every file of the set; nothing is downloaded. */
  public Optional<Path> find(String name) {
    DataSet set = describe(name);
    return roots.stream()
        .map(root -> root.resolve(name))
        .filter(folder -> Files.isDirectory(folder) && isComplete(set, folder))
        .findFirst();
  }

  private static boolean isComplete(DataSet set, Path folder) {
    return set.files().stream()
        .filter(file -> !file.isDocumentation())
        .allMatch(file -> locate(folder, file).isPresent());
  }

  private static Optional<Path> locate(Path folder, DataFile file) {
    Path packed = folder.resolve(file.path());
    Path unpacked = folder.resolve(file.unpackedPath());
    return Optional.of(packed)
        .filter(Files::isRegularFile)
        .or(() -> Optional.of(unpacked).filter(Files::isRegularFile));
  }

  /**
   * One file of a set, even where the rest of the set is not at hand; nothing is downloaded.
   *
   * @param path the file's path in the set, such as {@code ETTh1.csv.gz}
   * @throws IllegalArgumentException when the set has no such file
   */
  public Optional<Path> file(String name, String path) {
    DataSet set = describe(name);
    DataFile file =
        set.files().stream()
            .filter(f -> f.path().equals(path))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("file: '" + path + "' is not in set " + name));
    return roots.stream().flatMap(root -> locate(root.resolve(name), file).stream()).findFirst();
  }

  /**
   * The set's folder, after a download where it is not at hand. A restricted set is not downloaded.
   *
   * @throws IOException when the set has to be downloaded and cannot be, or has restricted terms
   */
  public Path get(String name) throws IOException, InterruptedException {
    return get(name, false);
  }

  /**
   * The set's folder, after a download where it is not at hand.
   *
   * @param acceptTerms whether the user has read the terms of a restricted set and accepts them
   * @throws ChecksumException when a download is not the file that the catalogue describes
   * @throws IOException when the set cannot be downloaded, or is restricted and not accepted
   */
  public Path get(String name, boolean acceptTerms) throws IOException, InterruptedException {
    Optional<Path> found = find(name);
    if (found.isPresent()) {
      return found.get();
    }
    DataSet set = describe(name);
    if (set.restricted() && !acceptTerms) {
      throw new IOException(
          "data set '%s' is restricted (%s): read the terms at %s and accept them to download"
              .formatted(name, set.licence(), set.home()));
    }
    Path folder = cache.resolve(name);
    requireUrls(set, folder);
    try (Downloader downloader = new Downloader()) {
      for (DataFile file : set.files()) {
        if (file.url().isPresent() && locate(folder, file).isEmpty()) {
          downloader.download(file, folder.resolve(file.path()));
        }
      }
    }
    return folder;
  }

  private static void requireUrls(DataSet set, Path folder) throws IOException {
    List<String> homeless =
        set.files().stream()
            .filter(f -> f.url().isEmpty() && !f.isDocumentation() && locate(folder, f).isEmpty())
            .map(DataFile::path)
            .toList();
    if (!homeless.isEmpty()) {
      throw new IOException(
          "data set '%s' has no download address for %s: see %s and put the files into %s"
              .formatted(set.name(), String.join(", ", homeless), set.home(), folder));
    }
  }

  /**
   * Checks every file of a set that is at hand.
   *
   * @return the folder that was checked
   * @throws ChecksumException naming the file, the expected and the found checksum
   * @throws NoSuchFileException when the set is not at hand
   */
  public Path verify(String name) throws IOException {
    Path folder =
        find(name)
            .orElseThrow(
                () -> new NoSuchFileException(name, null, "data set is in none of " + roots));
    for (DataFile file : describe(name).files()) {
      Optional<Path> path = locate(folder, file);
      if (path.isPresent()) {
        Checksums.verify(file, path.get());
      }
    }
    return folder;
  }
}
