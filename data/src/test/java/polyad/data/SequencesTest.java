package polyad.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.data.generate.PeriodicGaps;
import polyad.data.generate.StrangeCycles;

class SequencesTest {
  @TempDir Path folder;

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static final String HEAD =
      "# words\n@problemName p\n@timeStamps false\n@dimensions 2\n@classLabel true a b\n@data\n";

  @Test
  void raggedCasesAndGapsAreRead() throws IOException {
    LabelledSequences data =
        LabelledSequences.readTs(file("x.ts", HEAD + "1,2,3:4,?,6:b\n7:8:a\n"));
    assertEquals(List.of("a", "b"), data.classes());
    assertArrayEquals(new int[] {1, 0}, data.labels());
    assertEquals(3, data.longest());
    assertArrayEquals(new double[] {2, Double.NaN}, data.sequences().get(0)[1]);
    assertArrayEquals(new double[][] {{7, 8}}, data.sequences().get(1));
  }

  @Test
  void badCasesAreNamedByLine() throws IOException {
    assertBad("line 7: found 1 dimensions, expected 2", HEAD + "1,2:a\n");
    assertBad("line 7: found 1 steps in dimension 2, expected 2", HEAD + "1,2:1:a\n");
    assertBad("line 7: found class 'c', expected one of a, b", HEAD + "1:1:c\n");
    assertBad("line 8: found 'x' in dimension 1, step 2", HEAD + "1:1:a\n1,x:1,1:a\n");
    assertBad("found no case below @data", HEAD);
    assertBad("no @data line", "@problemName p\n");
    assertBad("line 1: found '1,2'", "1,2\n");
    assertBad("line 1: found @timestamps true", "@timestamps true\n");
  }

