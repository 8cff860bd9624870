package polyad.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.data.generate.TaggedTopicSentences;
import polyad.data.generate.TopicSentences;

/** The forms in which tagged sentences are written. */
final class TaggedSentencesTest {
  @TempDir Path temp;

  private Path file(String text) throws IOException {
    return Files.writeString(temp.resolve("tagged.txt"), text);
  }

  @Test
  void readsTheFirstAndTheLastColumnOfConll() throws IOException {
    TaggedSentences read =
        TaggedSentences.readConll(
            file(
                "-DOCSTART- -X- O O\n\nEU NNP I-NP B-ORG\nrejects VBZ I-VP O\n\n\nPeter\tB-PER\n"));
    assertEquals(List.of(List.of("EU", "rejects"), List.of("Peter")), read.words());
    assertEquals(List.of(List.of("B-ORG", "O"), List.of("B-PER")), read.tags());
    assertEquals(List.of("B-ORG", "B-PER", "O"), read.tagSet());
    assertEquals(List.of("EU rejects", "Peter"), read.lines());
  }

  @Test
  void readsWordsAndPartsOfSpeechOfConllu() throws IOException {
    String rest = "\t_\t_\t0\troot\t_\t_\n";
    TaggedSentences read =
        TaggedSentences.readConllu(
            file(
                "# text = a b\n1-2\tab\t_\t_"
                    + rest
                    + "1\ta\t_\tDET"
                    + rest
                    + "2\tb c\t_\tNOUN"
                    + rest
                    + "2.1\tx\t_\tVERB"
                    + rest));
    assertEquals(List.of(List.of("a", "b c")), read.words());
    assertEquals(List.of(List.of("DET", "NOUN")), read.tags());
  }

  private Path archive(String text) throws IOException {
    Path zip = temp.resolve("daily.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("daily.txt"));
      out.write(text.getBytes(Charset.forName("GB18030")));
      out.closeEntry();
    }
    return zip;
  }

  @Test
  void readsGb18030AndDropsBracketsOfCompounds() throws IOException {
    Path zip =
        archive("\r\n0101-01-001-001/m  \u5728/p  [\u4e2d\u592e/n  \u7535\u53f0/n]nt  /w/w  \r\n");
    TaggedSentences read = TaggedSentences.readPeoplesDaily(zip, "daily.txt");
    assertEquals(List.of(List.of("\u5728", "\u4e2d\u592e", "\u7535\u53f0", "/w")), read.words());
    assertEquals(List.of(List.of("p", "n", "n", "w")), read.tags());
    assertEquals(List.of("0101-01-001-001"), TaggedSentences.peoplesDailyNumbers(zip, "daily.txt"));
  }

  @Test
  void namesTheLineThatIsWrong() throws IOException {
    Path bare = file("EU B-ORG\nrejects\n");
    assertTells("line 2", () -> TaggedSentences.readConll(bare));
    Path nine = file("1\ta\t_\tDET\t_\t_\t0\troot\t_\n");
    assertTells("line 1", () -> TaggedSentences.readConllu(nine));
    Path untagged = archive("1-1/m \u5728/p\n1-2/m \u5728\n");
    assertTells("line 2", () -> TaggedSentences.readPeoplesDaily(untagged, "daily.txt"));
    assertTells("no such member", () -> TaggedSentences.readPeoplesDaily(untagged, "other.txt"));
    assertThrows(
        IllegalArgumentException.class,
        () -> new TaggedSentences(List.of(List.of("a")), List.of(List.of("X", "Y"))));
  }

  private static void assertTells(String part, org.junit.jupiter.api.function.Executable reading) {
    var e = assertThrows(FormatException.class, reading);
    assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
  }

  @Test
  void generatedNamesAreAWordAndItsMarker() {
    TopicSentences language = TopicSentences.DEFAULT;
    TaggedSentences names = TaggedTopicSentences.names(language, 2000, 5);
    assertEquals(
        List.of("B-LOC", "B-ORG", "B-PER", "I-LOC", "I-ORG", "I-PER", "O"), names.tagSet());
    for (int s = 0; s < names.size(); s++) {
      List<String> tags = names.tags().get(s);
      for (int i = 0; i < tags.size(); i++) {
        if (tags.get(i).startsWith("B-")) {
          assertEquals("I-" + tags.get(i).substring(2), tags.get(i + 1), names.lines().get(s));
        } else if (language.isContent(names.words().get(s).get(i)) && tags.get(i).equals("O")) {
          int topic = language.topic(language.parse(names.words().get(s).get(i)));
          assertTrue(topic >= 12, "topic " + topic);
        }
      }
    }
    assertEquals(
        List.of("C0", "C1", "C2", "C3", "F", "M"),
        TaggedTopicSentences.forms(language, 2000, 5).tagSet());
  }

  @Test
  void publicChineseSetsAreRead() throws IOException {
    Path data = SharedData.folder();
    TaggedSentences daily =
        TaggedSentences.readPeoplesDaily(
            data.resolve("zh-people-daily-199801/199801.zip"), "199801.txt");
    assertTrue(daily.size() > 19_000, "" + daily.size());
    assertEquals(
        daily.size(),
        TaggedSentences.peoplesDailyNumbers(
                data.resolve("zh-people-daily-199801/199801.zip"), "199801.txt")
            .size());
    TaggedSentences test =
        TaggedSentences.readConllu(data.resolve("zh-ud-gsd/zh-ud-test.conllu.gz"));
    assertEquals(500, test.size());
    assertEquals(12_012, test.words().stream().mapToInt(List::size).sum());
  }
}
