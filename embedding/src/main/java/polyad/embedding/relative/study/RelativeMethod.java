package polyad.embedding.relative.study;

import polyad.catalog.Experiment;
import polyad.catalog.Method;
import polyad.catalog.MethodCard;

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
        .dataSets("fashion-mnist", "mnist", "wikitext-2", "planetoid", "sentence-sets")
        .build();
  }

  @Override
  public Experiment<?> experiment() {
    return new RelativeExperiment();
  }
}
