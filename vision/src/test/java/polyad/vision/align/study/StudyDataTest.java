package polyad.vision.align.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import polyad.retrieval.FunnelPlan;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;
import polyad.vision.align.PairData;

class StudyDataTest {
  @Test
  void charactersAreDrawnInsideThePicture() {
    Optional<Glyphs> found = Glyphs.find();
    assumeTrue(found.isPresent(), "no font");
    Glyphs glyphs = found.get();
    Set<String> names = new HashSet<>();
    for (int character : glyphs.characters()) {
      float[] ink = Glyphs.draw(character, glyphs.faces().getFirst());
      assertNotNull(ink, Glyphs.name(character));
      assertTrue(names.add(Glyphs.name(character)), Glyphs.name(character));
      float edge = 0;
      for (int i = 0; i < Glyphs.SIDE; i++) {
        edge = Math.max(edge, ink[i * Glyphs.SIDE] + ink[i * Glyphs.SIDE + Glyphs.SIDE - 1]);
      }
      assertEquals(0, edge, "ink at the side of " + Glyphs.name(character));
    }
    assertTrue(names.contains("latin small letter a"));
    assertTrue(names.stream().noneMatch(name -> name.startsWith("cjk unified")));
  }

  @Test
  void partsOfGlyphsShareNoCharacter() {
    Optional<GlyphWorld> world = GlyphWorld.find(300, 5);
    assumeTrue(world.isPresent(), "no font");
    try (var _ = TensorScope.open()) {
      PairData train = world.get().train();
      PairData test = world.get().test();
      assertEquals(300, train.size());
      assertEquals(GlyphWorld.TEST, test.size());
      Set<List<Long>> known = rows(train.tokens().ids(), train.tokens().mask());
      Set<List<Long>> asked = rows(test.tokens().ids(), test.tokens().mask());
      known.retainAll(asked);
      // Two names may differ only in pieces that the vocabulary of the others does not know.
      assertTrue(known.size() < 10, known.size() + " equal token sequences");
    }
  }

  private static Set<List<Long>> rows(Tensor ids, Tensor mask) {
    Set<List<Long>> rows = new HashSet<>();
    for (long i = 0; i < ids.size(0); i++) {
      long[] row = ids.get(i).toLongArray();
      long length = Arrays.stream(mask.get(i).toLongArray()).sum();
      rows.add(Arrays.stream(row).limit(length).boxed().toList());
    }
    return rows;
  }

  @Test
  void sentencesTellTheClassOrAnother() {
    var sentences = new ClassSentences(List.of("%s", "a %s here"), List.of("cat", "dog", "owl"));
    assertEquals(List.of("dog", "a dog here"), sentences.prompts(1));
    assertEquals(6, sentences.all().size());
    int[] labels = IntStream.range(0, 3000).map(i -> i % 3).toArray();
    List<String> right = sentences.draw(labels, 0, 1);
    List<String> wrong = sentences.draw(labels, 1, 1);
    List<String> some = sentences.draw(labels, 0.3, 1);
    int off = 0;
    for (int i = 0; i < labels.length; i++) {
      assertTrue(sentences.prompts(labels[i]).contains(right.get(i)));
      assertTrue(!sentences.prompts(labels[i]).contains(wrong.get(i)));
      off += sentences.prompts(labels[i]).contains(some.get(i)) ? 0 : 1;
    }
    assertEquals(900, off, 100);
  }

  @Test
  void chanceOfFiveCaptions() {
    assertEquals(0.01, FlickrPart.chance(1, 500, 5), 1e-12);
    assertEquals(1, FlickrPart.chance(496, 500, 5), 1e-12);
    assertEquals(0.1, FlickrPart.chance(10, 100, 1), 1e-12);
  }

  @Test
  void largestRise() {
    assertEquals(20, NoisePart.largestRise(new double[] {0.5, 0.3, 0.5, 0.4}), 1e-9);
    assertEquals(-10, NoisePart.largestRise(new double[] {0.5, 0.4}), 1e-9);
  }

  @Test
  void anIndexFindsItsOwnVectors() throws Exception {
    try (var _ = TensorScope.open()) {
      float[][] vectors = Tensor.randn(new Generator(1), 50, 8).toFloatMatrix();
      try (GalleryIndex index = new GalleryIndex(vectors, 4, 8)) {
        assertEquals(1, index.recallAt10(vectors, FunnelPlan.adaptive(4, 50, 8)), 1e-12);
        assertEquals(50, index.index().size());
      }
    }
  }

  private static Path shared() {
    Path data = Path.of(System.getProperty("polyad.shared", ""), "data");
    assumeTrue(Files.isDirectory(data.resolve("fashion-mnist")), "no shared data");
    return data;
  }

  @Test
  void clothesComeInTheSizeOfTheTowers() throws Exception {
    LabelledImages.Parts parts = LabelledImages.fashionMnist(shared(), 60, 40).orElseThrow().read();
    assertEquals(60, parts.train().size());
    assertEquals("t-shirt top", parts.train().classes().getFirst().toLowerCase(Locale.ROOT));
    assertEquals(32, parts.test().pixels().size(2));
  }

  @Test
  void alphabetsShareNoCharacter() throws Exception {
    LabelledImages.Parts parts = LabelledImages.alphabets(shared(), 500, 3).orElseThrow().read();
    assertEquals(500, parts.train().size());
    assertTrue(parts.test().size() > 500, parts.test().size() + " test drawings");
  }
}
