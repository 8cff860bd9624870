package polyad.series.timesnet;

import java.util.List;
import java.util.Optional;
import polyad.catalog.Experiment;
import polyad.catalog.Method;
import polyad.catalog.MethodCard;
import polyad.catalog.Predictable;
import polyad.catalog.Tool;
import polyad.catalog.Trainable;

/** TimesNet in the catalogue. */
public final class TimesNetMethod implements Method {
  static final String SLUG = "timesnet";

  /** For the service loader. */
  public TimesNetMethod() {}

  @Override
  public MethodCard card() {
    return MethodCard.of(SLUG, "TimesNet")
        .summary(
            "One backbone for five jobs on multivariate series: long and short forecasts, gaps, "
                + "anomalies, classes. It finds the periods of a window, folds the window by each "
                + "into an image, and looks at the images with 2D kernels.")
        .paper(
            "Wu, Hu, Liu, Zhou, Wang, Long: TimesNet: Temporal 2D-Variation Modeling for General "
                + "Time Series Analysis, ICLR 2023, arXiv 2210.02186",
            2023)
        .repository("https://github.com/thuml/Time-Series-Library")
        .tasks("forecasting", "imputation", "anomaly detection", "classification")
        .trainInputs(
            "csv with a header: a column of dates (its name is free), numeric variates; empty cells "
                + "are gaps",
            ".ts of the UCR and UEA archives, for task=classify")
        .dataSets("ett", "m3", "m4", "smap-msl", "ucr-uea")
        .build();
  }

  @Override
  public Experiment<?> experiment() {
    return new TimesNetExperiment();
  }

  @Override
  public Optional<Trainable<?>> trainable() {
    return Optional.of(new TimesNetTraining());
  }

  @Override
  public Optional<Predictable<?>> predictable() {
    return Optional.of(new TimesNetPrediction());
  }

  @Override
  public List<Tool<?>> tools() {
    return List.of(new BenchTool());
  }
}
