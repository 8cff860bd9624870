package polyad.geometry.tdn;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import polyad.catalog.Run;
import polyad.catalog.report.Bound;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Table;
import polyad.data.Molecule;
import polyad.geometry.ForceField;
import polyad.geometry.ForceFieldModel;
import polyad.geometry.ForceFieldScore;
import polyad.geometry.ForceFieldSet;
import polyad.geometry.MoleculeData;
import polyad.geometry.ReferenceEnergies;
import polyad.geometry.tdn.TdnExperimentConfig.Baseline;
import polyad.geometry.tdn.TdnExperimentConfig.Variant;
import polyad.tensor.DType;
import polyad.tensor.Generator;

/** The network on molecules with every product, forces given and as slopes, and other networks. */
final class NetworkStudy {
  private static final String SLOPES = "TDN, forces as slopes";

  private final TdnExperimentConfig config;
  private final Run run;
  private final MoleculeData data;
  private final ReferenceEnergies reference;
  private final ForceFieldSet train;
  private final ForceFieldSet test;

  /**
   * How a network did.
   *
   * @param shiftedForceMae on the shifted set, meV/Å; NaN without one
   * @param equivariance relative error of forces under rotations
   */
  record Outcome(
      String name,
      int steps,
      long parameters,
      double energyMae,
      double forceMae,
      double shiftedForceMae,
      double millisecondsPerStep,
      double equivariance) {}

  NetworkStudy(TdnExperimentConfig config, Run run) throws IOException {
    this.config = config;
    this.run = run;
    this.data =
        switch (config.source()) {
          case RMD17 ->
              MoleculeData.rmd17(
                  run.data(), "ethanol", config.trainMolecules(), config.testMolecules());
          case THREE_BPA ->
              MoleculeData.threeBpa(run.data(), config.trainMolecules(), config.testMolecules());
          case MORSE -> MoleculeData.morse(config.trainMolecules(), config.testMolecules());
        };
    this.reference = data.reference();
    this.train = prepare(data.train());
    this.test = prepare(data.test());
  }

  private ForceFieldSet prepare(List<Molecule> molecules) {
    return ForceFieldSet.of(molecules, reference, config.network().cutoff())
        .nearest(config.network().maxNeighbors());
  }

  void report() throws Exception {
    run.report().section("Networks on molecules");
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    for (int degree : config.degrees()) {
      for (Variant variant : config.variants()) {
        add(outcomes, outcome(key(degree, variant), shape(degree, variant), config.steps()));
      }
    }
    int first = config.degrees().getFirst();
    if (config.gradientSteps() > 0) {
      add(
          outcomes,
          outcome(
              SLOPES, shape(first, Variant.CP).withGradientForce(true), config.gradientSteps()));
    }
    for (Baseline baseline : config.baselines()) {
      add(outcomes, other(baseline));
    }
    ForceFieldScore none = ForceFieldScore.ofMean(train, test);
    table(outcomes, none);
    judge(outcomes, none);
    new SwapStudy(run, shape(first, Variant.CP), reference, train, test, config.batchSize())
        .report();
    run.report()
        .claim(
            Claim.notTestable(
                "C7",
                "competitive accuracy and dramatic speed-up on PubChemQCR, OC20 and OC22",
                "these data sets are not at hand; small molecules are in their place"));
  }

  private static void add(Map<String, Outcome> outcomes, Outcome outcome) {
    outcomes.put(outcome.name(), outcome);
  }

  private static String key(int degree, Variant variant) {
    return "TDN L = %d, %s"
        .formatted(
            degree,
            switch (variant) {
              case CP -> "CP 7L²";
              case CP_EXACT_RANK -> "CP, exact rank";
              case EXACT_SHARED -> "exact, shared";
              case EXACT_PER_PATH -> "exact, each path";
            });
  }

