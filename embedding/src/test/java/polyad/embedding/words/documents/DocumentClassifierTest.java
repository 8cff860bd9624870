package polyad.embedding.words.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import polyad.data.LabelledTexts;

class DocumentClassifierTest {
  /** Two classes told by one word. */
  private static LabelledTexts texts() {
    List<String> texts = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      texts.add("w" + i % 7 + " " + (i % 2 == 0 ? "good" : "bad") + " w" + i % 5);
      labels.add(i % 2 == 0 ? "yes" : "no");
    }
    return new LabelledTexts(texts, labels);
  }

  @ParameterizedTest
  @EnumSource
  void everyKindLearnsAWord(DocumentKind kind) {
    DocumentOptions options =
        new DocumentOptions(
            kind,
            8,
            6,
            10,
            1,
            Rcnn.Phi.TANH,
            25,
            16,
            kind == DocumentKind.AVERAGE ? 0.2 : 0.02, // only the last layer learns
            DocumentOptions.Descent.ADAM,
            0,
            1,
            50,
            1);
    try (DocumentClassifier classifier = DocumentClassifier.fit(texts(), options)) {
      assertTrue(classifier.score(texts()).accuracy() > 0.9, () -> kind + ", seed 1");
      assertEquals(1, classifier.predict(List.of("")).size());
    }
  }

  @Test
  void keyPhrasesHoldTheWordThatDecides() {
    DocumentOptions options =
        DocumentOptions.of(DocumentKind.RCNN).withSizes(8, 6, 10).withEpochs(30);
    try (DocumentClassifier classifier = DocumentClassifier.fit(texts(), options)) {
      var phrases = classifier.keyPhrases(texts().texts(), 5);
      assertFalse(phrases.isEmpty());
      assertTrue(phrases.stream().allMatch(p -> p.coordinates() > 0));
    }
  }

  @Test
  void unknownLabelsAndSingleClassesAreRefused() {
    DocumentOptions options = DocumentOptions.of(DocumentKind.WORDS_LR);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            DocumentClassifier.fit(
                new LabelledTexts(List.of("a", "b"), List.of("x", "x")), options));
    try (DocumentClassifier classifier = DocumentClassifier.fit(texts(), options)) {
      var unknown = new LabelledTexts(List.of("a"), List.of("maybe"));
      var e = assertThrows(IllegalArgumentException.class, () -> classifier.score(unknown));
      assertTrue(String.valueOf(e.getMessage()).contains("label is 'maybe'"));
    }
  }
}
