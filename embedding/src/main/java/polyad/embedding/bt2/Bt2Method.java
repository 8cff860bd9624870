package polyad.embedding.bt2;

import java.util.List;
import java.util.Optional;
import polyad.catalog.Encodable;
import polyad.catalog.Experiment;
import polyad.catalog.Method;
import polyad.catalog.MethodCard;
import polyad.catalog.Tool;
import polyad.catalog.Trainable;

/** Backward-compatible training with basis transformation in the catalogue. */
public final class Bt2Method implements Method {
  /** For the service loader. */
  public Bt2Method() {}

  @Override
  public MethodCard card() {
    return MethodCard.of("bt2", "Backward-compatible Training with Basis Transformation")
        .summary(
            "Upgrade an encoder without embedding the gallery again: new vectors that old ones "
                + "understand and that lose nothing.")
        .paper(
            "Zhou et al.: BT²: Backward-compatible Training "
                + "with Basis Transformation, ICCV 2023, arXiv 2211.03989",
            2022)
        .repository("https://github.com/YifeiZhou02/BT-2")
        .tasks("embedding", "retrieval")
        .trainInputs(
            "npy, csv or safetensors matrix of new vectors, or idx images; then the old vectors of "
                + "the same samples; --labels FILE, one a line")
        .dataSets("omniglot", "fashion-mnist")
        .build();
  }

  @Override
  public Experiment<?> experiment() {
    return new Bt2Experiment();
  }

  @Override
  public Optional<Trainable<?>> trainable() {
    return Optional.of(new Bt2Training());
  }

  @Override
  public Optional<Encodable> encodable() {
    return Optional.of(TrainedBt2::load);
  }

  @Override
  public List<Tool<?>> tools() {
    return List.of(new EvalTool());
  }
}
