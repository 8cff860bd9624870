package polyad.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.data.generate.PlantedClicks;

final class ClickLogTest {
  @TempDir private Path folder;

  private Path write(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  @Test
  void numbersValuesByFrequencyAndKeepsTheFirstIdForTheUnknown() throws IOException {
    Path file = write("a.csv", "u,y,i", "x,1,p", "x,0,", "z,1,p", "w,0,q", "z,0,p", "x,1,q");
    CtrDataset.Fitted fitted = CtrDataset.fromCsv(file, "y", List.of("u", "i"), 2, 0);
    assertEquals(List.of(3, 3), fitted.dataset().layout().sizes()); // unknown x z, unknown p q
    assertArrayEquals(new int[] {1, 4, 1, 3, 2, 4, 0, 5, 2, 4, 1, 5}, fitted.dataset().ids());
    assertArrayEquals(new float[] {1, 0, 1, 0, 0, 1}, fitted.dataset().labels());
    Path kept = folder.resolve("vocabulary.csv");
    fitted.vocabulary().save(kept);
    ClickTable other =
        ClickTable.readCsv(write("b.csv", "i,u", "p,new", ",z"), null, List.of("u", "i"));
    assertArrayEquals(new int[] {0, 4, 2, 3}, FieldVocabulary.load(kept).encode(other).ids());
    assertArrayEquals(new int[] {0, 3}, fitted.vocabulary().unknown());
  }

  @Test
  void hashesLargeFieldsAndClassesCounts() throws IOException {
    Path file = write("a.csv", "y,n,h", "1,0,a", "0,100,b", "1,-1,c", "0,,d", "1,2,e");
    ClickTable table = ClickTable.readCsv(file, "y", List.of());
    var options = new FieldVocabulary.Options(1, 4, List.of("n"));
    FieldVocabulary hashed = FieldVocabulary.fit(table, options);
    assertEquals(List.of(4, 4), hashed.layout().sizes());
    FieldVocabulary classes =
        FieldVocabulary.fit(table, new FieldVocabulary.Options(1, 0, List.of("n")));
    // floor(ln(100)²) = 21: as 98 is in the same class, so it has the same id.
    ClickTable near = ClickTable.readCsv(write("b.csv", "y,n,h", "1,98,zz"), "y", List.of());
    assertEquals(classes.encode(table).ids()[2], classes.encode(near).ids()[0]);
    Path kept = folder.resolve("v.csv");
    hashed.save(kept);
    assertEquals(hashed.encode(near), FieldVocabulary.load(kept).encode(near));
    ClickTable bad = ClickTable.readCsv(write("c.csv", "y,n,h", "1,many,zz"), "y", List.of());
    FormatException e = assertThrows(FormatException.class, () -> classes.encode(bad));
    assertTrue(String.valueOf(e.getMessage()).contains("line 2, column 'n': found 'many'"));
  }

  @Test
  void labelsAreZeroAndOneOrFollowAThreshold() throws IOException {
    Path file = write("a.csv", "y,u", "4,x", "2,z");
    FormatException e =
        assertThrows(FormatException.class, () -> ClickTable.readCsv(file, "y", List.of("u")));
    assertTrue(String.valueOf(e.getMessage()).contains("line 2, column 'y': found '4'"));
    ClickTable table = ClickTable.readCsv(file, "y", List.of("u"), OptionalDouble.of(3));
    assertArrayEquals(new float[] {1, 0}, table.labels());
    assertThrows(
        IllegalArgumentException.class, () -> ClickTable.readCsv(file, "nope", List.of("u")));
  }

  @Test
  void readsLibFmAndRefusesRaggedRows() throws IOException {
    CtrDataset rows =
        CtrDataset.fromLibFm(write("a.libfm", "1 3:1 9:1", "-1 4:1 9:1"), 1, 0).dataset();
    assertArrayEquals(new float[] {1, 0}, rows.labels());
    assertEquals(List.of(3, 2), rows.layout().sizes());
    String[][] bad = {
      {"line 2: found 1 entries", "1 3:1 9:1", "0 4:1"},
      {"line 1: found '2'", "2 3:1"},
      {"line 1: found '3:0.5'", "1 3:0.5"},
      {"found no rows", ""}
    };
    for (String[] lines : bad) {
      Path file = write("b.libfm", Arrays.copyOfRange(lines, 1, lines.length));
      FormatException e = assertThrows(FormatException.class, () -> ClickTable.readLibFm(file));
      assertTrue(String.valueOf(e.getMessage()).contains(lines[0]), e.getMessage());
    }
  }

  @Test
  void idsOutOfRangeAndSingleClassesAreRefused() {
    FieldLayout layout = FieldLayout.of(2, 3);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new CtrDataset(layout, new int[] {0, 1}, new float[] {1}));
    assertTrue(String.valueOf(e.getMessage()).contains("row 0, field '1': id 1 is out of range"));
    CtrDataset ones = new CtrDataset(layout, new int[] {0, 2, 1, 4}, new float[] {1, 1});
    assertThrows(IllegalArgumentException.class, () -> ones.requireBothClasses("test"));
  }

  @Test
  void plantedClicksFollowTheirProbabilities() {
    PlantedClicks.Sample sample = PlantedClicks.DEFAULT.draw(5000, 1);
    double sum = 0;
    for (double p : sample.probabilities()) {
      sum += p / 5000;
    }
    assertEquals(sum, sample.clicks().positives(), 0.03);
    assertEquals(15_485, sample.clicks().layout().total());
    int[] counts = sample.clicks().counts();
    int most = Arrays.stream(counts, 0, 8000).max().orElseThrow();
    assertEquals(5000 / 3.93, most, 120); // Zipf's first value has the share 1/ζ(1.3)
    assertEquals(sample.clicks(), PlantedClicks.DEFAULT.draw(5000, 1).clicks());
  }
}
