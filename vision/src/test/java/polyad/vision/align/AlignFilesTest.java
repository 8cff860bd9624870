package polyad.vision.align;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.catalog.Monitor;
import polyad.catalog.NoOptions;
import polyad.catalog.ToolJob;
import polyad.catalog.TrainJob;
import polyad.catalog.UsageException;
import polyad.data.FormatException;

class AlignFilesTest {
  @TempDir private Path folder;

  private Path picture(String name, int rgb) throws IOException {
    var image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 256; i++) {
      image.setRGB(i % 16, i / 16, rgb);
    }
    Path file = folder.resolve(name);
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  private TrainJob job(Path data) {
    return new TrainJob(
        "align", List.of(data), null, folder.resolve("model"), false, 1, Monitor.silent());
  }

  private static AlignConfig small(int batch) {
    return new AlignConfig(8, AlignConfig.TextKind.BAG, 60, batch, 2, 1e-2, 8, 0, 0.1);
  }

  private ToolJob tool(Path... files) {
    return new ToolJob(List.of(files), null, 1, Monitor.silent());
  }

  @Test
  void aTrainedModelClassifiesAndFinds() throws Exception {
    Path red = picture("red.png", 0xff0000);
    Path green = picture("green.png", 0x00ff00);
    Path blue = picture("blue.png", 0x0000ff);
    picture("white.png", 0xffffff);
    Path pairs =
        Files.write(
            folder.resolve("pairs.tsv"),
            List.of(
                "red.png\tred thing",
                "green.png\tgreen thing",
                "blue.png\tblue thing",
                "white.png\twhite thing",
                "missing.png\tno thing"));
    new AlignFileTraining().train(small(4), job(pairs));
    Path model = folder.resolve("model");
    Path classes =
        Files.writeString(folder.resolve("classes.tsv"), "r\tred thing\ng\tgreen thing\n");
    var labels = new ClassifyTool().run(new NoOptions(), tool(model, classes, red, green));
    assertEquals("r", labels.text(0, 1));
    assertEquals("g", labels.text(1, 1));
    var query =
        new SearchTool.Options(Optional.of("blue thing"), Optional.empty(), Optional.empty(), 2, 1);
    var hits = new SearchTool().run(query, tool(model, red, green, blue));
    assertEquals(blue.toString(), hits.text(0, 0));
  }

  @Test
  void badFilesAreNamedAndLeaveNothing() throws Exception {
    Path line = Files.writeString(folder.resolve("a.tsv"), "no tab here\n");
    var format =
        assertThrows(
            FormatException.class, () -> new AlignFileTraining().train(small(2), job(line)));
    assertTrue(format.getMessage().contains("line 1"), format.getMessage());
    Path missing = Files.writeString(folder.resolve("b.tsv"), "x.png\ta\ny.png\tb\n");
    var unread =
        assertThrows(
            UsageException.class, () -> new AlignFileTraining().train(small(2), job(missing)));
    assertTrue(unread.getMessage().contains("2 of 2 pictures"), unread.getMessage());
    picture("one.png", 0xff);
    Path single = Files.writeString(folder.resolve("c.tsv"), "one.png\tone thing\n");
    var few =
        assertThrows(
            UsageException.class, () -> new AlignFileTraining().train(small(2), job(single)));
    assertTrue(few.getMessage().contains("batch is 2"), few.getMessage());
    assertFalse(Files.exists(folder.resolve("model")));
  }

  @Test
  void aClassWithoutPromptIsRefused() throws Exception {
    Path empty = Files.writeString(folder.resolve("classes.tsv"), "r\t \n");
    var problem =
        assertThrows(
            FormatException.class,
            () -> new ClassifyTool().run(new NoOptions(), tool(folder, empty, folder)));
    assertTrue(problem.getMessage().contains("line 1"), problem.getMessage());
    assertThrows(IllegalArgumentException.class, () -> small(1));
  }
}
