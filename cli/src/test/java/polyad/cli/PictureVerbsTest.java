package polyad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.tensor.NpyFile;

/** Pictures and texts through the verbs, from training to search. */
class PictureVerbsTest {
  @TempDir Path temp;

  private Cli cli(String... arguments) {
    return Cli.run(temp, arguments);
  }

  private String path(String name) {
    return temp.resolve(name).toString();
  }

  @BeforeEach
  void draw() throws IOException {
    Files.createDirectory(temp.resolve("pictures"));
    for (String colour : List.of("red", "green", "blue")) {
      var image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
      int rgb = colour.equals("red") ? 0xff0000 : colour.equals("green") ? 0xff00 : 0xff;
      for (int i = 0; i < 256; i++) {
        image.setRGB(i % 16, i / 16, rgb);
      }
      ImageIO.write(image, "png", temp.resolve("pictures/" + colour + "_thing.png").toFile());
    }
  }

  private Cli train(String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of("train", "align", "--data", path("pictures"), "--out", path("model")));
    for (String setting : settings) {
      all.add("--set");
      all.add(setting);
    }
    return cli(all.toArray(String[]::new));
  }

  @Test
  void picturesOfAFolderAreIndexedAndFoundByTexts() throws IOException {
    Cli trained =
        train(
            "training.epochs=80",
            "training.batch=3",
            "training.chunk=3",
            "training.learningRate=0.01",
            "dim=8",
            "hidden=8");
    assertEquals(0, trained.status(), trained.err());
    Cli indexed =
        cli("tool", "align", "index", path("model"), path("pictures"), "--out", path("idx"));
    assertEquals(0, indexed.status(), indexed.err());
    String green = path("pictures/green_thing.png");
    Cli own =
        cli(
            "tool",
            "align",
            "search",
            path("model"),
            "--index",
            path("idx"),
            "--text",
            "green thing",
            "--k",
            "1");
    assertTrue(own.out().contains(green), own.out() + own.err());
    Cli common = cli("search", path("idx"), "green thing", "--k", "1", "--json");
    assertTrue(common.out().contains(green), common.out() + common.err());
    Files.writeString(temp.resolve("texts.txt"), "green thing\nred thing\n");
    Cli encoded = cli("encode", path("model"), "--data", path("texts.txt"), "--out", path("t.npy"));
    assertEquals(0, encoded.status(), encoded.err());
    Cli pictures =
        cli("tool", "align", "encode", path("model"), path("pictures"), "--out", path("p.npy"));
    assertEquals(0, pictures.status(), pictures.err());
    assertEquals(8, NpyFile.readFloats(temp.resolve("p.npy")).cols());
    Files.writeString(temp.resolve("classes.tsv"), "r\tred thing\ng\tgreen thing\n");
    Cli predicted =
        cli("predict", path("model"), "--data", green, "--set", "classes=" + path("classes.tsv"));
    assertTrue(predicted.out().contains("| g "), predicted.out() + predicted.err());
  }

  @Test
  void mistakesAreOneLineAndLeaveNothing() {
    Cli batch = train("training.batch=4");
    assertEquals(2, batch.status());
    assertTrue(batch.err().contains("batch is 4, allowed: 2 to the 3 usable pairs"), batch.err());
    assertFalse(Files.exists(temp.resolve("model")));
    Cli index = cli("tool", "align", "index", path("model"), path("pictures"), "--out", path("i"));
    assertEquals(2, index.status());
    assertFalse(Files.exists(temp.resolve("i")));
  }
}
