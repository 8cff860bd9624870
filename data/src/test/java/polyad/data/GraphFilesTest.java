package polyad.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphFilesTest {
  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static Graph random(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<int[]> edges = new ArrayList<>();
    for (int j = 1; j < n; j++) {
      for (int i = 0; i < j; i++) {
        if (random.nextDouble() < 0.3) {
          edges.add(new int[] {i, j});
        }
      }
    }
    return Graph.of(n, edges.toArray(int[][]::new));
  }

  @Property(tries = 60, seed = "5")
  void graph6ComesBack(@ForAll @IntRange(min = 0, max = 90) int n, @ForAll long seed)
      throws IOException {
    Path path = Files.createTempFile("graph", ".g6");
    try {
      Graph graph = random(n, seed);
      Graph6.write(path, List.of(graph));
      Graph back = Graph6.read(path).getFirst();
      assertArrayEquals(graph.neighbors(), back.neighbors());
    } finally {
      Files.delete(path);
    }
  }

  @Test
  void graph6OfKnownGraphs() throws IOException {
    assertEquals("DQc", Graph6.format(Graph.of(5, new int[][] {{0, 2}, {0, 4}, {1, 3}, {3, 4}})));
    List<Graph> read = Graph6.read(file("a.g6", ">>graph6<<DQc\n\nC~\n"));
    assertEquals(2, read.size());
    assertEquals(6, read.get(1).edgeCount(), "C~ is the complete graph of 4 nodes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DQ|line 1, column 2: found 1 characters, expected 2",
        "C!|line 1, column 2: found '!', expected a character '?' to '~'",
        "~?|line 1, column 3: found the end of the line"
      })
  void wrongGraph6IsNamed(String text, String expected) throws IOException {
    Path path = file("bad.g6", text + "\n");
    IOException e = assertThrows(FormatException.class, () -> Graph6.read(path));
    assertTrue(String.valueOf(e.getMessage()).contains(expected), e.getMessage());
  }

  @Test
  void nodeListsAndEdgeLists() throws IOException {
    LabelledGraphs nodes =
        GraphFiles.read(file("n.txt", "2\n3 2\n7 1 1 0.5\n8 2 0 2 1\n7 1 1 2\n1 0\n7 0 3\n"));
    assertEquals(List.of("0", "2"), nodes.classes());
    assertArrayEquals(new int[] {1, 0}, nodes.labels());
    assertArrayEquals(new int[] {7, 8, 7}, nodes.graphs().getFirst().tags());
    assertArrayEquals(new double[] {2}, nodes.graphs().getFirst().features()[2]);
    LabelledGraphs edges = GraphFiles.read(file("e.txt", "5 3 0-1 1-2\n4 2 0-1\n"));
    assertEquals(List.of("4", "5"), edges.classes());
    assertEquals(2, edges.graphs().getFirst().edgeCount());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1;2 0;0 1 1;0 0|edge 0-1 stands with node 0 but not with node 1",
        "1;2 0;0 1 2;0 0|line 3: found node 2, expected a node of 0..1",
        "2;1 0;0 0|line 4: found the end of the file",
        "1;1 x;0 0|line 2: found 'x', expected a whole number as label",
        "1;2 0;0 1 1 0.5;0 1 0|line 4: found 0 real features, expected 1",
        "1;1 0;0 0;0 0|line 4: found more lines",
        "0 3 0-3|node 3 is not one of 0..2",
        "0 3 0-0|edge 0-0 is a loop",
        "0 3 0:1|line 1: found '0:1', expected an edge i-j"
      })
  void wrongTextIsNamed(String text, String expected) throws IOException {
    Path path = file("bad.txt", text.replace(';', '\n') + "\n");
    IOException e = assertThrows(FormatException.class, () -> GraphFiles.read(path));
    assertTrue(String.valueOf(e.getMessage()).contains(expected), e.getMessage());
  }

  @Test
  void smilesOfKnownMolecules() throws IOException {
    Path path = file("m.smi", "CS(=O)(=O)Cl mesyl\nc1ccccc1[N+](=O)[O-]\n[Na+].[Cl-]\nC%12CC%12\n");
    List<Graph> read = GraphFiles.read(path).graphs();
    assertArrayEquals(new int[] {6, 16, 8, 8, 17}, read.get(0).tags());
    assertEquals(4, read.get(0).edgeCount());
    Graph nitro = read.get(1);
    assertEquals(9, nitro.edgeCount());
    assertArrayEquals(new double[] {0, 1, 0}, nitro.features()[0], "aromatic carbon");
    assertArrayEquals(new double[] {1, 0, 0}, nitro.features()[6], "charged nitrogen");
    assertEquals(0, read.get(2).edgeCount(), "a salt has no bond between its ions");
    assertEquals(3, read.get(3).edgeCount(), "a ring of three");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "C1CC|line 1, column 5: found the end of the text, expected the other end of ring bond [1]",
        "C(C|expected ')'",
        "CC)C|line 1, column 3: found ')'",
        "C?C|line 1, column 2: found '?'",
        "C[Xq]|found 'Xq', expected an element",
        "C[N|expected a ']' behind it",
        "C11|expected another atom"
      })
  void wrongSmilesAreNamed(String text, String expected) throws IOException {
    Path path = file("bad.smi", text + "\n");
    IOException e = assertThrows(FormatException.class, () -> GraphFiles.read(path));
    assertTrue(String.valueOf(e.getMessage()).contains(expected), e.getMessage());
  }

  @Test
  void permutedGraphIsTheSameGraph() {
    Graph graph = random(9, 3);
    int[] order = {4, 2, 8, 0, 1, 7, 3, 6, 5};
    Graph moved = graph.permuted(order);
    for (int i = 0; i < 9; i++) {
      for (int j = 0; j < 9; j++) {
        assertEquals(graph.hasEdge(order[i], order[j]), moved.hasEdge(i, j));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "tu-graphs/MUTAG.zip,188,2",
    "tu-graphs/PTC.zip,344,2",
    "tu-graphs/ENZYMES.zip,600,6",
    "tu-graphs/PROTEINS.zip,1113,2",
    "tu-graphs/NCI1.zip,4110,2",
    "tu-graphs/IMDBBINARY.zip,1000,2",
    "tu-graphs/IMDBMULTI.zip,1500,3",
    "graph-expressivity/EXP.txt.gz,1200,2",
    "graph-expressivity/CEXP.txt.gz,1200,2",
    "graph-expressivity/CSL.txt.gz,150,10",
    "graph-expressivity/graph8c.g6.gz,11117,0",
    "graph-expressivity/sr251256.g6,15,0"
  })
  void realSets(String name, int graphs, int classes) throws IOException {
    Path path = Path.of(System.getProperty("polyad.shared", "../shared"), "data").resolve(name);
    Assumptions.assumeTrue(Files.exists(path), path + " is not there");
    LabelledGraphs set = GraphFiles.read(path);
    assertEquals(graphs, set.size());
    assertEquals(classes, set.classes().size());
    if (name.endsWith(".zip")) {
      int tested = 0;
      for (int[] fold : GraphFiles.testFolds(path)) {
        tested += fold.length;
      }
      assertEquals(graphs - graphs % 10, tested, "ten folds of one size");
    }
  }
}
