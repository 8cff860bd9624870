package polyad.embedding.words.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import polyad.catalog.ModelDirectory;
import polyad.catalog.NoOptions;
import polyad.catalog.PredictJob;
import polyad.catalog.Predictable;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.data.TextFiles;
import polyad.embedding.words.documents.DocumentClassifier;

/** {@code polyad predict}: the class of each line of a text. */
final class DocumentPredictVerb implements Predictable<NoOptions> {
  @Override
  public NoOptions predictOptions() {
    return new NoOptions();
  }

  @Override
  public Table predict(NoOptions options, ModelDirectory directory, PredictJob job)
      throws Exception {
    List<String> texts = new ArrayList<>();
    for (Path file : job.data()) {
      texts.addAll(TextFiles.lines(file));
    }
    if (texts.isEmpty()) {
      throw new UsageException(job.data() + ": found no line, expected one text a line");
    }
    Table.Builder table = Table.of("Classes of the texts").columns("line", "class");
    try (DocumentClassifier classifier = DocumentClassifier.load(directory)) {
      List<String> predicted = classifier.predict(texts);
      for (int i = 0; i < predicted.size(); i++) {
        table.row(i + 1, predicted.get(i));
      }
    }
    return table.build();
  }
}
