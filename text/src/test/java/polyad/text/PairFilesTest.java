package polyad.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.data.FormatException;
import polyad.data.SentencePairs;
import polyad.data.SentencePairs.Format;

class PairFilesTest {
  @TempDir Path folder;

  private SentencePairs read(String name, String content) throws IOException {
    return PairFiles.read(Files.writeString(folder.resolve(name), content));
  }

  @Test
  void columnsTellTheFormat() throws IOException {
    SentencePairs scored = read("a.csv", "id,sentence1,sentence2,score\n1,\"a, b\",c,0.5\n");
    assertEquals(Format.SCORED, scored.format());
    assertEquals(List.of("a, b", "c"), scored.sentences());
    assertArrayEquals(new double[] {0.5}, scored.labels());
    SentencePairs triples = read("b.tsv", "anchor\tpositive\tnegative\n\"a\tb\tc\nd\te\tf\n");
    assertEquals(Format.TRIPLES, triples.format());
    assertEquals(List.of("\"a", "b", "c", "d", "e", "f"), triples.sentences());
    assertEquals(List.of("d", "e", "f"), triples.rows(1).sentences());
    SentencePairs pairs =
        read(
            "c.jsonl",
            "{\"text\": \"a\", \"positive\": \"b\"}\n\n{\"positive\": \"d\", \"text\": \"c\"}\n");
    assertEquals(Format.PAIRS, pairs.format());
    assertEquals(List.of("a", "b", "c", "d"), pairs.sentences());
    assertEquals(2, read("d.csv", "x,y,1\nz,w,0\n").size());
  }

  @Test
  void wrongLinesAreNamed() throws IOException {
    assertWrong("line 3: found 1 cells", "e.tsv", "text\tpositive\na\tb\nc\n");
    assertWrong(
        "line 3: found no JSON object", "f.jsonl", "{\"text\":\"a\",\"positive\":\"b\"}\n\n3\n");
    assertWrong(
        "line 2, column 'positive': found no 'positive'",
        "g.jsonl",
        "{\"text\":\"a\",\"positive\":\"b\"}\n{\"text\":\"a\"}\n");
    assertWrong("found no rows", "h.tsv", "\n");
  }

  private void assertWrong(String part, String name, String content) {
    String message = assertThrows(FormatException.class, () -> read(name, content)).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void publicSetsAreRead() throws IOException {
    Path data = Path.of(System.getProperty("polyad.shared", "../shared"), "data");
    Assumptions.assumeTrue(Files.isDirectory(data.resolve("stsb")), data + " is not there");
    assertEquals(5749, PairFiles.read(data.resolve("stsb/stsb-en-train.csv.gz")).size());
    SentencePairs sick = PairFiles.read(data.resolve("sick/SICK_train.txt.gz"));
    assertEquals(4500, sick.size());
    assertEquals(4.5, sick.labels()[0]);
    SentencePairs nli = NliTriples.read(data.resolve("snli-dev-test/test.tsv.gz"));
    assertEquals(Format.TRIPLES, nli.format());
    assertTrue(nli.size() > 2500, "triples: " + nli.size());
    assertThrows(
        FormatException.class, () -> NliTriples.read(data.resolve("sick/SICK_train.txt.gz")));
  }
}
