package polyad.completion.influence;

import java.util.Optional;
import polyad.catalog.Completable;
import polyad.catalog.Experiment;
import polyad.catalog.Method;
import polyad.catalog.MethodCard;
import polyad.catalog.Trainable;

/** DAIN in the catalogue. */
public final class InfluenceAugmentationMethod implements Method {
  static final String SLUG = "influence-augmentation";

  /** For the service loader. */
  public InfluenceAugmentationMethod() {}

  @Override
  public MethodCard card() {
    return MethodCard.of(SLUG, "DAIN")
        .summary(
            "Completes sparse tensors (user x item x time, sensor x place x day) with neural models "
                + "that over-fit less: it judges how much every cell and entity matters for the "
                + "validation cells, and adds synthetic cells where that counts.")
        .paper(
            "Oh, Kim, Rossi, Kumar: Influence-guided Data Augmentation for Neural Tensor "
                + "Completion, CIKM 2021, arXiv 2108.10248",
            2021)
        .repository("https://github.com/srijankr/DAIN")
        .tasks("completion")
        .trainInputs(
            ".tns (FROSTT): indexes from 1 on, the value last, # comments",
            ".tensor, .tsv: the same with indexes from 0 on",
            ".csv with a header: labels of the modes, the value last or named by value",
            ".npy or GenTen .txt: a dense tensor, NaN where missing")
        .dataSets("tensors", "dain", "funbat")
        .build();
  }

  @Override
  public Experiment<?> experiment() {
    return new InfluenceAugmentationExperiment();
  }

  @Override
  public Optional<Trainable<?>> trainable() {
    return Optional.of(new DainTraining());
  }

  @Override
  public Optional<Completable<?>> completable() {
    return Optional.of(new DainCompletion());
  }
}
