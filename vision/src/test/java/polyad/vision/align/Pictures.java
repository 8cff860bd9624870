package polyad.vision.align;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import polyad.catalog.Settings;

/** Files that tests of ALIGN share: four flat pictures and sentences about them. */
final class Pictures {
  static final Map<String, Integer> COLOURS =
      Map.of("red", 0xff0000, "green", 0x00ff00, "blue", 0x0000ff, "white", 0xffffff);

  private Pictures() {}

  static Path flat(Path file, int side, int rgb) throws IOException {
    var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < side * side; i++) {
      image.setRGB(i % side, i / side, rgb);
    }
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  /** Four pictures named by their colours in a folder. */
  static List<Path> four(Path folder) throws IOException {
    for (Map.Entry<String, Integer> colour : COLOURS.entrySet()) {
      flat(folder.resolve(colour.getKey() + ".png"), 16, colour.getValue());
    }
    return List.of("red", "green", "blue", "white").stream()
        .map(name -> folder.resolve(name + ".png"))
        .toList();
  }

  /** Lines of picture, tab, "red thing". */
  static Path pairs(Path folder) throws IOException {
    four(folder);
    return Files.write(
        folder.resolve("pairs.tsv"),
        List.of(
            "red.png\tred thing",
            "green.png\tgreen thing",
            "blue.png\tblue thing",
            "white.png\twhite thing"));
  }

  /** Enough training for four pictures. */
  static AlignTrainConfig config(Map<String, String> more) {
    AlignTrainConfig small =
        Settings.with(
            AlignTrainConfig.defaults(),
            Map.of(
                "dim",
                "8",
                "hidden",
                "8",
                "training.epochs",
                "60",
                "training.batch",
                "4",
                "training.chunk",
                "2",
                "training.learningRate",
                "0.01",
                "training.weightDecay",
                "0"));
    return Settings.with(small, more);
  }

  static Align trained(Path folder) throws IOException {
    return config(Map.of()).builder().fit(PairDataset.read(pairs(folder)));
  }
}
