package polyad.embedding.relative.study;

import java.util.List;
import java.util.Optional;
import polyad.catalog.Encodable;
import polyad.catalog.Experiment;
import polyad.catalog.Method;
import polyad.catalog.MethodCard;
import polyad.catalog.Tool;
import polyad.catalog.Trainable;

/** Relative representations in the catalogue. */
public final class RelativeMethod implements Method {
  /** For the service loader. */
  public RelativeMethod() {}

  @Override
  public MethodCard card() {
    return MethodCard.of("relative-representations", "Relative Representations")
        .summary(
            "Describe samples by their similarity to anchors: encoders that were trained apart are"
                + " compared, stitched and searched together without training.")
        .paper(
            "Moschella, Maiorca, Fumero, Norelli, Locatello, Rodolà: Relative representations"
                + " enable zero-shot latent space communication, ICLR 2023, arXiv 2209.15430",
            2022)
        .repository("https://github.com/lucmos/relreps")
        .tasks("embedding", "retrieval", "classification")
        .trainInputs(
            "vectors of one encoder: csv with a column id, safetensors with one matrix, or npy")
        .dataSets("fashion-mnist", "mnist", "20newsgroups", "planetoid", "sentence-sets")
        .build();
  }

  @Override
  public Experiment<?> experiment() {
    return new RelativeExperiment();
  }

  @Override
  public Optional<Trainable<?>> trainable() {
    return Optional.of(new RelativeTraining());
  }

  @Override
  public Optional<Encodable> encodable() {
    return Optional.of(TrainedRelative::load);
  }

  @Override
  public List<Tool<?>> tools() {
    return List.of(new TransformTool(), new CompareTool(), new StitchTool());
  }
}
