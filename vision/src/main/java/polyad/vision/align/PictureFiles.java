package polyad.vision.align;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import polyad.catalog.UsageException;
import polyad.data.RgbImage;

/** The pictures that a command names: files, and all below folders. */
final class PictureFiles {
  private PictureFiles() {}

  /**
   * Lists them.
   *
   * @throws UsageException when there are none
   */
  static List<Path> of(List<Path> named) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : named) {
      if (Files.isDirectory(path)) {
        files.addAll(RgbImage.files(path));
      } else {
        files.add(path);
      }
    }
    if (files.isEmpty()) {
      throw new UsageException("no pictures given: name .png or .jpg files, or folders of them");
    }
    return files;
  }
}
