package polyad.retrieval;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The generations of a compatible index, oldest first; {@code generations.json} beside Lucene's
 * files.
 *
 * @param format version of this file
 * @param graph how graphs are built
 * @param generations at least one, of rising dimension, each the child of the one before
 * @param calibrations how cosines of fields spread, for merging them
 */
record GenerationLog(
    int format, GraphOptions graph, List<Generation> generations, List<Calibration> calibrations) {
  static final String FILE = "generations.json";
  private static final int FORMAT = 1;

  /**
   * How the cosines of queries with the documents of a generation spread.
   *
   * @param query generation of the queries
   * @param field generation of the common space
   * @param mean of the cosines
   * @param deviation standard deviation, above 0
   */
  record Calibration(int query, int field, double mean, double deviation) {}

  GenerationLog {
    generations = List.copyOf(generations);
    calibrations = List.copyOf(calibrations);
    if (generations.isEmpty()) {
      throw new IllegalArgumentException("generations: there is none");
    }
    for (int t = 0; t < generations.size(); t++) {
      requireFits(generations.subList(0, t), generations.get(t));
    }
  }

  static GenerationLog of(Generation first, GraphOptions graph) {
    return new GenerationLog(FORMAT, graph, List.of(first), List.of());
  }

  private static void requireFits(List<Generation> before, Generation next) {
    int t = before.size();
    if (next.parent() != t - 1) {
      throw new IllegalArgumentException(
          "parent: generation %d is the child of %d, expected of %d: vector fields out of order"
              .formatted(t, next.parent(), t - 1));
    }
    if (t > 0 && next.dimension() <= before.getLast().dimension()) {
      throw new IllegalArgumentException(
          "dimension: generation %d has %d, expected more than its parent's %d: vector fields out of order"
              .formatted(t, next.dimension(), before.getLast().dimension()));
    }
  }

  int newest() {
    return generations.size() - 1;
  }

  GenerationLog with(Generation next) {
    List<Generation> more = new ArrayList<>(generations);
    more.add(next);
    return new GenerationLog(format, graph, more, calibrations);
  }

  /** The same with the calibrations of one generation's queries exchanged. */
  GenerationLog with(int query, List<Calibration> measured) {
    List<Calibration> all = new ArrayList<>(calibrations);
    all.removeIf(one -> one.query() == query);
    all.addAll(measured);
    return new GenerationLog(format, graph, generations, all);
  }

  Optional<Calibration> calibration(int query, int field) {
    return calibrations.stream()
        .filter(one -> one.query() == query && one.field() == field)
        .findFirst();
  }

  /**
   * The generation of that number.
   *
   * @throws IllegalArgumentException when there is none
   */
  Generation at(int number) {
    if (number < 0 || number > newest()) {
      throw new IllegalArgumentException(
          "generation: " + number + " is unknown; the index has 0 to " + newest());
    }
    return generations.get(number);
  }

  /** The vectors of a generation as nested ones: its prefixes are its ancestors' spaces. */
  IndexConfig shape(int number) {
    int dimension = at(number).dimension();
    int[] nesting =
        generations.subList(0, number + 1).stream().mapToInt(Generation::dimension).toArray();
    return IndexConfig.of(dimension, nesting);
  }

  static GenerationLog read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    GenerationLog log =
        MetadataFile.read(
            file, GenerationLog.class, "no index of generations here; create one first");
    if (log.format != FORMAT) {
      throw new IOException(file + ": format " + log.format + ", expected " + FORMAT);
    }
    return log;
  }

  void write(Path folder) throws IOException {
    MetadataFile.write(folder.resolve(FILE), this);
  }
}
