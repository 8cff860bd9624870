package polyad.series.olinear;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Measurement;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.series.DLinear;
import polyad.series.FeedForward;
import polyad.series.ForecastNetwork;
import polyad.series.ForecastTask;
import polyad.series.ForecastTraining;
import polyad.series.ITransformer;
import polyad.series.OrthoForecaster;
import polyad.series.OrthoTrans;
import polyad.series.PatchTst;
import polyad.series.RLinear;
import polyad.series.TransformerShape;
import polyad.tensor.Generator;

/** OrthoTrans around other forecasters, and NormLin inside those that have attention. */
final class PluginPart {
  private static final int CONTEXT = 48;
  private static final int HORIZON = 24;
  private static final int MOVING_AVG = 25;
  private static final int PATCH = 16;
  private static final int STRIDE = 8;
  private static final int PATIENCE = 3;
  private static final double TRANSFORMER_LR = 1e-3;
  private static final double LINEAR_LR = 1e-2;

  private final OLinearExperiment.Config config;
  private final Run run;
  private final ForecastTask task;
  private final Contest contest;
  private final Contest linear;
  private final OrthoTrans in;
  private final OrthoTrans out;

  /** One form of a forecaster. */
  private record Form(OLinearExperiment.Base base, boolean normLin, boolean ortho) {
    String key() {
      return base.name().toLowerCase(Locale.ROOT)
          + (normLin ? "-normlin" : "")
          + (ortho ? "-ortho" : "");
    }
  }

  PluginPart(OLinearExperiment.Config config, Run run) {
    this.config = config;
    this.run = run;
    task = ForecastTask.seasons(config.seasonLength(), CONTEXT, HORIZON, run.seed());
    contest = new Contest(run, task, training(TRANSFORMER_LR));
    linear = new Contest(run, task, training(LINEAR_LR));
    in = OrthoTrans.fit(task.trainRows(), CONTEXT, config.normalise());
    out = OrthoTrans.fit(task.trainRows(), HORIZON, config.normalise());
  }

  /** Until the validation error no longer falls: an unfinished training says nothing of a form. */
  private ForecastTraining training(double lr) {
    return new ForecastTraining(
        config.pluginEpochs(),
        config.batch(),
        lr,
        ForecastTraining.Decay.TYPE3,
        PATIENCE,
        config.lossAlpha());
  }

  void report() throws Exception {
    Map<Form, List<Contest.Outcome>> all = new LinkedHashMap<>();
    for (OLinearExperiment.Base base : config.bases()) {
      for (boolean normLin : attends(base) ? new boolean[] {false, true} : new boolean[] {false}) {
        for (boolean ortho : new boolean[] {false, true}) {
          if (config.orthotrans()
              != (ortho ? OLinearExperiment.Plug.OFF : OLinearExperiment.Plug.ON)) {
            Form form = new Form(base, normLin, ortho);
            all.put(form, outcomes(form));
          }
        }
      }
    }
    Report report = run.report().section("Plug-ins");
    table(report, all);
    if (run.profile() != Profile.SMOKE) {
      checks(report, all);
    }
    claims(report, all);
  }

  private static boolean attends(OLinearExperiment.Base base) {
    return base == OLinearExperiment.Base.ITRANSFORMER || base == OLinearExperiment.Base.PATCHTST;
  }

  private List<Contest.Outcome> outcomes(Form form) throws Exception {
    List<Contest.Outcome> outcomes = new ArrayList<>();
    Contest place = attends(form.base()) ? contest : linear;
    for (long seed : run.seeds(config.pluginSeeds())) {
      outcomes.add(place.trained(form.key(), seed, rng -> network(form, rng)));
    }
    return outcomes;
  }

