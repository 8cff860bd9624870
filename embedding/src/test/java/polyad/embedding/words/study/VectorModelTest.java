package polyad.embedding.words.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.catalog.ModelDirectory;
import polyad.catalog.UsageException;
import polyad.catalog.task.TextEncoder;
import polyad.data.LabelledTexts;
import polyad.embedding.words.Vocabulary;
import polyad.embedding.words.WordVectors;
import polyad.embedding.words.documents.DocumentClassifier;
import polyad.embedding.words.documents.DocumentKind;
import polyad.embedding.words.documents.DocumentOptions;

class VectorModelTest {
  private static final String SLUG = "word-document-embeddings";
  @TempDir Path temp;

  private TextEncoder open(Path model) throws Exception {
    ModelDirectory directory = ModelDirectory.open(model);
    return new WordsMethod().textEncodable().orElseThrow().textEncoder(directory);
  }

  @Test
  void opensWordVectors() throws Exception {
    Vocabulary words = new Vocabulary(List.of("a b", "c"), new long[] {2, 1});
    WordVectors vectors = WordVectors.of(words, new float[] {3, 4, 0, 2}, 2);
    try (var writer = ModelDirectory.writer(temp.resolve("m"), SLUG, false)) {
      VectorModel.write(vectors, writer);
      writer.commit();
    }
    assertEquals(
        new VectorModel(2, 2), ModelDirectory.open(temp.resolve("m")).config(VectorModel.class));
    try (TextEncoder encoder = open(temp.resolve("m"))) {
      assertEquals(2, encoder.dimension());
      assertArrayEquals(new int[] {2}, encoder.nesting());
      assertArrayEquals(new float[] {0, 1}, encoder.encode(List.of("c"), 2)[0]);
    }
  }

  private Path classifier(DocumentKind kind) throws Exception {
    LabelledTexts texts =
        new LabelledTexts(
            List.of("good day", "bad day", "good film", "bad film"), List.of("y", "n", "y", "n"));
    DocumentOptions options = DocumentOptions.of(kind).withSizes(8, 4, 4).withEpochs(2);
    Path model = temp.resolve(kind.name());
    try (DocumentClassifier classifier = DocumentClassifier.fit(texts, options);
        var writer = ModelDirectory.writer(model, SLUG, false)) {
      classifier.write(writer);
      writer.commit();
    }
    return model;
  }

  @Test
  void opensTheWordVectorsOfANetwork() throws Exception {
    WordVectors own;
    Path model = classifier(DocumentKind.FASTTEXT);
    try (DocumentClassifier classifier = DocumentClassifier.load(ModelDirectory.open(model))) {
      own = classifier.wordVectors().orElseThrow();
    }
    assertEquals(8, own.dim());
    float[] vector = own.vector("good");
    double norm = 0;
    for (float value : vector) {
      norm += value * value;
    }
    try (TextEncoder encoder = open(model)) {
      float[] unit = encoder.encode(List.of("good"), 8)[0];
      for (int k = 0; k < 8; k++) {
        assertEquals(vector[k] / Math.sqrt(norm), unit[k], 1e-6);
      }
    }
  }

  @Test
  void refusesABagOfWords() throws Exception {
    Path model = classifier(DocumentKind.WORDS_LR);
    UsageException refused = assertThrows(UsageException.class, () -> open(model));
    assertTrue(refused.getMessage().contains("kind WORDS_LR, which has no word vectors"));
  }
}
