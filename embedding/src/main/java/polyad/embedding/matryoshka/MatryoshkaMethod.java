package polyad.embedding.matryoshka;

import java.util.Optional;
import polyad.catalog.Encodable;
import polyad.catalog.Experiment;
import polyad.catalog.Method;
import polyad.catalog.MethodCard;
import polyad.catalog.Predictable;
import polyad.catalog.Trainable;

/** Matryoshka Representation Learning in the catalogue. */
public final class MatryoshkaMethod implements Method {
  /** For the service loader. */
  public MatryoshkaMethod() {}

  @Override
  public MethodCard card() {
    return MethodCard.of("matryoshka", "Matryoshka Representation Learning")
        .summary(
            "Train once, then cut every vector to its first m numbers: one embedding for "
                + "classification and retrieval at any budget.")
        .paper(
            "Kusupati, Bhatt, Rege, Wallingford, Sinha, Ramanujan, Howard-Snyder, Chen, Kakade, "
                + "Jain, Farhadi: Matryoshka Representation Learning, NeurIPS 2022, arXiv 2205.13147",
            2022)
        .repository("https://github.com/RAIVNLab/MRL")
        .tasks("embedding", "classification", "retrieval")
        .trainInputs(
            "npy or safetensors matrix [N, d] with --labels FILE, one label a line",
            "csv with a header, numeric features and a column of labels",
            "idx images (.gz too) with --labels of idx labels")
        .dataSets("fashion-mnist", "omniglot")
        .build();
  }

  @Override
  public Experiment<?> experiment() {
    return new MatryoshkaExperiment();
  }

  @Override
  public Optional<Trainable<?>> trainable() {
    return Optional.of(new MatryoshkaTraining());
  }

  @Override
  public Optional<Predictable<?>> predictable() {
    return Optional.of(new MatryoshkaPrediction());
  }

  @Override
  public Optional<Encodable> encodable() {
    return Optional.of(TrainedMatryoshka::load);
  }
}