  private ForecastNetwork network(Form form, Generator rng) {
    boolean patches = form.base() == OLinearExperiment.Base.PATCHTST; // N times the sequences
    int width = patches ? 32 : 64;
    TransformerShape shape =
        new TransformerShape(width, width, patches ? 1 : 2, 4, FeedForward.Function.GELU, 0.1);
    ForecastNetwork base =
        switch (form.base()) {
          case ITRANSFORMER ->
              new ITransformer(CONTEXT, HORIZON, task.variates(), shape, form.normLin(), rng);
          case PATCHTST ->
              new PatchTst(CONTEXT, HORIZON, PATCH, STRIDE, shape, form.normLin(), rng);
          case RLINEAR -> new RLinear(CONTEXT, HORIZON, rng);
          case DLINEAR -> new DLinear(CONTEXT, HORIZON, MOVING_AVG, rng);
        };
    boolean normalised = form.base() != OLinearExperiment.Base.DLINEAR;
    return new OrthoForecaster(
        base, normalised, form.ortho() ? in : null, form.ortho() ? out : null);
  }

  private void table(Report report, Map<Form, List<Contest.Outcome>> all) {
    Table.Builder table =
        Table.of("Test MSE without and with OrthoTrans")
            .columns("forecaster", "mixer")
            .lower("vanilla")
            .lower("OrthoTrans");
    for (OLinearExperiment.Base base : config.bases()) {
      for (boolean normLin : attends(base) ? new boolean[] {false, true} : new boolean[] {false}) {
        table.row(
            base.name().toLowerCase(Locale.ROOT),
            normLin ? "NormLin" : attends(base) ? "self-attention" : "none",
            cell(all.get(new Form(base, normLin, false))),
            cell(all.get(new Form(base, normLin, true))));
      }
    }
    report.table(
        table
            .note(
                task.note()
                    + "; every form is trained for at most %d epochs, until the validation error stops falling"
                        .formatted(config.pluginEpochs()))
            .build());
  }

  private static @Nullable Object cell(@Nullable List<Contest.Outcome> outcomes) {
    return outcomes == null
        ? null
        : ForecastPart.cell(ForecastPart.values(outcomes, Contest.Outcome::mse));
  }

  private static @Nullable Measurement mse(@Nullable List<Contest.Outcome> outcomes) {
    return outcomes == null
        ? null
        : Measurement.of("", ForecastPart.values(outcomes, Contest.Outcome::mse));
  }

  private static void checks(Report report, Map<Form, List<Contest.Outcome>> all) {
    boolean finite =
        all.values().stream().flatMap(List::stream).allMatch(o -> Double.isFinite(o.mse()));
    report.check(Check.that("plug-ins: every form trains to a finite error", finite));
    Measurement vanilla = mse(all.get(new Form(OLinearExperiment.Base.ITRANSFORMER, false, false)));
    Measurement normLin = mse(all.get(new Form(OLinearExperiment.Base.ITRANSFORMER, true, false)));
    if (vanilla != null && normLin != null) {
      report.check(
          Check.atMost(
              "iTransformer: MSE with NormLin over MSE with self-attention",
              normLin.mean() / vanilla.mean(),
              1.05));
    }
  }

  private void claims(Report report, Map<Form, List<Contest.Outcome>> all) {
    all.forEach(
        (form, outcomes) -> {
          double[] ours = ForecastPart.values(outcomes, Contest.Outcome::mse);
          List<Contest.Outcome> plain = all.get(new Form(form.base(), form.normLin(), false));
          if (form.ortho() && !form.normLin() && plain != null) {
            report.claim(
                Claim.lowerPaired(
                        "orthotrans-" + form.key().replace("-ortho", ""),
                        "OrthoTrans lowers the error of "
                            + form.base().name().toLowerCase(Locale.ROOT),
                        ours,
                        ForecastPart.values(plain, Contest.Outcome::mse),
                        0)
                    .note("generated series"));
          }
          List<Contest.Outcome> attention = all.get(new Form(form.base(), false, form.ortho()));
          if (form.normLin() && !form.ortho() && attention != null) {
            report.claim(
                Claim.lowerPaired(
                        form.key(),
                        "NormLin in place of self-attention lowers the error of "
                            + form.base().name().toLowerCase(Locale.ROOT),
                        ours,
                        ForecastPart.values(attention, Contest.Outcome::mse),
                        0)
                    .note("generated series"));
          }
        });
  }
}
