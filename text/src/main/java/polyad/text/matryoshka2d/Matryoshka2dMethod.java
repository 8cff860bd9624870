package polyad.text.matryoshka2d;

import java.util.List;
import java.util.Optional;
import polyad.catalog.Experiment;
import polyad.catalog.Method;
import polyad.catalog.MethodCard;
import polyad.catalog.Predictable;
import polyad.catalog.TextEncodable;
import polyad.catalog.Tool;
import polyad.catalog.Trainable;

/** Two-dimensional Matryoshka sentence embeddings in the catalogue. */
public final class Matryoshka2dMethod implements Method {
  static final String SLUG = "matryoshka-2d";

  /** For the service loader. */
  public Matryoshka2dMethod() {}

  @Override
  public MethodCard card() {
    return MethodCard.of(SLUG, "2D Matryoshka Sentence Embeddings")
        .summary(
            "Train one sentence encoder for every depth and width: stop after n layers, keep the "
                + "first d numbers, and pay for no more.")
        .paper(
            "Li, Li, Li, Xie, Li: 2D Matryoshka Sentence Embeddings (Espresso Sentence "
                + "Embeddings, ICLR 2025), arXiv 2402.14776",
            2024)
        .repository("https://github.com/SeanLee97/AnglE")
        .tasks("sentence embedding", "retrieval")
        .trainInputs(
            "tsv, csv or jsonl with columns text1, text2, label (a score, or 0 and 1)",
            "tsv, csv or jsonl with columns text, positive, negative",
            "tsv, csv or jsonl with columns text, positive")
        .dataSets("snli-dev-test", "stsb", "sick", "sentence-sets")
        .build();
  }

  @Override
  public Experiment<?> experiment() {
    return new Matryoshka2dExperiment();
  }

  @Override
  public Optional<Trainable<?>> trainable() {
    return Optional.of(new Matryoshka2dTraining());
  }

  @Override
  public Optional<Predictable<?>> predictable() {
    return Optional.of(new Matryoshka2dPrediction());
  }

  @Override
  public Optional<TextEncodable> textEncodable() {
    return Optional.of(TrainedMatryoshka2d::load);
  }

  @Override
  public List<Tool<?>> tools() {
    return List.of(new EncodeTool(), new EvaluateTool(), new ExportTool());
  }
}
