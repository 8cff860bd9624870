package polyad.geometry.tdn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import polyad.catalog.ModelDirectory;
import polyad.catalog.Run;
import polyad.catalog.report.Bound;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Table;
import polyad.geometry.ForceFieldScore;
import polyad.geometry.ForceFieldSet;
import polyad.geometry.ReferenceEnergies;
import polyad.geometry.tdn.TdnConfig.ProductKind;
import polyad.nn.Adam;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;

/**
 * One network, every product: steps of training with each, and the products whose weights have the
 * same shape put into the trained network.
 */
final class SwapStudy {
  private static final int STEPS = 4;
  private static final int ROTATIONS = 8;
  private static final double LEARNING_RATE = 1e-3;
  private static final Swapped NONE = new Swapped(Double.NaN, Double.NaN, Double.NaN);

  private final Run run;
  private final TdnConfig trained;
  private final ReferenceEnergies reference;
  private final ForceFieldSet train;
  private final ForceFieldSet test;
  private final int batchSize;

  /** A few steps with a product. */
  record Steps(long parameters, double loss, double milliseconds) {}

  /** The trained network with a product in place of the one it was trained with. */
  record Swapped(double energyMae, double forceMae, double equivariance) {}

  SwapStudy(
      Run run,
      TdnConfig trained,
      ReferenceEnergies reference,
      ForceFieldSet train,
      ForceFieldSet test,
      int batchSize) {
    this.run = run;
    this.trained = trained;
    this.reference = reference;
    this.train = train;
    this.test = test;
    this.batchSize = batchSize;
  }

  void report() throws Exception {
    steps();
    swapped();
  }

  private TdnConfig with(ProductKind kind) {
    return trained.with(kind, trained.rank());
  }

  private void steps() throws Exception {
    Table.Builder table =
        Table.of("One network, every product: the first steps of training")
            .columns("product", "parameters", "last loss")
            .lower("ms/step")
            .note("L = %d, %d molecules a step".formatted(trained.lmax(), batchSize));
    int works = 0;
    for (ProductKind kind : ProductKind.values()) {
      Steps steps = run.once("steps-" + kind, Steps.class, () -> run(with(kind)));
      works += Double.isFinite(steps.loss()) ? 1 : 0;
      table.row(label(kind), steps.parameters(), steps.loss(), steps.milliseconds());
    }
    run.report()
        .table(table.build())
        .claim(
            Claim.exact(
                "C5",
                "plug-and-play: products that train in the same network by one key of its"
                    + " configuration",
                works,
                new Bound.AtLeast(ProductKind.values().length)));
  }

  private static String label(ProductKind kind) {
    return switch (kind) {
      case CP -> "CP";
      case EXACT_SHARED -> "exact, shared";
      case EXACT_PER_PATH -> "exact, each path";
      case TUCKER -> "Tucker, three quarters of each axis";
      case TENSOR_TRAIN -> "tensor train, three quarters of each rank";
      case GAUNT -> "Gaunt grid, even paths";
    };
  }

  private Steps run(TdnConfig shape) {
    TdnTraining training = TdnTraining.cosine(STEPS, batchSize, LEARNING_RATE, ForceLoss.RMS);
    double loss = Double.NaN;
    double best = Double.MAX_VALUE;
    try (TdnForceField network =
            TdnModel.Header.of(Architecture.TDN, shape, reference, train)
                .decomposed(new Generator(run.seed()));
        Adam adam = Adam.adam(network)) {
      network.train();
      int[] batch = IntStream.range(0, Math.min(batchSize, train.size())).toArray();
      for (int step = 0; step < STEPS; step++) {
        long start = System.nanoTime();
        try (var _ = TensorScope.open()) {
          network.zeroGrad();
          ForceFieldSet.Batch examples = train.batch(batch, DType.F32);
          Tensor value = training.loss(network.predict(examples.graph()), examples);
          value.backward();
          adam.step(LEARNING_RATE);
          loss = value.item();
        }
        best = Math.min(best, (System.nanoTime() - start) / 1e6);
      }
      return new Steps(network.parameterCount(), loss, best);
    }
  }

  private void swapped() throws Exception {
    Map<String, TdnConfig> shapes = new HashMap<>();
    List<String> names = new ArrayList<>();
    for (ProductKind kind :
        List.of(
            ProductKind.CP,
            ProductKind.EXACT_SHARED,
            ProductKind.TUCKER,
            ProductKind.TENSOR_TRAIN)) {
      names.add(label(kind));
      shapes.put(label(kind), with(kind));
    }
    String exactRank = "CP, exact rank";
    names.add(1, exactRank);
    shapes.put(exactRank, trained.with(ProductKind.CP, RankSchedule.EXACT));
    Table.Builder table =
        Table.of("The network trained with CP, with other products put into it")
            .columns("product")
            .lower("energy MAE (meV)")
            .lower("force MAE (meV/Å)")
            .lower("forces' error of equivariance");
    Map<String, Swapped> results = new HashMap<>();
    Swapped averaged = run.once("averaged", Swapped.class, () -> evaluate(trained, ROTATIONS));
    String averagedName = "CP, averaged over %d rotations".formatted(ROTATIONS);
    table.row(averagedName, averaged.energyMae(), averaged.forceMae(), averaged.equivariance());
    for (String name : names) {
      TdnConfig shape = shapes.getOrDefault(name, trained);
      Swapped s =
          run.once(
              "swapped-" + shape.product() + "-" + shape.rank(),
              Swapped.class,
              () -> evaluate(shape, 1));
      results.put(name, s);
      table.row(name, s.energyMae(), s.forceMae(), s.equivariance());
    }
    Swapped cp = results.getOrDefault(label(ProductKind.CP), NONE);
    Swapped exact = results.getOrDefault(label(ProductKind.EXACT_SHARED), NONE);
    run.report()
        .table(table.build())
        .check(
            Check.between(
                "force MAE with the exact product put in over that with CP",
                exact.forceMae() / cp.forceMae(),
                0.75,
                1.25));
  }

  private Swapped evaluate(TdnConfig shape, int rotations) throws Exception {
    ModelDirectory model = ModelDirectory.open(run.directory().model());
    try (var _ = TensorScope.open();
        TdnForceField network =
            TdnModel.Header.of(Architecture.TDN, shape, reference, train)
                .decomposed(new Generator(run.seed()))) {
      Map<String, Tensor> state = new HashMap<>(network.stateDict());
      TensorFiles.readSafetensors(model.weights())
          .forEach(
              (name, value) -> {
                // The products keep their own tables.
                if (!name.contains(".cp_tp.")) {
                  state.put(name, value);
                }
              });
      network.loadStateDict(state);
      network.network().symmetrize(rotations, run.seed());
      ForceFieldScore score = ForceFieldScore.of(network, test, DType.F32);
      return new Swapped(
          score.energyMae(),
          score.forceMae(),
          ForceEquivariance.of(network, test, DType.F32, run.seed()));
    }
  }
}