  private TdnConfig shape(int degree, Variant variant) {
    TdnConfig base = config.network().withDegree(degree);
    return switch (variant) {
      case CP -> base.with(TdnConfig.ProductKind.CP, RankSchedule.QUADRATIC);
      case CP_EXACT_RANK -> base.with(TdnConfig.ProductKind.CP, RankSchedule.EXACT);
      case EXACT_SHARED -> base.with(TdnConfig.ProductKind.EXACT_SHARED, base.rank());
      case EXACT_PER_PATH -> base.with(TdnConfig.ProductKind.EXACT_PER_PATH, base.rank());
    };
  }

  private static String part(String name) {
    return "network-"
        + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("-$", "");
  }

  private Outcome outcome(String name, TdnConfig shape, int steps) throws Exception {
    return run.once(
        part(name),
        Outcome.class,
        () -> {
          TdnModel.Header header = TdnModel.Header.of(Architecture.TDN, shape, reference, train);
          boolean first =
              shape.equals(shape(config.degrees().getFirst(), config.variants().getFirst()));
          try (TdnForceField network = header.decomposed(new Generator(run.seed()))) {
            Outcome outcome = measure(name, network, steps);
            if (first) {
              try (var writer = run.model()) {
                ForceFieldModel.write(writer, network, header);
                writer.commit();
              }
            }
            return outcome;
          }
        });
  }

  private Outcome other(Baseline baseline) throws Exception {
    double cutoff = config.network().cutoff();
    double scale = Math.max(train.rmsForce(), 1e-6);
    double shift = train.meanEnergyPerAtom();
    int elements = reference.species().size();
    Generator rng = new Generator(run.seed());
    TdnConfig shape = shape(config.degrees().getLast(), Variant.CP);
    String degree = "Convolutions L = " + shape.lmax();
    return switch (baseline) {
      case SCHNET ->
          other(
              "SchNet",
              () -> new SchNet(SchNet.Config.standard(cutoff), elements, scale, shift, rng));
      case PAINN ->
          other(
              "PaiNN", () -> new PaiNN(PaiNN.Config.standard(cutoff), elements, scale, shift, rng));
      case CONVOLUTION_CP -> other(degree + ", CP 7L²", () -> convolutions(shape, rng));
      case CONVOLUTION_EXACT ->
          other(
              degree + ", exact, shared",
              () ->
                  convolutions(shape.with(TdnConfig.ProductKind.EXACT_SHARED, shape.rank()), rng));
    };
  }

  private ConvolutionNetwork convolutions(TdnConfig shape, Generator rng) {
    return new ConvolutionNetwork(
        shape,
        reference.species().size(),
        train.averageNeighbors(),
        Math.max(train.rmsForce(), 1e-6),
        train.meanEnergyPerAtom(),
        rng);
  }

  private Outcome other(String name, Supplier<ForceField> make) throws Exception {
    return run.once(
        part(name),
        Outcome.class,
        () -> {
          try (ForceField network = make.get()) {
            return measure(name, network, config.steps());
          }
        });
  }

  private Outcome measure(String name, ForceField network, int steps) throws IOException {
    long start = System.nanoTime();
    TdnTraining.cosine(steps, config.batchSize(), config.learningRate(), ForceLoss.RMS)
        .fit(network, train, name, run.checkpoint(part(name)), run.monitor(), run.seed());
    double milliseconds = (System.nanoTime() - start) / 1e6 / steps;
    ForceFieldScore score = ForceFieldScore.of(network, test, DType.F32);
    double shifted =
        data.shifted().isEmpty()
            ? Double.NaN
            : ForceFieldScore.of(network, prepare(data.shifted()), DType.F32).forceMae();
    return new Outcome(
        name,
        steps,
        network.parameterCount(),
        score.energyMae(),
        score.forceMae(),
        shifted,
        milliseconds,
        ForceEquivariance.of(network, test, DType.F32, run.seed()));
  }

