package polyad.embedding.words.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import polyad.catalog.TrainJob;
import polyad.catalog.Trainable;
import polyad.catalog.UsageException;
import polyad.data.LabelledTexts;
import polyad.data.TextFiles;
import polyad.embedding.words.documents.DocumentClassifier;
import polyad.embedding.words.documents.DocumentKind;
import polyad.embedding.words.documents.DocumentOptions;
import polyad.embedding.words.documents.Merges;
import polyad.embedding.words.documents.SentenceTree;

/** {@code polyad train word-document-embeddings}: labelled texts in, a classifier out. */
final class DocumentTrainVerb implements Trainable<DocumentOptions> {
  @Override
  public DocumentOptions trainConfig() {
    return DocumentOptions.of(DocumentKind.RCNN);
  }

  @Override
  public void train(DocumentOptions options, TrainJob job) throws Exception {
    if (job.data().size() != 1) {
      throw new UsageException("give one file with --data, found " + job.data().size());
    }
    Path file = job.data().getFirst();
    List<SentenceTree> trees = trees(options, file);
    LabelledTexts texts = trees.isEmpty() ? LabelledTexts.readTsv(file) : texts(trees);
    List<Merges> merges = trees.stream().map(SentenceTree::merges).toList();
    DocumentOptions seeded = options.withSeed(job.seed());
    try (DocumentClassifier classifier =
            UsageException.naming(
                file, () -> DocumentClassifier.fit(texts, merges, seeded, null, job.monitor()));
        var writer = job.model()) {
      double accuracy = classifier.score(texts, merges).accuracy();
      job.monitor()
          .info(
              "%,d texts, classes %s: %.1f %% of the training texts are predicted"
                  .formatted(
                      texts.size(), String.join(", ", classifier.classes()), 100 * accuracy));
      classifier.write(writer);
      writer.commit();
    }
  }

  /** The trees of a treebank; none where the file holds labels and texts. */
  private static List<SentenceTree> trees(DocumentOptions options, Path file) throws IOException {
    if (!SentenceTree.isTree(TextFiles.lines(file))) {
      return List.of();
    }
    if (options.kind() != DocumentKind.RECURSIVE) {
      throw new UsageException(
          "%s: found trees, which only kind=recursive learns from; kind is %s"
              .formatted(file, options.kind()));
    }
    return SentenceTree.read(file);
  }

  private static LabelledTexts texts(List<SentenceTree> trees) {
    return new LabelledTexts(
        trees.stream().map(SentenceTree::text).toList(),
        trees.stream().map(SentenceTree::label).toList());
  }
}
