package polyad.vision.align;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.data.FormatException;
import polyad.data.TextFiles;
import polyad.tensor.TensorScope;

/** Files of lines of class, tab, prompt, and the labels that they give. */
final class Prompts {
  private Prompts() {}

  /**
   * Reads prompts by class.
   *
   * @throws FormatException naming the line without a class or a prompt
   */
  static Map<String, List<String>> read(Path file) throws IOException {
    Map<String, List<String>> prompts = new LinkedHashMap<>();
    List<String> lines = TextFiles.lines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int tab = line.indexOf('\t');
      if (tab < 1 || line.substring(tab + 1).isBlank()) {
        throw new FormatException(
            file, "line " + (i + 1), FormatException.quote(line), "class, tab, prompt");
      }
      prompts
          .computeIfAbsent(line.substring(0, tab), name -> new ArrayList<>())
          .add(line.substring(tab + 1));
    }
    if (prompts.isEmpty()) {
      throw new FormatException(file, "", "no lines", "lines of class, tab, prompt");
    }
    return prompts;
  }

  /** A row a picture: its class and their cosine. */
  static Table label(Path model, Path classes, List<Path> named) throws IOException {
    Map<String, List<String>> prompts = read(classes);
    List<Path> pictures = PictureFiles.of(named);
    try (var _ = TensorScope.open();
        Align align = Align.load(model)) {
      Align.Classification found = classify(align, pictures, prompts, classes);
      Table.Builder table = Table.of("").columns("picture", "class", "cosine");
      for (int i = 0; i < pictures.size(); i++) {
        table.row(pictures.get(i).toString(), found.label(i), found.score(i));
      }
      return table.build();
    }
  }

  private static Align.Classification classify(
      Align align, List<Path> pictures, Map<String, List<String>> prompts, Path file)
      throws IOException {
    try {
      return align.classify(pictures, prompts);
    } catch (IllegalArgumentException e) {
      throw new UsageException(file + ": " + e.getMessage(), e);
    }
  }
}
