package polyad.embedding.optembed;

import java.util.Optional;
import polyad.catalog.Experiment;
import polyad.catalog.Method;
import polyad.catalog.MethodCard;
import polyad.catalog.Predictable;
import polyad.catalog.Trainable;

/** OptEmbed in the catalogue. */
public final class OptEmbedMethod implements Method {
  static final String SLUG = "optembed";

  /** For the service loader. */
  public OptEmbedMethod() {}

  @Override
  public MethodCard card() {
    return MethodCard.of(SLUG, "OptEmbed")
        .summary(
            "Finds which values of categorical fields deserve an embedding, and how many dimensions"
                + " each field, for click-through rate models; writes a table that is really"
                + " smaller and serves the same predictions.")
        .paper(
            "Lyu, Tang, Zhu, Guo, Zhang, Tang, Liu: OptEmbed: Learning Optimal Embedding Table for"
                + " Click-through Rate Prediction, CIKM 2022, arXiv 2208.04482",
            2022)
        .repository("https://github.com/fuyuanlyu/OptEmbed")
        .tasks("click-through rate prediction", "compression")
        .trainInputs(
            "csv or tsv with a header: a label column of 0 and 1, categorical columns",
            "libfm: lines of a label and as many entries index:1 in each")
        .dataSets("movielens-100k", "frappe", "avazu-sample", "criteo-sample")
        .build();
  }

  @Override
  public Experiment<?> experiment() {
    return new OptEmbedExperiment();
  }

  @Override
  public Optional<Trainable<?>> trainable() {
    return Optional.of(new OptEmbedTraining());
  }

  @Override
  public Optional<Predictable<?>> predictable() {
    return Optional.of(new OptEmbedPrediction());
  }
}
