package polyad.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the two tables on the class path that say which sets there are and of what files. */
final class Catalogue {
  private Catalogue() {}

  static Map<String, DataSet> load() {
    Map<String, List<DataFile>> files = new LinkedHashMap<>();
    for (String[] row : rows("dataset-files.tsv", 6)) {
      files
          .computeIfAbsent(row[0], name -> new ArrayList<>())
          .add(
              new DataFile(
                  row[1],
                  Long.parseLong(row[2]),
                  row[3],
                  present(row[4]),
                  present(row[5]).map(URI::create)));
    }
    Map<String, DataSet> sets = new LinkedHashMap<>();
    for (String[] row : rows("datasets.tsv", 5)) {
      DataSet.Terms terms = DataSet.Terms.valueOf(row[2].toUpperCase(Locale.ROOT));
      List<DataFile> own = files.getOrDefault(row[0], List.of());
      sets.put(row[0], new DataSet(row[0], row[1], terms, row[3], URI.create(row[4]), own));
    }
    return sets;
  }

  private static Optional<String> present(String cell) {
    return cell.equals("-") ? Optional.empty() : Optional.of(cell);
  }

  private static List<String[]> rows(String resource, int columns) {
    InputStream stream = Catalogue.class.getResourceAsStream(resource);
    if (stream == null) {
      throw new IllegalStateException("the class path lacks polyad/data/" + resource);
    }
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return reader.lines().skip(1).map(line -> line.split("\t", columns)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
