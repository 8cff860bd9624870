package polyad.embedding.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.data.FormatException;

/** The public forms of tests of words. */
final class WordQuestionsTest {
  @TempDir Path temp;

  private Path file(String text) throws IOException {
    return Files.writeString(temp.resolve("questions.txt"), text);
  }

  @Test
  void readsPairsOfBothForms() throws IOException {
    var expected = List.of(new WordEvaluation.Pair("sun", "sunlight", 50));
    assertEquals(
        expected,
        WordQuestions.pairs(file(",word1,word2,similarity\n0,sun-n,Sunlight-n,50.0\n,,,\n")));
    assertEquals(expected, WordQuestions.pairs(file("# a note\nsun\tsunlight\t50\n")));
    assertEquals(
        List.of(new WordEvaluation.Pair("take", "remove", 6.81)),
        WordQuestions.pairs(
            file(",similarity,word1,word2,relation\n0,6.81,take,remove,synonyms\n")));
  }

  @Test
  void readsAnalogiesOfAllSections() throws IOException {
    assertEquals(
        List.of(new WordEvaluation.Analogy("athens", "greece", "oslo", "norway")),
        WordQuestions.analogies(file(": capitals\nAthens Greece Oslo Norway\n")));
  }

  @Test
  void readsSynonymsOfBothForms() throws IOException {
    var rug = new WordEvaluation.Synonym("rug", List.of("carpet", "sofa", "ottoman", "hallway"), 0);
    assertEquals(List.of(rug), WordQuestions.synonyms(file("Rug carpet sofa ottoman hallway\n")));
    assertEquals(
        List.of(rug), WordQuestions.synonyms(file("# x\nrug | carpet | sofa|ottoman | hallway\n")));
    Files.writeString(temp.resolve("questions.ans"), "1 (b) ... b\n");
    assertEquals(
        List.of(
            new WordEvaluation.Synonym("rug", List.of("sofa", "carpet", "ottoman", "hallway"), 1)),
        WordQuestions.synonyms(file("1. rug\na. sofa\nb. carpet\nc. ottoman\nd. hallway\n\n")));
  }

  @Test
  void wrongSynonymsAreTold() throws IOException {
    Path four = file("rug carpet sofa ottoman\n");
    var line = assertThrows(FormatException.class, () -> WordQuestions.synonyms(four));
    assertTrue(String.valueOf(line.getMessage()).contains("line 1"), line.getMessage());
    Path alone = file("1. rug\na. sofa\nb. carpet\nc. ottoman\nd. hallway\n");
    var answers = assertThrows(FormatException.class, () -> WordQuestions.synonyms(alone));
    assertTrue(String.valueOf(answers.getMessage()).contains("questions.ans"));
    Path three = file("1. rug\na. sofa\nb. carpet\nd. hallway\n");
    var choice = assertThrows(FormatException.class, () -> WordQuestions.synonyms(three));
    assertTrue(String.valueOf(choice.getMessage()).contains("line 4"), choice.getMessage());
    Path questions = file("1. rug\na. sofa\nb. carpet\nc. ottoman\nd. hallway\n");
    Files.writeString(temp.resolve("questions.ans"), "7 b\n");
    var other = assertThrows(FormatException.class, () -> WordQuestions.synonyms(questions));
    assertTrue(String.valueOf(other.getMessage()).contains("questions.ans"));
  }

  @Test
  void namesTheLineThatIsWrong() throws IOException {
    Path two = file("sun\tsunlight\n");
    var pair = assertThrows(FormatException.class, () -> WordQuestions.pairs(two));
    assertTrue(String.valueOf(pair.getMessage()).contains("line 1"), pair.getMessage());
    Path score = file("sun\tmoon\t1\nsun\tsunlight\tmany\n");
    var number = assertThrows(FormatException.class, () -> WordQuestions.pairs(score));
    assertTrue(String.valueOf(number.getMessage()).contains("line 2"), number.getMessage());
    Path three = file(": x\na b c\n");
    var analogy = assertThrows(FormatException.class, () -> WordQuestions.analogies(three));
    assertTrue(String.valueOf(analogy.getMessage()).contains("four words"), analogy.getMessage());
  }
}
