package polyad.embedding.relative.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import polyad.catalog.FeatureFiles;
import polyad.catalog.UsageException;
import polyad.data.CsvTable;
import polyad.data.Missing;
import polyad.tensor.DType;
import polyad.tensor.SafetensorsFile;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;

/**
 * A user's vectors and what they are called: a csv with a column {@code id}; a safetensors file
 * with one matrix and, if it likes, whole numbers {@code id}; a npy matrix, whose rows are called
 * 0, 1, ...
 *
 * @param file they were read from
 * @param ids all different
 * @param vectors [n, d] F64
 * @param anchors hash of the anchors, where the vectors are relative already
 */
record IdVectors(Path file, List<String> ids, Tensor vectors, @Nullable String anchors) {
  static final String ID = "id";
  static final String VECTORS = "vectors";
  static final String ANCHORS = "anchors";

  IdVectors {
    ids = List.copyOf(ids);
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      Integer before = seen.put(ids.get(i), i);
      if (before != null) {
        throw new UsageException(
            "%s, row %d: id '%s' is row %d's already, expected different ones"
                .formatted(file, i + 1, ids.get(i), before + 1));
      }
    }
  }

  /** Reads a file into the current scope. */
  static IdVectors read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new UsageException(file + ": no such file");
    }
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    IdVectors read =
        switch (name.substring(Math.max(0, name.lastIndexOf('.')))) {
          case ".csv" -> csv(file);
          case ".safetensors" -> safetensors(file);
          case ".npy" -> {
            Tensor rows = Tensor.of(FeatureFiles.read(file)).to(DType.F64);
            yield new IdVectors(file, numbers(rows.size(0)), rows, null);
          }
          default ->
              throw new UsageException(
                  file + " is of no known kind: expected .npy, .csv or .safetensors");
        };
    read.requireFinite();
    return read;
  }

  private void requireFinite() {
    double[] values = vectors.toDoubleArray();
    int width = (int) vectors.size(1);
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new UsageException(
            "%s, id '%s': number %d is %s, expected a finite one"
                .formatted(file, ids.get(i / width), i % width + 1, values[i]));
      }
    }
  }

  private static List<String> numbers(long n) {
    return LongStream.range(0, n).mapToObj(String::valueOf).toList();
  }

  private static IdVectors csv(Path file) throws IOException {
    CsvTable table = CsvTable.read(file);
    if (!table.has(ID)) {
      throw new UsageException(
          "%s, line 1: found columns %s, expected one called '%s'"
              .formatted(file, shortened(table.header()), ID));
    }
    List<String> columns = table.header().stream().filter(c -> !c.equals(ID)).toList();
    if (columns.isEmpty() || table.size() == 0) {
      throw new UsageException(file + " has no numbers beside the ids");
    }
    double[][] rows = table.numeric(columns, Missing.REJECT);
    return new IdVectors(file, table.text(ID), Tensor.of(rows), null);
  }

  private static String shortened(List<String> columns) {
    return columns.size() <= 5 ? columns.toString() : columns.subList(0, 5) + " and more";
  }

  private static IdVectors safetensors(Path file) throws IOException {
    Map<String, Tensor> tensors = TensorFiles.readSafetensors(file);
    List<Tensor> matrices = tensors.values().stream().filter(t -> t.dim() == 2).toList();
    if (matrices.size() != 1) {
      throw new UsageException(
          "%s: found %d matrices, expected one [n, d]".formatted(file, matrices.size()));
    }
    Tensor vectors = matrices.getFirst().to(DType.F64);
    Tensor id = tensors.get(ID);
    if (id != null && id.numel() != vectors.size(0)) {
      throw new UsageException(
          "%s: found %d ids, expected %d, one a row".formatted(file, id.numel(), vectors.size(0)));
    }
    String anchors;
    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      anchors = open.metadata().get(ANCHORS);
    }
    List<String> ids =
        id == null
            ? numbers(vectors.size(0))
            : Arrays.stream(id.toLongArray()).mapToObj(String::valueOf).toList();
    return new IdVectors(file, ids, vectors, anchors);
  }

  /** The rows of these ids, in their order. */
  Tensor rows(List<String> wanted) {
    Map<String, Integer> at = places();
    int[] rows = wanted.stream().mapToInt(id -> at.getOrDefault(id, -1)).toArray();
    return vectors.indexSelect(0, Trainings.index(rows));
  }

  private Map<String, Integer> places() {
    Map<String, Integer> at = new LinkedHashMap<>();
    IntStream.range(0, ids.size()).forEach(i -> at.put(ids.get(i), i));
    return at;
  }

  /**
   * The ids that all files have, in the first one's order.
   *
   * @throws UsageException when they are fewer than two
   */
  static List<String> common(List<IdVectors> files) {
    List<String> shared = new ArrayList<>(files.getFirst().ids());
    for (IdVectors other : files) {
      Map<String, Integer> there = other.places();
      shared.removeIf(id -> !there.containsKey(id));
    }
    if (shared.size() < 2) {
      throw new UsageException(
          "%s and %s share %d ids, expected 2 or more"
              .formatted(files.getFirst().file(), files.getLast().file(), shared.size()));
    }
    return shared;
  }
}