  private void assertBad(String part, String content) throws IOException {
    Path file = file("bad.ts", content);
    FormatException e = assertThrows(FormatException.class, () -> LabelledSequences.readTs(file));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  @Test
  void competitionTablesAreRead() throws IOException {
    Path m3 = file("m3.csv", "id,period,insample,holdout\nN1,YEARLY,1;2,3\nN2,MONTHLY,4;5;6,7;8\n");
    List<CompetitionSeries> monthly = CompetitionSeries.readM3(m3, "monthly");
    assertEquals(1, monthly.size());
    assertArrayEquals(new double[] {7, 8}, monthly.getFirst().holdout());
    assertThrows(FormatException.class, () -> CompetitionSeries.readM3(m3, "WEEKLY"));
    Path train = file("train.csv", "\"V1\",\"V2\",\"V3\"\n\"H1\",\"1\",\"2\"\n\"H2\",\"3\",\"\"\n");
    Path test = file("test.csv", "V1,V2\nH2,9\nH1,8\n");
    List<CompetitionSeries> m4 = CompetitionSeries.readM4(train, test);
    assertArrayEquals(new double[] {3}, m4.get(1).insample());
    assertArrayEquals(new double[] {8}, m4.get(0).holdout());
    Path wrong = file("wrong.csv", "V1,V2\nH1,x\n");
    FormatException e =
        assertThrows(FormatException.class, () -> CompetitionSeries.readM4(wrong, test));
    assertTrue(e.getMessage().contains("series H1, value 1: found 'x'"), e.getMessage());
  }

  @Test
  void telemetryIsJoinedInTheOrderOfItsLabels() throws IOException {
    Path zip = folder.resolve("t.zip");
    try (OutputStream out = Files.newOutputStream(zip);
        ZipOutputStream archive = new ZipOutputStream(out)) {
      put(
          archive,
          "labeled_anomalies.csv",
          """
          chan_id,spacecraft,anomaly_sequences,class,num_values
          B,MSL,"[[1, 2]]",[point],4
          A,MSL,"[[0, 0], [3, 9]]",[point],4
          C,SMAP,"[[0, 1]]",[point],4
          B,MSL,"[[3, 3]]",[point],4
          """
              .getBytes(StandardCharsets.UTF_8));
      for (String name : List.of("train/A", "test/A", "train/B", "test/B")) {
        put(archive, name + ".npy", npy(4, name.endsWith("A") ? 1 : 2));
      }
    }
    SpacecraftTelemetry read = SpacecraftTelemetry.read(zip, "MSL");
    assertEquals(8, read.train().length);
    assertArrayEquals(new double[] {2, 2}, read.test()[0]);
    assertArrayEquals(new double[] {1, 1}, read.test()[7]);
    assertArrayEquals(
        new boolean[] {false, true, true, true, true, false, false, true}, read.labels());
    assertThrows(FormatException.class, () -> SpacecraftTelemetry.read(zip, "SMAP"));
    assertThrows(FormatException.class, () -> SpacecraftTelemetry.read(zip, "ISS"));
    Path text = file("no.zip", "text");
    assertThrows(FormatException.class, () -> SpacecraftTelemetry.read(text, "MSL"));
  }

  private static void put(ZipOutputStream archive, String name, byte[] content) throws IOException {
    archive.putNextEntry(new ZipEntry(name));
    archive.write(content);
    archive.closeEntry();
  }

  private static byte[] npy(int rows, double value) {
    byte[] header =
        "{'descr': '<f8', 'fortran_order': False, 'shape': (%d, 2), }\n"
            .formatted(rows)
            .getBytes(StandardCharsets.US_ASCII);
    ByteBuffer bytes =
        ByteBuffer.allocate(10 + header.length + rows * 16).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    bytes.putShort((short) header.length).put(header);
    while (bytes.hasRemaining()) {
      bytes.putDouble(value);
    }
    return bytes.array();
  }

  @Test
  void realFilesAreRead() throws IOException {
    Path data = SharedData.folder();
    LabelledSequences vowels =
        LabelledSequences.readTs(data.resolve("ucr-uea/JapaneseVowels_TRAIN.ts.gz"));
    assertEquals(270, vowels.size());
    assertEquals(12, vowels.dimensions());
    LabelledSequences covid =
        LabelledSequences.readTs(data.resolve("ucr-uea/Covid3Month_TRAIN.ts.gz"));
    assertEquals(140, covid.targets().length);
    assertEquals(1428, CompetitionSeries.readM3(data.resolve("m3/M3.csv.gz"), "MONTHLY").size());
    assertEquals(
        414,
        CompetitionSeries.readM4(
                data.resolve("m4/Hourly-train.csv.gz"), data.resolve("m4/Hourly-test.csv.gz"))
            .size());
    SpacecraftTelemetry msl =
        SpacecraftTelemetry.read(data.resolve("smap-msl/smap-msl.zip"), "MSL");
    assertEquals(58_317, msl.train().length);
    assertEquals(73_729, msl.test().length);
    assertEquals(55, msl.test()[0].length);
  }

  @Test
  void generatedSeriesAreWhatTheySay() {
    PeriodicGaps.Samples gaps = PeriodicGaps.DEFAULT.draw(20, 3);
    assertArrayEquals(gaps.values()[7], PeriodicGaps.DEFAULT.draw(20, 3).values()[7]);
    for (boolean[] observed : gaps.observed()) {
      int hidden = 0;
      for (boolean seen : observed) {
        hidden += seen ? 0 : 1;
      }
      assertTrue(hidden >= 8 && hidden <= 24);
    }
    StrangeCycles.Series cycles = StrangeCycles.DEFAULT.draw(3);
    int strange = 0;
    for (boolean label : cycles.labels()) {
      strange += label ? 1 : 0;
    }
    assertEquals(12 * 25, strange);
    assertThrows(IllegalArgumentException.class, () -> new PeriodicGaps(8, 24, 0, 0, 1, 8));
    assertThrows(
        IllegalArgumentException.class,
        () -> new StrangeCycles(25, 10, 100, 3, StrangeCycles.Kind.REVERSED));
  }

  @Test
  void scalersFitWhatWasObserved() {
    double nan = Double.NaN;
    double[][] rows = {{1, nan}, {nan, 5}, {3, nan}};
    StandardScaler scaler = StandardScaler.fitObserved(rows, new RowRange(0, 3));
    assertArrayEquals(new double[] {2, 5}, scaler.mean());
    assertArrayEquals(new double[] {1, 1}, scaler.sd());
    assertThrows(
        IllegalArgumentException.class, () -> StandardScaler.fitObserved(rows, new RowRange(0, 1)));
  }
}
