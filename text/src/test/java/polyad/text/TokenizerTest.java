package polyad.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.catalog.UsageException;

class TokenizerTest {
  @TempDir Path folder;

  private static final List<String> PIECES =
      List.of(
          "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "un", "##aff", "##able", "the", "runn",
          "##ing", "cafe", "世", "界", "!", ",", "a", "##a", "##b", "b");

  @Test
  void longestPiecesAreTakenFromTheLeft() {
    WordPiece uncased = new WordPiece(PIECES, true);
    assertEquals(List.of("un", "##aff", "##able"), uncased.tokenize("unaffable"));
    assertEquals(
        List.of("the", "cafe", ",", "runn", "##ing", "!"),
        uncased.tokenize("The  Café,\trunning!"));
    assertEquals(List.of("世", "界"), uncased.tokenize("世界"));
    assertEquals(List.of("[UNK]", "the"), uncased.tokenize("unaffect the"));
    assertEquals(List.of("[UNK]"), uncased.tokenize("a".repeat(101)));
    assertEquals(100, uncased.tokenize("a".repeat(100)).size());
    assertEquals(List.of(), uncased.tokenize(" \u0000\uFFFD\u200D "));
    WordPiece cased = new WordPiece(PIECES, false);
    assertEquals(List.of("[UNK]"), cased.tokenize("The"));
  }

  @Test
  void aCutKeepsTheClosingToken() {
    WordPiece tokenizer = new WordPiece(PIECES, true);
    Tokenizer.Tokens whole = tokenizer.encode("the the", 4);
    assertArrayEquals(new int[] {2, 8, 8, 3}, whole.ids());
    assertFalse(whole.truncated());
    Tokenizer.Tokens cut = tokenizer.encode("the the the", 4);
    assertArrayEquals(new int[] {2, 8, 8, 3}, cut.ids());
    assertTrue(cut.truncated());
  }

  @Test
  void huggingFaceReadsWhatWeWriteAndCutsAlike() throws IOException {
    for (boolean lowerCase : new boolean[] {true, false}) {
      WordPiece ours = new WordPiece(PIECES, lowerCase);
      ours.save(folder);
      assertEquals(PIECES, WordPiece.load(folder).vocabulary());
      try (Tokenizer theirs = TokenizerJson.load(folder.resolve(TokenizerJson.FILE))) {
        SplittableRandom random = new SplittableRandom(5);
        String alphabet =
            "unaffabletherunningcafeÀéÅİΣßñ世界ヲ한ﬁ!,…—'\"$^`~+€ \t\n\r\u00A0\u2028\u200D\u0301\u0000\u0085\uFFFD";
        for (int i = 0; i < 3000; i++) {
          StringBuilder text = new StringBuilder();
          for (int j = random.nextInt(25); j > 0; j--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
          }
          int most = random.nextInt(3, 20);
          int[] a = ours.encode(text.toString(), most).ids();
          int[] b = theirs.encode(text.toString(), most).ids();
          assertArrayEquals(b, a, () -> escaped(text) + " " + Arrays.toString(a));
        }
      }
    }
  }

  private static String escaped(CharSequence text) {
    StringBuilder out = new StringBuilder();
    text.chars()
        .forEach(c -> out.append(c < 127 && c > 31 ? "" + (char) c : "\\u%04x".formatted(c)));
    return out.toString();
  }

  @Test
  void aTrainedVocabularyHoldsFrequentWordsWhole() {
    List<String> corpus =
        List.of("low lower lowest low", "new newer newest new", "wide wider widest");
    WordPiece tokenizer = WordPieceTrainer.train(corpus, 200, 1, true);
    for (String text : corpus) {
      for (String word : text.split(" ")) {
        assertEquals(List.of(word), tokenizer.tokenize(word));
      }
    }
    assertEquals(WordPiece.SPECIAL, tokenizer.vocabulary().subList(0, 5));
    assertEquals(tokenizer.vocabulary(), WordPieceTrainer.train(corpus, 200, 1, true).vocabulary());
    WordPiece small = WordPieceTrainer.train(corpus, 20, 1, true);
    assertEquals(20, small.vocabulary().size());
    assertFalse(small.tokenize("lowest").contains("[UNK]"));
  }

  @Test
  void theFirstJoinIsTheMostFrequentPair() {
    List<String> vocabulary =
        WordPieceTrainer.train(List.of("ab ab abc cb"), 100, 2, true).vocabulary();
    assertTrue(vocabulary.contains("ab"));
    assertFalse(vocabulary.contains("abc"), "stands once");
  }

  @Test
  void wrongVocabulariesAreRefused() throws IOException {
    assertThrows(IllegalArgumentException.class, () -> new WordPiece(List.of("a"), true));
    assertThrows(
        IllegalArgumentException.class,
        () -> new WordPiece(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "a"), true));
    assertThrows(
        IllegalArgumentException.class, () -> WordPieceTrainer.train(List.of("a"), 5, 1, true));
    assertThrows(UsageException.class, () -> Tokenizer.load(folder));
    Path json = Files.writeString(folder.resolve("tokenizer.json"), "{\"model\": 3}");
    String message = assertThrows(UsageException.class, () -> Tokenizer.load(folder)).getMessage();
    assertTrue(message.contains(json.toString()), message);
    Files.writeString(folder.resolve("vocab.txt"), "a\nb\n");
    message = assertThrows(UsageException.class, () -> Tokenizer.load(folder)).getMessage();
    assertTrue(message.contains("vocab.txt: the vocabulary lacks [PAD]"), message);
  }
}
