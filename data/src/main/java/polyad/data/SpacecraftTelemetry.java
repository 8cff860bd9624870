package polyad.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Telemetry of a spacecraft with known anomalies: all its channels one after another, in the order
 * of the label table. Column 0 is the measured value, the others are commands.
 *
 * @param train rows without known anomalies, {@code [steps][columns]}
 * @param test rows to judge, {@code [steps][columns]}
 * @param labels which test rows are anomalous
 */
public record SpacecraftTelemetry(double[][] train, double[][] test, boolean[] labels) {
  private static final Pattern SPAN = Pattern.compile("\\[(\\d+),\\s*(\\d+)\\]");
  private static final String LABELS = "labeled_anomalies.csv";

  /** Checks the lengths. */
  public SpacecraftTelemetry {
    if (labels.length != test.length) {
      throw new IllegalArgumentException(
          "labels: " + labels.length + " for " + test.length + " test rows");
    }
  }

  /**
   * Reads a zip with {@code labeled_anomalies.csv}, {@code train/<id>.npy} and {@code
   * test/<id>.npy}. Both ends of a labelled span are anomalous; a channel that the table names
   * twice is read once, with both labels.
   *
   * @param spacecraft {@code MSL} or {@code SMAP}, as the table's column says
   */
  public static SpacecraftTelemetry read(Path zip, String spacecraft) throws IOException {
    try (ZipFile archive = new ZipFile(zip.toFile())) {
      Map<String, List<int[]>> spans = spans(zip, archive, spacecraft);
      List<double[]> train = new ArrayList<>();
      List<double[]> test = new ArrayList<>();
      List<boolean[]> labels = new ArrayList<>();
      for (Map.Entry<String, List<int[]>> channel : spans.entrySet()) {
        train.addAll(rows(zip, archive, "train/" + channel.getKey() + ".npy"));
        List<double[]> judged = rows(zip, archive, "test/" + channel.getKey() + ".npy");
        test.addAll(judged);
        labels.add(marked(judged.size(), channel.getValue()));
      }
      return new SpacecraftTelemetry(
          train.toArray(double[][]::new), test.toArray(double[][]::new), joined(labels));
    } catch (ZipException e) {
      throw new FormatException(zip, "", "a damaged or foreign file", "a zip archive");
    }
  }

  private static Map<String, List<int[]>> spans(Path zip, ZipFile archive, String spacecraft)
      throws IOException {
    String text = new String(bytes(zip, archive, LABELS), StandardCharsets.UTF_8);
    Map<String, List<int[]>> spans = new LinkedHashMap<>();
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser table = CSVParser.parse(text, format)) {
      for (CSVRecord row : table) {
        if (row.get("spacecraft").equalsIgnoreCase(spacecraft)) {
          List<int[]> own = spans.computeIfAbsent(row.get("chan_id"), id -> new ArrayList<>());
          Matcher span = SPAN.matcher(row.get("anomaly_sequences"));
          while (span.find()) {
            own.add(new int[] {Integer.parseInt(span.group(1)), Integer.parseInt(span.group(2))});
          }
        }
      }
    } catch (IllegalArgumentException e) {
      throw new FormatException(
          zip,
          LABELS,
          String.valueOf(e.getMessage()),
          "columns chan_id, spacecraft, anomaly_sequences");
    }
    if (spans.isEmpty()) {
      throw new FormatException(zip, LABELS, "no channel of " + spacecraft, "MSL or SMAP");
    }
    return spans;
  }

  private static List<double[]> rows(Path zip, ZipFile archive, String entry) throws IOException {
    return Arrays.asList(NpyMatrix.read(zip, entry, bytes(zip, archive, entry)));
  }

  private static byte[] bytes(Path zip, ZipFile archive, String name) throws IOException {
    ZipEntry entry = archive.getEntry(name);
    if (entry == null) {
      throw new FormatException(zip, "", "no entry " + name, "labels, train/ and test/");
    }
    try (InputStream in = archive.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  private static boolean[] marked(int steps, List<int[]> spans) {
    boolean[] labels = new boolean[steps];
    for (int[] span : spans) {
      Arrays.fill(labels, Math.min(span[0], steps), Math.min(span[1] + 1, steps), true);
    }
    return labels;
  }

  private static boolean[] joined(List<boolean[]> parts) {
    boolean[] all = new boolean[parts.stream().mapToInt(p -> p.length).sum()];
    int at = 0;
    for (boolean[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
