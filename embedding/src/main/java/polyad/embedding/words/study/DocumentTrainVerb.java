package polyad.embedding.words.study;

import java.nio.file.Path;
import java.util.List;
import polyad.catalog.TrainJob;
import polyad.catalog.Trainable;
import polyad.catalog.UsageException;
import polyad.data.LabelledTexts;
import polyad.embedding.words.documents.DocumentClassifier;
import polyad.embedding.words.documents.DocumentKind;
import polyad.embedding.words.documents.DocumentOptions;

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
    LabelledTexts texts = LabelledTexts.readTsv(file);
    DocumentOptions seeded = options.withSeed(job.seed());
    try (DocumentClassifier classifier =
            UsageException.naming(
                file, () -> DocumentClassifier.fit(texts, List.of(), seeded, null, job.monitor()));
        var writer = job.model()) {
      double accuracy = classifier.score(texts).accuracy();
      job.monitor()
          .info(
              "%,d texts, classes %s: %.1f %% of the training texts are predicted"
                  .formatted(
                      texts.size(), String.join(", ", classifier.classes()), 100 * accuracy));
      classifier.write(writer);
      writer.commit();
    }
  }
}