  private void table(Map<String, Outcome> outcomes, ForceFieldScore none) {
    Table.Builder table =
        Table.of("Errors on " + data.name())
            .columns("network", "parameters", "steps")
            .lower("energy MAE (meV)")
            .lower("force MAE (meV/Å)")
            .lower("force MAE, shifted (meV/Å)")
            .lower("ms/step")
            .lower("forces' error of equivariance")
            .note(
                "%d molecules to train on, %d to test, %d a step, float32; the error of"
                        .formatted(train.size(), test.size(), config.batchSize())
                    + " equivariance is relative, under random rotations");
    table.row(
        "mean energy, no forces", null, null, none.energyMae(), none.forceMae(), null, null, null);
    for (Outcome o : outcomes.values()) {
      Double shifted = Double.isNaN(o.shiftedForceMae()) ? null : o.shiftedForceMae();
      table.row(
          o.name(),
          o.parameters(),
          o.steps(),
          o.energyMae(),
          o.forceMae(),
          shifted,
          o.millisecondsPerStep(),
          o.equivariance());
    }
    run.report().table(table.build());
  }

  private void judge(Map<String, Outcome> outcomes, ForceFieldScore none) {
    Outcome slopes = outcomes.get(SLOPES);
    if (slopes != null) {
      run.report()
          .check(
              Check.that(
                  "forces as slopes: errors are finite",
                  Double.isFinite(slopes.forceMae()) && Double.isFinite(slopes.energyMae())));
    }
    for (int degree : config.degrees()) {
      equivariance(outcomes, degree);
      products(outcomes, degree);
    }
    if (!data.synthetic() && config.source() == TdnExperimentConfig.Source.RMD17) {
      Outcome ours = outcomes.values().iterator().next();
      run.report()
          .check(
              Check.atMost(
                  "force MAE over that of no forces", ours.forceMae() / none.forceMae(), 0.35))
          .check(
              Check.atMost(
                  "energy MAE over that of the mean", ours.energyMae() / none.energyMae(), 1));
    }
  }

  private void equivariance(Map<String, Outcome> outcomes, int degree) {
    for (Variant variant : config.variants()) {
      Outcome o = outcomes.get(key(degree, variant));
      if (o != null) {
        run.report()
            .check(
                Check.atMost(
                    o.name() + ": relative error of equivariance of forces",
                    o.equivariance(),
                    variant == Variant.CP ? 0.1 : 1e-4));
        if (variant == Variant.CP) {
          run.report()
              .claim(
                  Claim.exact(
                      "C1, L = " + degree,
                      "networks with the decomposition are approximately equivariant: relative"
                          + " error of forces",
                      o.equivariance(),
                      new Bound.AtMost(0.1)));
        }
      }
    }
  }

  private void products(Map<String, Outcome> outcomes, int degree) {
    Outcome cp = outcomes.get(key(degree, Variant.CP));
    Outcome shared = outcomes.get(key(degree, Variant.EXACT_SHARED));
    Outcome each = outcomes.get(key(degree, Variant.EXACT_PER_PATH));
    if (cp != null && shared != null && !data.synthetic()) {
      run.report()
          .check(
              Check.between(
                  "L = %d: force MAE with the exact product over that with CP".formatted(degree),
                  shared.forceMae() / cp.forceMae(),
                  0.75,
                  1.25));
    }
    if (shared != null && each != null) {
      run.report()
          .claim(
              Claim.exact(
                  "C4b, L = " + degree,
                  "sharing the weights of paths does not cost accuracy: force MAE over that with a"
                      + " weight for each path",
                  shared.forceMae() / each.forceMae(),
                  new Bound.AtMost(1.05)));
    }
    if (cp != null && each != null) {
      run.report()
          .claim(
              Claim.exact(
                  "C6c, L = " + degree,
                  "training steps are faster than with a product of each path",
                  each.millisecondsPerStep() / cp.millisecondsPerStep(),
                  new Bound.AtLeast(1)));
    }
  }
}
