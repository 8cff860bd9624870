package polyad.embedding.words.study;

import java.io.IOException;
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
import polyad.embedding.words.documents.DocumentKind;
import polyad.embedding.words.documents.DocumentOptions;
import polyad.embedding.words.documents.Merges;
import polyad.embedding.words.documents.SentenceTree;

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
    List<Merges> trees = new ArrayList<>();
    for (Path file : job.data()) {
      List<String> lines = TextFiles.lines(file);
      if (takesTrees(directory) && SentenceTree.isTree(lines)) {
        for (SentenceTree tree : SentenceTree.read(file)) {
          texts.add(tree.text());
          trees.add(tree.merges());
        }
      } else {
        texts.addAll(lines);
      }
    }
    if (texts.isEmpty()) {
      throw new UsageException(job.data() + ": found no line, expected one text a line");
    }
    Table.Builder table = Table.of("Classes of the texts").columns("line", "class");
    try (DocumentClassifier classifier = DocumentClassifier.load(directory)) {
      List<String> predicted =
          UsageException.naming(job.data().getFirst(), () -> classifier.predict(texts, trees));
      for (int i = 0; i < predicted.size(); i++) {
        table.row(i + 1, predicted.get(i));
      }
    }
    return table.build();
  }

  private static boolean takesTrees(ModelDirectory directory) throws IOException {
    return directory.config(DocumentOptions.class).kind() == DocumentKind.RECURSIVE;
  }
}
