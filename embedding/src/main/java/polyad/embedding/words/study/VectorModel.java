package polyad.embedding.words.study;

import java.io.IOException;
import polyad.catalog.ModelDirectory;
import polyad.catalog.UsageException;
import polyad.catalog.task.TextEncoder;
import polyad.embedding.words.MeanWordEncoder;
import polyad.embedding.words.VectorFormat;
import polyad.embedding.words.WordVectors;
import polyad.embedding.words.documents.DocumentClassifier;

/**
 * Word vectors as a model directory.
 *
 * @param words how many
 * @param dim length of each
 */
record VectorModel(int words, int dim) {
  private static final String VECTORS = "vectors.npy";

  /** Writes the parts of a model directory; the caller commits. */
  static void write(WordVectors vectors, ModelDirectory.Writer writer) throws IOException {
    writer.config(new VectorModel(vectors.size(), vectors.dim()));
    vectors.save(writer.file(VECTORS), VectorFormat.NPY);
  }

  /**
   * The mean of the word vectors of a directory: those it was made of, or those of a network that
   * classifies documents.
   */
  static TextEncoder encoder(ModelDirectory directory) throws IOException {
    if (directory.has(VECTORS)) {
      return new MeanWordEncoder(WordVectors.load(directory.file(VECTORS), VectorFormat.NPY));
    }
    try (DocumentClassifier classifier = DocumentClassifier.load(directory)) {
      return classifier
          .wordVectors()
          .<TextEncoder>map(MeanWordEncoder::new)
          .orElseThrow(
              () ->
                  new UsageException(
                      "%s is of kind %s, which has no word vectors to embed texts with"
                          .formatted(directory.path(), classifier.options().kind())));
    }
  }
}
