package polyad.completion.functional;

import java.util.List;
import java.util.Optional;
import polyad.catalog.Completable;
import polyad.catalog.Experiment;
import polyad.catalog.Method;
import polyad.catalog.MethodCard;
import polyad.catalog.Tool;
import polyad.catalog.Trainable;

/** FunBaT in the catalogue. */
public final class FunctionalTuckerMethod implements Method {
  static final String SLUG = "functional-tucker";

  /** For the service loader. */
  public FunctionalTuckerMethod() {}

  @Override
  public MethodCard card() {
    return MethodCard.of(SLUG, "FunBaT")
        .summary(
            "Completes tensors whose indexes are real numbers (latitude, depth, time, temperature, "
                + "dose): a CP or Tucker model with one smooth latent function a mode and component, "
                + "and predictions with error bars at any index, in linear time.")
        .paper(
            "Fang, Yu, Wang, Li, Kirby, Zhe: Functional Bayesian Tucker Decomposition for "
                + "Continuous-indexed Tensor Data, ICLR 2024, arXiv 2311.04829",
            2024)
        .repository("https://github.com/xuangu-fang/Functional-Bayesian-Tucker-Decomposition")
        .tasks("completion")
        .trainInputs(
            ".csv with a header: a column of numbers or dates a mode, the value last or named by "
                + "value; empty where it is to be predicted",
            ".tns: coordinates, whole or not, the value last, # comments")
        .dataSets("funbat")
        .build();
  }

  @Override
  public Experiment<?> experiment() {
    return new FunctionalTuckerExperiment();
  }

  @Override
  public Optional<Trainable<?>> trainable() {
    return Optional.of(new FunctionalTraining());
  }

  @Override
  public Optional<Completable<?>> completable() {
    return Optional.of(new FunctionalCompletion());
  }

  @Override
  public List<Tool<?>> tools() {
    return List.of(new UpdateTool());
  }
}
