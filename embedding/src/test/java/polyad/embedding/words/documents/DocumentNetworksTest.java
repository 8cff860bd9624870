package polyad.embedding.words.documents;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import polyad.tensor.Autograd;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

class DocumentNetworksTest {
  private static List<DocumentNetwork> networks(Generator rng) {
    var shape = new DocumentNetwork.Shape(Tensor.randn(rng, 20, 4), 5, 3, false);
    return List.of(
        new Rcnn(shape, 3, Rcnn.Phi.TANH, rng),
        new WindowCnn(shape, 2, rng),
        new RecurrentDocument(shape, rng),
        new LstmDocument(shape, rng),
        new Average(shape, rng),
        new RecursiveNetwork(shape, rng));
  }

  @Property(tries = 10)
  void paddingReachesNothing(@ForAll @IntRange(min = 1, max = 9) int length) {
    int[] document = new int[length];
    int[] longer = new int[12];
    for (int i = 0; i < 12; i++) {
      longer[i] = (7 * i + 3) % 20;
      if (i < length) {
        document[i] = longer[i];
      }
    }
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      for (DocumentNetwork network : networks(new Generator(length))) {
        float[] alone = network.document(DocumentBatch.of(new int[][] {document})).toFloatArray();
        Tensor both = network.document(DocumentBatch.of(new int[][] {document, longer}));
        assertArrayEquals(
            alone, both.get(0).toFloatArray(), 1e-5f, network.getClass().getSimpleName());
        network.close();
      }
    }
  }

  @Test
  void greedyTreesAreBinary() {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(3);
      var shape = new DocumentNetwork.Shape(Tensor.randn(rng, 20, 4), 5, 2, false);
      try (RecursiveNetwork network = new RecursiveNetwork(shape, rng)) {
        List<Merges> trees =
            network.grow(DocumentBatch.of(new int[][] {{1, 2, 3, 4, 5, 6}, {7}, {8, 9}}));
        assertEquals(List.of(6, 1, 2), trees.stream().map(Merges::leaves).toList());
      }
    }
  }

  @Property(tries = 30)
  void keptErrorsGiveTheSameTrees(@ForAll @IntRange(min = 1, max = 24) int length) {
    int[] document = new int[length];
    for (int i = 0; i < length; i++) {
      document[i] = (11 * i + length) % 20;
    }
    DocumentBatch batch = DocumentBatch.of(new int[][] {document});
    try (var _ = TensorScope.open()) {
      var shape =
          new DocumentNetwork.Shape(Tensor.randn(new Generator(length), 20, 4), 5, 2, false);
      try (RecursiveNetwork kept = new RecursiveNetwork(shape, new Generator(1));
          RecursiveNetwork anew = RecursiveNetwork.comparingAnew(shape, new Generator(1))) {
        Merges expected = anew.grow(batch).getFirst();
        Merges found = kept.grow(batch).getFirst();
        assertArrayEquals(expected.left(), found.left());
        assertArrayEquals(expected.right(), found.right());
      }
    }
  }

  @Test
  void emptyDocumentsAreRefusedByBatches() {
    assertThrows(IllegalArgumentException.class, () -> DocumentBatch.of(new int[][] {{1}, {}}));
  }

  @Test
  void aNodeIsJoinedOnce() {
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> new Merges(new int[] {0, 0}, new int[] {1, 2}));
    assertTrue(String.valueOf(e.getMessage()).contains("node 0 is joined"));
  }

  @Test
  void treebankLinesAreRead() {
    SentenceTree tree = SentenceTree.parse("(3 (2 It) (4 (2 works) (3 well)))");
    assertEquals("3", tree.label());
    assertEquals("It works well", tree.text());
    assertArrayEquals(new int[] {1, 0}, tree.merges().left());
    assertArrayEquals(new int[] {2, 3}, tree.merges().right());
  }

  @Test
  void nodesWithThreeBranchesAreRefused() {
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> SentenceTree.parse("(3 (2 a) (2 b) (2 c))"));
    assertTrue(String.valueOf(e.getMessage()).contains("3 branches"));
  }
}
