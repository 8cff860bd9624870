package polyad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.data.SentencePairs;
import polyad.data.generate.ParaphraseLanguage;
import polyad.tensor.NpyFile;
import tools.jackson.databind.JsonNode;

/** Texts go through the verbs that rows of features go through. */
class TextVerbsTest {
  @TempDir Path temp;

  private final SentencePairs pairs = ParaphraseLanguage.DEFAULT.triples(40, 1);

  private Cli cli(String... arguments) {
    return Cli.run(temp, arguments);
  }

  private String path(String name) {
    return temp.resolve(name).toString();
  }

  private void train() throws IOException {
    List<String> lines = new ArrayList<>(List.of("text\tpositive"));
    for (int i = 0; i < pairs.size(); i++) {
      lines.add(pairs.columns().get(0).get(i) + "\t" + pairs.columns().get(1).get(i));
    }
    Files.write(temp.resolve("pairs.tsv"), lines);
    Cli trained =
        cli(
            "train",
            "matryoshka-2d",
            "--data",
            path("pairs.tsv"),
            "--out",
            path("model"),
            "--set",
            "training.epochs=1",
            "--set",
            "training.batchSize=8",
            "--set",
            "shape.hidden=16",
            "--set",
            "shape.layers=2");
    assertEquals(0, trained.status(), trained.err());
  }

  @Test
  void textsAreEncodedIndexedAndFound() throws IOException {
    train();
    Files.write(temp.resolve("texts.txt"), pairs.columns().getFirst());
    Cli encoded =
        cli(
            "encode",
            path("model"),
            "--data",
            path("texts.txt"),
            "--out",
            path("v.npy"),
            "--dim",
            "8");
    assertEquals(0, encoded.status(), encoded.err());
    assertEquals(8, NpyFile.readFloats(temp.resolve("v.npy")).cols());
    Cli indexed = cli("index", path("model"), path("texts.txt"), "--out", path("index"));
    assertEquals(0, indexed.status(), indexed.err());
    Cli found =
        cli(
            "search",
            path("index"),
            path("texts.txt"),
            "--model",
            path("model"),
            "--k",
            "1",
            "--json");
    assertEquals(0, found.status(), found.err());
    JsonNode rows = found.json().get("rows");
    assertEquals(40, rows.size());
    assertEquals(1, rows.get(7).get(3).asDouble(), 1e-4);
    Cli exported =
        cli(
            "tool",
            "matryoshka-2d",
            "export",
            path("model"),
            "--layer",
            "1",
            "--dim",
            "8",
            "--model",
            path("small"));
    assertEquals(0, exported.status(), exported.err());
    Cli small = cli("encode", path("small"), "--data", path("texts.txt"), "--out", path("w.npy"));
    assertEquals(0, small.status(), small.err());
    Cli other =
        cli("search", path("index"), path("texts.txt"), "--model", path("small"), "--k", "1");
    assertEquals(2, other.status());
    assertTrue(other.err().contains("index: the index holds vectors of model "), other.err());
  }

  @Test
  void wrongTextsAreNamed() throws IOException {
    train();
    Files.writeString(temp.resolve("gap.txt"), "a\n\nb\n");
    Cli gap = cli("encode", path("model"), "--data", path("gap.txt"), "--out", path("v.npy"));
    assertEquals(2, gap.status());
    assertTrue(gap.err().contains("gap.txt, line 2: empty, expected a text"), gap.err());
    Files.writeString(temp.resolve("good.txt"), "a\n");
    Cli dim =
        cli(
            "encode",
            path("model"),
            "--data",
            path("good.txt"),
            "--out",
            path("v.npy"),
            "--dim",
            "9");
    assertEquals(2, dim.status());
    assertTrue(dim.err().contains("--dim is 9, expected one of the model's [8, 16]"), dim.err());
    Cli layer =
        cli(
            "tool",
            "matryoshka-2d",
            "encode",
            path("model"),
            path("good.txt"),
            "--layer",
            "3",
            "--vectors",
            path("v.npy"));
    assertEquals(2, layer.status());
    assertTrue(layer.err().contains("layer is 3, allowed: 0 to 2"), layer.err());
    assertFalse(Files.exists(temp.resolve("v.npy")));
  }
}
