package polyad.vision.align;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import polyad.catalog.AtomicFiles;
import polyad.data.ImageShape;
import polyad.data.RgbImage;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;
import polyad.vision.ImagePreprocessing;

/** What holds for every picture, text and number. */
class AlignPropertyTest {
  private static final List<String> WORDS = List.of("red", "green", "blue", "white", "thing");

  private static @Nullable Path folder;
  private static @Nullable Align model;

  @BeforeContainer
  static void train() throws IOException {
    folder = Files.createTempDirectory("align");
    model = Pictures.trained(folder);
  }

  @AfterContainer
  static void remove() throws IOException {
    align().close();
    AtomicFiles.deleteTree(Objects.requireNonNull(folder));
  }

  private static Align align() {
    return Objects.requireNonNull(model);
  }

  private static byte[] noise(long seed, int size) {
    byte[] bytes = new byte[size];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  @Property(tries = 25)
  void everyVectorHasLengthOneAndOrderDoesNotMatter(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 130) int count) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(
          WORDS.get(random.nextInt(5)) + " " + WORDS.get(random.nextInt(5)).repeat(1 + i % 3));
    }
    try (var _ = TensorScope.open()) {
      float[][] forward = align().encodeText(texts).toFloatMatrix();
      float[][] backward = align().encodeText(texts.reversed()).toFloatMatrix();
      assertEquals(count, forward.length);
      for (int i = 0; i < count; i++) {
        double square = 0;
        for (float x : forward[i]) {
          square += (double) x * x;
        }
        assertEquals(1, square, 1e-5);
        assertArrayEquals(forward[i], backward[count - 1 - i], 1e-6f);
      }
    }
  }

  @Property(tries = 25)
  void classesInAnotherOrderGetTheSameScores(@ForAll long seed) {
    Map<String, List<String>> prompts = new LinkedHashMap<>();
    prompts.put("r", List.of("red thing", "red"));
    prompts.put("g", List.of("green thing"));
    prompts.put("b", List.of("blue", "a blue thing", "thing blue"));
    Map<String, List<String>> turned = new LinkedHashMap<>();
    List.copyOf(prompts.keySet())
        .reversed()
        .forEach(name -> turned.put(name, prompts.getOrDefault(name, List.of()).reversed()));
    try (var _ = TensorScope.open()) {
      Tensor pixels = Tensor.rand(new Generator(seed), DType.F32, 3, 3, 32, 32);
      Align.Classification one = align().classify(pixels, prompts);
      Align.Classification other = align().classify(pixels, turned);
      for (int i = 0; i < 3; i++) {
        assertEquals(one.score(i), other.score(i), 1e-5);
        for (int c = 0; c < 3; c++) {
          assertEquals(one.scores()[i][c], other.scores()[i][2 - c], 1e-5);
          assertTrue(one.scores()[i][c] <= one.score(i));
        }
      }
    }
  }

  @Property(tries = 25)
  void aQueryIsTheComposedOne(
      @ForAll @DoubleRange(min = 0.1, max = 5) double scale,
      @ForAll @DoubleRange(min = 0.1, max = 5) double minusScale)
      throws IOException {
    Path red = Objects.requireNonNull(folder).resolve("red.png");
    try (var _ = TensorScope.open()) {
      Tensor found =
          new ImageTextIndex.Query(red, "blue thing", "red", scale, minusScale).vector(align());
      Tensor expected =
          ComposedQuery.of(
              align().encodeImage(List.of(red)),
              align().encodeText(List.of("blue thing")),
              align().encodeText(List.of("red")),
              scale,
              minusScale);
      assertArrayEquals(expected.toDoubleArray(), found.toDoubleArray(), 1e-6);
    }
  }

  @Property(tries = 50)
  void aCutInTheMiddleIsPartOfTheWhole(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 40) int height,
      @ForAll @IntRange(min = 1, max = 40) int width,
      @ForAll @IntRange(min = 0, max = 9) int margin) {
    RgbImage picture =
        RgbImage.of(noise(seed, 3 * height * width), new ImageShape(3, height, width));
    ImagePreprocessing cut = ImagePreprocessing.square(8).withMargin(margin);
    byte[] small = cut.bytes(picture);
    byte[] whole = cut.uncut().bytes(picture);
    int side = 8 + margin;
    for (int i = 0; i < small.length; i++) {
      int y = i % 64 / 8 + margin / 2;
      int x = i % 8 + margin / 2;
      assertEquals(whole[(i / 64 * side + y) * side + x], small[i]);
    }
  }
}
