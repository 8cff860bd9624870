package polyad.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.data.SparseTensor.Duplicates;
import polyad.data.generate.ZipfEffects;

class SparseTensorTest {
  @TempDir Path folder;

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static String refused(Path file) {
    return assertThrows(FormatException.class, () -> SparseTensorFile.read(file)).getMessage();
  }

  @Test
  void frosttCountsFromOne() throws IOException {
    Path file = file("a.tns", "# user item month\n1 3 2 4.5\n\n2\t1 1  -1e-3\n");
    NamedTensor named = SparseTensorFile.read(file);
    SparseTensor tensor = named.tensor();
    assertArrayEquals(new int[] {2, 3, 2}, tensor.dims());
    assertArrayEquals(new int[] {0, 2, 1}, tensor.position(0));
    assertArrayEquals(new double[] {4.5, -1e-3}, tensor.values());
    assertEquals("3", named.modes().get(1).label(2));
  }

  @Test
  void otherFilesCountFromZero() throws IOException {
    SparseTensor tensor = SparseTensorFile.read(file("a.tensor", "0\t2\t5\n3\t0\t1\n")).tensor();
    assertArrayEquals(new int[] {4, 3}, tensor.dims());
    SparseTensor plain = SparseTensorFile.read(file("a.tsv", "0\t2\t5\n3\t0\t1\n")).tensor();
    assertArrayEquals(tensor.values(), plain.values());
    SparseTensor one =
        SparseTensorFile.read(
                file("b.tensor", "1 1 5\n"), SparseTensorOptions.DEFAULT.withBaseIndex(1))
            .tensor();
    assertArrayEquals(new int[] {1, 1}, one.dims());
  }

  @Test
  void tablesHaveLabels() throws IOException {
    Path file = file("a.csv", "user,item,when,stars\nann,x,2024,5\nbob,x,2025,3\nann,y,2025,1\n");
    NamedTensor named = SparseTensorFile.read(file);
    assertArrayEquals(new int[] {2, 2, 2}, named.tensor().dims());
    assertEquals(List.of("ann", "bob"), named.modes().getFirst().labels());
    assertEquals("stars", named.value());
    var options = SparseTensorOptions.DEFAULT.withColumns(List.of("item", "when"), "stars");
    var merged =
        SparseTensorFile.read(
            file("b.csv", "item,when,stars,note\nx,1,2,?\nx,1,4,?\ny,1,3,?\n"),
            options.withDuplicates(Duplicates.MEAN));
    assertArrayEquals(new double[] {3, 3}, merged.tensor().values());
  }

  @Test
  void genTenFilesAreDenseOrSparse() throws IOException {
    String dense = "tensor\n2\n2 3\n1\n2\n3\n4\nnan\n6\n";
    SparseTensor tensor = SparseTensorFile.read(file("d.txt", dense)).tensor();
    assertEquals(5, tensor.nnz());
    assertEquals(4, tensor.value(new CellIndex(tensor).find(1, 1))); // first index fastest
    SparseTensor sparse =
        SparseTensorFile.read(file("s.txt", "sptensor\n2\n4 3\n2\n0 1 5\n3 2 6\n")).tensor();
    assertArrayEquals(new int[] {4, 3}, sparse.dims());
    assertTrue(refused(file("s.txt", "sptensor\n2\n4 3\n3\n0 1 5\n3 2 6\n")).contains("2 values"));
    assertTrue(refused(file("s.txt", "sptensor\n2\n4 3\n1\n4 1 5\n")).contains("not in [0, 4)"));
    assertTrue(refused(file("s.txt", "matrix\n")).contains("line 1"));
  }

