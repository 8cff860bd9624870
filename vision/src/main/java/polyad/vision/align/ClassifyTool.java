package polyad.vision.align;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polyad.catalog.NoOptions;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.data.FormatException;
import polyad.data.TextFiles;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** {@code polyad tool align classify MODEL CLASSES PICTURE...}: labels without training. */
final class ClassifyTool implements Tool<NoOptions> {
  @Override
  public String name() {
    return "classify";
  }

  @Override
  public String summary() {
    return "Label pictures by texts: MODEL, a file of lines 'class, tab, prompt', then pictures.";
  }

  @Override
  public NoOptions options() {
    return new NoOptions();
  }

  @Override
  public Table run(NoOptions options, ToolJob job) throws Exception {
    if (job.files().size() < 3) {
      throw new UsageException(
          "expected MODEL, a file of classes and prompts, and pictures, got "
              + job.files().size()
              + " files");
    }
    Map<String, List<String>> prompts = prompts(job.files().get(1));
    List<Path> pictures = job.files().subList(2, job.files().size());
    List<String> names = List.copyOf(prompts.keySet());
    try (var _ = TensorScope.open();
        TrainedAlign model = TrainedAlign.load(job.files().getFirst())) {
      List<Tensor> rows = new ArrayList<>();
      for (List<String> texts : prompts.values()) {
        rows.add(ZeroShot.of(model.texts(texts).unsqueeze(0)).classifier()); // [1, D]
      }
      ZeroShot zeroShot = ZeroShot.of(Tensor.cat(0, rows).unsqueeze(1));
      Tensor images = model.images(pictures);
      long[] predicted = zeroShot.predict(images).toLongArray();
      float[][] scores = zeroShot.score(images).toFloatMatrix();
      Table.Builder table = Table.of("").columns("picture", "class", "cosine");
      for (int i = 0; i < predicted.length; i++) {
        int c = (int) predicted[i];
        table.row(pictures.get(i).toString(), names.get(c), (double) scores[i][c]);
      }
      return table.build();
    }
  }

  private static Map<String, List<String>> prompts(Path file) throws IOException {
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
}
