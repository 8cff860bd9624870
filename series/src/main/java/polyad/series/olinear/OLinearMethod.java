package polyad.series.olinear;

import java.util.List;
import java.util.Optional;
import polyad.catalog.Experiment;
import polyad.catalog.Method;
import polyad.catalog.MethodCard;
import polyad.catalog.Predictable;
import polyad.catalog.Tool;
import polyad.catalog.Trainable;

/** OLinear in the catalogue. */
public final class OLinearMethod implements Method {
  static final String SLUG = "olinear";

  /** For the service loader. */
  public OLinearMethod() {}

  @Override
  public MethodCard card() {
    return MethodCard.of(SLUG, "OLinear")
        .summary(
            "Forecasts multivariate series at low cost: linear maps in a basis that decorrelates "
                + "the steps, variates mixed by a learned row-normalised matrix. Its two parts, "
                + "OrthoTrans and NormLin, also go into other forecasters.")
        .paper(
            "Yue, Liu, Li, Wang, Ying, Guo, Xing, Shi: OLinear: A Linear Model for Time Series Forecasting in "
                + "Orthogonally Transformed Domain, NeurIPS 2025, arXiv 2505.08550",
            2025)
        .repository("https://github.com/jackyue1994/OLinear")
        .tasks("forecasting")
        .trainInputs("csv with a header: a column of dates (its name is free), numeric variates")
        .dataSets("ett", "illness", "exchange-rate")
        .build();
  }

  @Override
  public Experiment<?> experiment() {
    return new OLinearExperiment();
  }

  @Override
  public Optional<Trainable<?>> trainable() {
    return Optional.of(new OLinearTraining());
  }

  @Override
  public Optional<Predictable<?>> predictable() {
    return Optional.of(new OLinearPrediction());
  }

  @Override
  public List<Tool<?>> tools() {
    return List.of(new FlopsTool(), new BasisTool());
  }
}