  @Test
  void badLinesNameTheirPlace() throws IOException {
    String[][] cases = {
      {"1 0 1 2\n", "line 1, column 2: found '0', expected an index, a whole number from 1 on"},
      {"1 1 1 2\n1 -1 1 2\n", "line 2, column 2"},
      {"1 1.5 1 2\n", "'1.5'"},
      {"1 1 1 2\n1 1 2\n", "line 2: found 3 columns, expected 4 as in the first line"},
      {"1 1 1 nan\n", "column 4: found 'nan', expected a finite number"},
      {"1 2\n", "2 or more indexes and a value"},
      {"% c\n1 1 1 2\n", "line 1"},
      {"# only\n", "no cell"},
      {"1 1 1 2\n1 2 1 2\n1 1 1 3\n", "line 3: found cell (1, 1, 1) again after line 1"},
    };
    for (String[] each : cases) {
      String message = refused(file("bad.tns", each[0]));
      assertTrue(message.contains(each[1]), message);
    }
    assertTrue(refused(file("bad.csv", "a,b,y\n1,2,\n")).contains("line 2, column 'y'"));
    assertTrue(refused(file("bad.csv", "a,b,y\n,2,1\n")).contains("no label"));
    assertTrue(refused(file("bad.csv", "1,2,3\n1,2,4\n")).contains("names of the columns"));
    assertTrue(refused(file("bad.csv", "a,y\n1,2\n")).contains("2 or more modes"));
    String column =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    SparseTensorFile.read(
                        file("ok.csv", "a,b,y\n1,2,3\n"),
                        SparseTensorOptions.DEFAULT.withColumns(List.of("a", "c"), "y")))
            .getMessage();
    assertTrue(column.contains("no column 'c'"), column);
  }

  @Test
  void queriesAreNamedLikeTheTensor() throws IOException {
    NamedTensor numbered = SparseTensorFile.read(file("a.tns", "2 3 1\n1 1 2\n"));
    CellQuery query = CellQuery.read(file("q.tns", "# q\n2 3\n5 1 9\n"), numbered.modes());
    assertArrayEquals(new int[] {1, 2}, query.entities()[0]);
    assertArrayEquals(new int[] {CellQuery.UNKNOWN, 0}, query.entities()[1]);
    assertArrayEquals(new int[] {2, 3}, query.lines());
    NamedTensor labelled = SparseTensorFile.read(file("a.csv", "u,v,y\na,b,1\nc,d,2\n"));
    CellQuery cells = CellQuery.read(file("q.csv", "v,u\nd,a\nz,c\n"), labelled.modes());
    assertArrayEquals(new int[] {0, 1}, cells.entities()[0]);
    assertArrayEquals(new int[] {1, CellQuery.UNKNOWN}, cells.entities()[1]);
    assertThrows(
        FormatException.class, () -> CellQuery.read(file("q.tns", "0 1\n"), numbered.modes()));
  }

  @Property(tries = 30)
  void writingAndReadingIsTheIdentity(
      @ForAll @IntRange(min = 1, max = 60) int cells, @ForAll long seed) throws IOException {
    SparseTensor tensor = new ZipfEffects(new int[] {7, 6, 5}, 2, 1, 1, 0.1).draw(cells, seed);
    Path directory = Files.createTempDirectory("tensor");
    for (String name : List.of("a.tns", "a.tensor.gz", "a.csv")) {
      Path file = directory.resolve(name);
      SparseTensorFile.write(file, SparseTensorFile.numbered(tensor, 0));
      NamedTensor read = SparseTensorFile.read(file);
      assertArrayEquals(tensor.values(), read.tensor().values());
      for (int c = 0; c < cells; c++) {
        for (int k = 0; k < 3; k++) {
          int base = name.equals("a.tns") ? 1 : 0;
          assertEquals(
              Integer.toString(tensor.index(k, c) + base),
              read.modes().get(k).label(read.tensor().index(k, c)));
        }
      }
      Files.delete(file);
    }
    Files.delete(directory);
  }

  @Property(tries = 30)
  void splitsDealOutEveryCell(@ForAll @IntRange(min = 20, max = 100) int cells, @ForAll long seed) {
    SparseTensor tensor = new ZipfEffects(new int[] {9, 8, 7}, 2, 1, 1, 0.1).draw(cells, seed);
    SparseTensor.Split split = tensor.split(0.1, 0.2, seed);
    assertEquals(cells / 10, split.test().nnz());
    assertEquals((cells - cells / 10) / 5, split.validation().nnz());
    SparseTensor all = split.train().concat(split.validation()).concat(split.test());
    assertEquals(cells, all.nnz());
    assertEquals(cells, all.merge(Duplicates.ERROR).nnz());
    CellIndex index = new CellIndex(tensor);
    for (int c = 0; c < cells; c++) {
      assertEquals(all.value(c), tensor.value(index.find(all.position(c))));
    }
  }

  @Test
  void duplicatesAreMergedAsAsked() {
    SparseTensor tensor =
        SparseTensor.of(
            new int[] {2, 2}, new int[][] {{0, 1, 0, 0}, {1, 1, 1, 0}}, new double[] {1, 2, 4, 8});
    assertArrayEquals(new double[] {2.5, 2, 8}, tensor.merge(Duplicates.MEAN).values());
    assertArrayEquals(new double[] {4, 2, 8}, tensor.merge(Duplicates.LAST).values());
    String message =
        assertThrows(IllegalArgumentException.class, () -> tensor.merge(Duplicates.ERROR))
            .getMessage();
    assertTrue(message.contains("cells 0 and 2 are both at [0, 1]"), message);
  }

  @Test
  void zipfCellsAreDistinctAndPopularityIsSkewed() {
    SparseTensor tensor = ZipfEffects.DEFAULT.draw(12_000, 3);
    assertEquals(12_000, tensor.merge(Duplicates.ERROR).nnz());
    int[] counts = new int[400];
    Set<Integer> seen = new HashSet<>();
    for (int i : tensor.indexes(0)) {
      counts[i]++;
      seen.add(i);
    }
    Arrays.sort(counts);
    assertTrue(counts[399] > 20 * counts[200], Arrays.toString(counts));
    assertTrue(seen.size() > 300);
    double[] again = ZipfEffects.DEFAULT.draw(12_000, 3).values();
    assertArrayEquals(again, tensor.values());
  }

  @Test
  void realTensorsAreRead() throws IOException {
    Path tensors = SharedData.folder("tensors");
    SparseTensor med = SparseTensorFile.read(tensors.resolve("med.tns.gz")).tensor();
    assertEquals(100_000, med.nnz());
    assertArrayEquals(new int[] {2425, 10816, 29567}, med.dims());
    SparseTensor sparse = SparseTensorFile.read(tensors.resolve("aminoacid_data.txt.gz")).tensor();
    SparseTensor dense =
        SparseTensorFile.read(tensors.resolve("aminoacid_data_dense.txt.gz")).tensor();
    CellIndex index = new CellIndex(dense);
    for (int c = 0; c < sparse.nnz(); c += 97) {
      assertEquals(sparse.value(c), dense.value(index.find(sparse.position(c))), 1e-6);
    }
  }
}
