package polyad.embedding.words.study;

import java.util.List;
import java.util.Optional;
import polyad.catalog.Experiment;
import polyad.catalog.Method;
import polyad.catalog.MethodCard;
import polyad.catalog.Predictable;
import polyad.catalog.TextEncodable;
import polyad.catalog.Tool;
import polyad.catalog.Trainable;

/** Word and document embeddings in the catalogue. */
public final class WordsMethod implements Method {
  /** For the service loader. */
  public WordsMethod() {}

  @Override
  public MethodCard card() {
    return MethodCard.of("word-document-embeddings", "Word and document embeddings")
        .summary(
            "Trains word vectors by seven models in one trainer, characters and words together, and"
                + " classifies documents by a recurrent convolutional network and what it is"
                + " compared with.")
        .paper(
            "Lai: Word and Document Embeddings based on Neural Network Approaches, doctoral thesis,"
                + " arXiv 1611.05962",
            2016)
        .repository("https://github.com/licstar/compare")
        .tasks("word vectors", "text classification")
        .trainInputs("UTF-8 lines of a label, a tab and a text whose words stand between blanks")
        .build();
  }

  @Override
  public Experiment<?> experiment() {
    return new WordsExperiment();
  }

  @Override
  public Optional<Trainable<?>> trainable() {
    return Optional.of(new DocumentTrainVerb());
  }

  @Override
  public Optional<Predictable<?>> predictable() {
    return Optional.of(new DocumentPredictVerb());
  }

  @Override
  public Optional<TextEncodable> textEncodable() {
    return Optional.of(VectorModel::encoder);
  }

  @Override
  public List<Tool<?>> tools() {
    return List.of(
        new VectorsTool(),
        new CharactersTool(),
        new SegmentTool(),
        new NearTool(),
        new EvalTool(),
        new TaggerTool(),
        new ConvertTool(),
        new ModelTool());
  }
}
