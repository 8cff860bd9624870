package polyad.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class CsvTableTest {
  @TempDir Path folder;

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static String failure(Executable action) {
    return String.valueOf(assertThrows(FormatException.class, action).getMessage());
  }

  @Test
  void readsTypedColumns() throws IOException {
    Path file =
        file("a.csv", "date,x,who\n2016-07-01 00:00:00,1.5,\"a, b\"\n2016/7/1 1:00,-2e3,c\n");
    CsvTable table = CsvTable.read(file);
    assertEquals(List.of("date", "x", "who"), table.header());
    assertArrayEquals(new double[] {1.5, -2000}, table.numeric("x", Missing.REJECT));
    assertEquals(List.of("a, b", "c"), table.text("who"));
    assertEquals(
        List.of(LocalDateTime.of(2016, 7, 1, 0, 0), LocalDateTime.of(2016, 7, 1, 1, 0)),
        table.timestamps("date"));
    assertTrue(table.isNumeric("x"));
    assertFalse(table.isNumeric("who"));
    assertTrue(table.isTimestamp("date"));
    assertFalse(table.isTimestamp("x"));
  }

  @Test
  void namesFileLineAndColumnOfATextCell() throws IOException {
    Path file = file("b.csv", "x,OT\n1,2\n\"3\",\"oil\nhot\"\n4,5\n");
    CsvTable table = CsvTable.read(file);
    assertEquals(
        file + ", line 3, column 'OT': found 'oil hot', expected a number",
        failure(() -> table.numeric("OT", Missing.NAN)));
    assertArrayEquals(new double[] {1, 3, 4}, table.numeric("x", Missing.REJECT));
  }

  @Test
  void followsTheMissingPolicy() throws IOException {
    CsvTable table = CsvTable.read(file("c.csv", "x,y\n1,NaN\n,2\n"));
    assertArrayEquals(new double[] {1, Double.NaN}, table.numeric("x", Missing.NAN));
    assertArrayEquals(new double[] {0, 2}, table.numeric("y", Missing.ZERO));
    assertTrue(
        failure(() -> table.numeric("x", Missing.REJECT))
            .endsWith("line 3, column 'x': found no value, expected a number"));
  }

  @Test
  void refusesWhatIsNoTable() throws IOException {
    Path ragged = file("ragged.csv", "a,b\n1,2\n3\n");
    assertTrue(failure(() -> CsvTable.read(ragged)).contains("line 3: found 1 cells, expected 2"));
    Path empty = file("empty.csv", "");
    assertTrue(failure(() -> CsvTable.read(empty)).contains("an empty file"));
    Path twice = file("twice.csv", "a,a\n1,2\n");
    assertTrue(failure(() -> CsvTable.read(twice)).contains("'a' twice"));
    Path open = file("open.csv", "a,b\n1,\"2\n3,4\n");
    assertTrue(failure(() -> CsvTable.read(open)).contains("broken quoting"));
    Path latin =
        Files.write(folder.resolve("latin.csv"), "a\nä\n".getBytes(StandardCharsets.ISO_8859_1));
    assertTrue(failure(() -> CsvTable.read(latin)).contains("UTF-8"));
    assertThrows(NoSuchFileException.class, () -> CsvTable.read(folder.resolve("none.csv")));
    assertTrue(failure(() -> CsvTable.read(folder)).contains("a folder"));
  }

  @Test
  void refusesDamagedGzip() throws IOException {
    Path whole = folder.resolve("m.csv.gz");
    MatrixCsv.write(
        whole, new Random(1).doubles(500).mapToObj(d -> new double[] {d}).toArray(double[][]::new));
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(bytes, bytes.length / 2));
    assertTrue(failure(() -> MatrixCsv.read(cut)).contains("truncated gzip"));
    Path fake = file("fake.csv.gz", "1,2\n");
    assertTrue(failure(() -> MatrixCsv.read(fake)).contains("gzip"));
  }

  @Test
  void unknownColumnsNameTheKnownOnes() throws IOException {
    CsvTable table = CsvTable.read(file("d.csv", "\uFEFFx,y\n1,2\n"));
    var e = assertThrows(IllegalArgumentException.class, () -> table.text("z"));
    assertTrue(String.valueOf(e.getMessage()).endsWith("no column 'z'; the columns are x, y"));
  }

  @Test
  void writesWhatItReads() throws IOException {
    Path file = folder.resolve("w.csv.gz");
    CsvTable.write(file, List.of("t", "v"), List.of(List.of("a \"b\", c", 0.1), List.of("", -3)));
    CsvTable table = CsvTable.read(file);
    assertEquals(List.of("a \"b\", c", ""), table.text("t"));
    assertArrayEquals(new double[] {0.1, -3}, table.numeric("v", Missing.REJECT));
    assertThrows(
        IllegalArgumentException.class,
        () -> CsvTable.write(file, List.of("t"), List.of(List.of(1, 2))));
    try (var left = Files.list(folder)) {
      assertEquals(1, left.count(), "no temporary file may stay");
    }
  }

  @Test
  void failedWriteKeepsTheOldFile() throws IOException {
    Path file = file("old.txt", "old");
    assertThrows(
        IOException.class,
        () ->
            AtomicFile.write(
                file,
                out -> {
                  out.write(1);
                  throw new IOException("disk full");
                }));
    assertEquals("old", Files.readString(file));
    try (var left = Files.list(folder)) {
      assertEquals(1, left.count());
    }
  }

  @Property(tries = 50)
  void matricesRoundTrip(@ForAll @Size(min = 1, max = 20) List<Double> values) throws IOException {
    Path file = Files.createTempFile("matrix", ".csv");
    try {
      double[][] matrix = {values.stream().mapToDouble(d -> d).toArray()};
      MatrixCsv.write(file, matrix);
      assertArrayEquals(matrix[0], MatrixCsv.read(file)[0]);
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void parsesTheUsualTimestamps() {
    assertEquals(LocalDateTime.of(2020, 2, 29, 0, 0), Timestamps.parse("2020-02-29").orElseThrow());
    assertEquals(
        LocalDateTime.of(2020, 1, 2, 3, 4, 5, 250_000_000),
        Timestamps.parse("2020-01-02T03:04:05.25Z").orElseThrow());
    assertEquals(
        LocalDateTime.of(2020, 1, 2, 3, 4), Timestamps.parse("2020/1/2 3:04").orElseThrow());
    assertEquals(
        LocalDateTime.of(2020, 1, 2, 3, 4),
        Timestamps.parse("2020-01-02T03:04+02:00").orElseThrow());
    assertTrue(Timestamps.parse("2021-02-29").isEmpty());
    assertTrue(Timestamps.parse("12345678").isEmpty());
  }

  @Test
  void readsSeriesWithAndWithoutHeader() throws IOException {
    TimeSeries plain = TimeSeries.read(file("p.txt", "1,2\n3,4\n"), Missing.REJECT);
    assertEquals(List.of("0", "1"), plain.names());
    assertEquals(2, plain.length());
    Path dated = file("s.csv", "date,a\n2020-01-01,1\n2020-01-02,2\n");
    TimeSeries series = TimeSeries.read(dated, Missing.REJECT);
    assertEquals(List.of("a"), series.names());
    assertEquals(2, series.timestamps().size());
    Path copy = folder.resolve("copy.csv");
    series.write(copy);
    assertArrayEquals(series.values(), TimeSeries.read(copy, Missing.REJECT).values());
    Path bad = file("bad.csv", "date,a\n2020-01-01,1\n2020-01-02,x\n");
    assertTrue(failure(() -> TimeSeries.read(bad, Missing.REJECT)).contains("line 3, column 'a'"));
    Path badDate = file("bad2.csv", "date,a\n2020-01-01,1\nyesterday,2\n");
    assertTrue(failure(() -> TimeSeries.read(badDate, Missing.REJECT)).contains("column 'date'"));
  }

  @Test
  void readsTheRealSeries() throws IOException {
    TimeSeries ett =
        TimeSeries.read(SharedData.folder("ett").resolve("ETTh1.csv.gz"), Missing.REJECT);
    assertEquals(17_420, ett.length());
    assertEquals(List.of("HUFL", "HULL", "MUFL", "MULL", "LUFL", "LULL", "OT"), ett.names());
    assertEquals(LocalDateTime.of(2016, 7, 1, 0, 0), ett.timestamps().getFirst());
    assertEquals(30.5310001373291, ett.values()[0][6]);
    TimeSeries exchange =
        TimeSeries.read(
            SharedData.folder("exchange-rate").resolve("exchange_rate.txt.gz"), Missing.REJECT);
    assertEquals(7_588, exchange.length());
    assertEquals(8, exchange.variates());
    TimeSeries illness =
        TimeSeries.read(
            SharedData.folder("illness").resolve("national_illness.csv.gz"), Missing.REJECT);
    assertEquals(966, illness.length());
    assertEquals(7, illness.variates());
    CsvTable news =
        CsvTable.read(
            SharedData.folder("ag-news-test").resolve("test.csv.gz"),
            CsvOptions.DEFAULT.withoutHeader());
    assertEquals(7_600, news.size());
    assertEquals(4, Arrays.stream(news.numeric("0", Missing.REJECT)).max().orElseThrow());
  }
}
