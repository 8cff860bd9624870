package polyad.embedding.optembed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import polyad.data.ClickTable;
import polyad.data.DataSets;
import polyad.data.FieldVocabulary;
import polyad.data.FormatException;
import polyad.data.ZipMember;

/** The public logs, where they are at hand. Fields and protocols are those of the method's page. */
final class RealLogs {
  private static final List<String> MOVIE_FIELDS =
      List.of(
          "user", "item", "age", "sex", "occupation", "zip", "year", "genre", "hour", "weekday");
  private static final List<String> APP_FIELDS =
      List.of(
          "user",
          "item",
          "daytime",
          "weekday",
          "isweekend",
          "homework",
          "cost",
          "weather",
          "country",
          "city");
  private static final int NEGATIVES = 2;

  private RealLogs() {}

  /** MovieLens 100k and Frappe. */
  static List<ClickTask> find(@Nullable Path data, boolean official, long seed) throws IOException {
    DataSets sets = DataSets.open(data);
    List<ClickTask> found = new ArrayList<>();
    var options = new FieldVocabulary.Options(1, 0, List.of());
    Optional<Path> movies = sets.file("movielens-100k", "ml-100k.zip");
    if (movies.isPresent()) {
      ClickTable log = movieLens(movies.get());
      found.add(ClickTask.split("movielens-100k", "movielens", log, options, official, seed));
    }
    Optional<Path> apps = sets.file("frappe", "frappe-log.zip");
    if (apps.isPresent()) {
      ClickTable log = frappe(apps.get(), seed);
      found.add(ClickTask.split("frappe", "frappe", log, options, official, seed));
    }
    return found;
  }

  /** The small samples of Avazu and Criteo. */
  static List<ClickTask> samples(@Nullable Path data, boolean official, long seed)
      throws IOException {
    DataSets sets = DataSets.open(data);
    List<ClickTask> found = new ArrayList<>();
    Optional<Path> avazu = sets.file("avazu-sample", "train.csv.gz");
    if (avazu.isPresent()) {
      List<String> fields = avazuFields();
      ClickTable log = ClickTable.readCsv(avazu.get(), "click", fields);
      var options = new FieldVocabulary.Options(2, 0, List.of());
      found.add(ClickTask.split("avazu-sample", "avazu", log, options, official, seed));
    }
    return found;
  }

  private static List<String> avazuFields() {
    List<String> fields =
        new ArrayList<>(
            List.of(
                "C1",
                "banner_pos",
                "site_id",
                "site_domain",
                "site_category",
                "app_id",
                "app_domain",
                "app_category",
                "device_id",
                "device_ip",
                "device_model",
                "device_type",
                "device_conn_type"));
    for (int i = 14; i <= 21; i++) {
      fields.add("C" + i);
    }
    return fields;
  }

  /** Rating of 4 or more is a click. */
  private static ClickTable movieLens(Path zip) throws IOException {
    Map<String, String[]> users = new HashMap<>();
    for (String line : ZipMember.lines(zip, "u.user", StandardCharsets.ISO_8859_1)) {
      String[] parts = cells(zip, "u.user", line, "\\|", 5);
      int decade = Integer.parseInt(parts[1]) / 10;
      String area = parts[4].substring(0, Math.min(2, parts[4].length()));
      users.put(parts[0], new String[] {"" + decade, parts[2], parts[3], area});
    }
    Map<String, String[]> films = new HashMap<>();
    for (String line : ZipMember.lines(zip, "u.item", StandardCharsets.ISO_8859_1)) {
      String[] parts = cells(zip, "u.item", line, "\\|", 24);
      String date = parts[2];
      String year = date.length() >= 4 ? date.substring(date.length() - 4) : "";
      int genre = 5;
      while (genre < parts.length - 1 && !parts[genre].equals("1")) {
        genre++;
      }
      films.put(parts[0], new String[] {year, "" + (genre - 5)});
    }
    List<String[]> rows = new ArrayList<>();
    List<Boolean> clicks = new ArrayList<>();
    for (String line : ZipMember.lines(zip, "u.data", StandardCharsets.ISO_8859_1)) {
      String[] parts = cells(zip, "u.data", line, "\t", 4);
      String[] user = users.getOrDefault(parts[0], new String[] {"", "", "", ""});
      String[] film = films.getOrDefault(parts[1], new String[] {"", ""});
      LocalDateTime time =
          LocalDateTime.ofInstant(Instant.ofEpochSecond(Long.parseLong(parts[3])), ZoneOffset.UTC);
      rows.add(
          new String[] {
            parts[0],
            parts[1],
            user[0],
            user[1],
            user[2],
            user[3],
            film[0],
            film[1],
            "" + time.getHour(),
            "" + time.getDayOfWeek()
          });
      clicks.add(Integer.parseInt(parts[2]) >= 4);
    }
    return ClickTable.of("movielens-100k", MOVIE_FIELDS, rows, labels(clicks));
  }

  /** Every logged use is a click; in its context two apps the user never used are not. */
  private static ClickTable frappe(Path zip, long seed) throws IOException {
    List<String> lines = ZipMember.lines(zip, "frappe.csv", StandardCharsets.UTF_8);
    int[] at = {0, 1, 3, 4, 5, 6, 7, 8, 9, 10};
    List<String[]> used = new ArrayList<>();
    Map<String, Set<String>> known = new HashMap<>();
    List<String> apps = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] parts = cells(zip, "frappe.csv", line, "\t", 11);
      String[] row = new String[at.length];
      for (int i = 0; i < at.length; i++) {
        row[i] = parts[at[i]];
      }
      known.computeIfAbsent(row[0], user -> new HashSet<>()).add(row[1]);
      if (seen.add(row[1])) {
        apps.add(row[1]);
      }
      if (Integer.parseInt(parts[2]) > 0) {
        used.add(row);
      }
    }
    SplittableRandom random = new SplittableRandom(seed);
    List<String[]> rows = new ArrayList<>();
    List<Boolean> clicks = new ArrayList<>();
    for (String[] row : used) {
      rows.add(row);
      clicks.add(true);
      Set<String> own = known.getOrDefault(row[0], Set.of());
      for (int k = 0; k < NEGATIVES; k++) {
        String[] other = row.clone();
        do {
          other[1] = apps.get(random.nextInt(apps.size()));
        } while (own.contains(other[1]));
        rows.add(other);
        clicks.add(false);
      }
    }
    return ClickTable.of("frappe", APP_FIELDS, rows, labels(clicks));
  }

  private static String[] cells(Path zip, String member, String line, String mark, int count)
      throws FormatException {
    String[] parts = line.split(mark, -1);
    if (parts.length < count) {
      throw new FormatException(zip, member, parts.length + " cells in '" + line + "'", "" + count);
    }
    return parts;
  }

  private static float[] labels(List<Boolean> clicks) {
    float[] labels = new float[clicks.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = clicks.get(i) ? 1 : 0;
    }
    return labels;
  }
}
