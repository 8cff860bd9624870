package polyad.embedding.optembed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import polyad.catalog.JobException;
import polyad.data.CtrDataset;
import polyad.data.FieldLayout;
import polyad.nn.Adam;
import polyad.nn.AdamSgd;
import polyad.nn.Optimizer;
import polyad.nn.ParameterGroup;
import polyad.nn.search.EvolutionSearch;
import polyad.tensor.Autograd;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** The phases of OptEmbed, one after another. */
public final class OptEmbed {
  private final CtrModel model;
  private final OptEmbedConfig config;
  private final CtrDataset train;
  private final CtrDataset validation;
  private final Session session;

  /** Is told of the weights after the supernet's training, before they are trained again. */
  interface SupernetListener {
    void trained(CtrNetwork network, SuperNet supernet, boolean[] kept);
  }

  private OptEmbed(
      CtrModel model,
      CtrDataset train,
      CtrDataset validation,
      OptEmbedConfig config,
      Session session) {
    this.model = model;
    this.config = config;
    this.train = train;
    this.validation = validation;
    this.session = session;
  }

  /**
   * Trains the supernet, searches dimensions, trains again.
   *
   * @throws IllegalArgumentException when rows are of one class only
   * @throws JobException when a loss is not finite or all values were pruned
   */
  public static OptEmbedResult fit(
      CtrModel model,
      CtrDataset train,
      CtrDataset validation,
      OptEmbedConfig config,
      Session session) {
    return fit(model, train, validation, config, session, (n, s, k) -> {});
  }

  static OptEmbedResult fit(
      CtrModel model,
      CtrDataset train,
      CtrDataset validation,
      OptEmbedConfig config,
      Session session,
      SupernetListener listener) {
    try (var _ = TensorScope.open()) {
      return new OptEmbed(model, train, validation, config, session).run(listener);
    }
  }

  /** Trains the model with the full table: the baseline. */
  static CtrNetwork base(
      CtrModel model,
      CtrDataset train,
      CtrDataset validation,
      OptEmbedConfig config,
      Session session) {
    try (var _ = TensorScope.open()) {
      OptEmbed fit = new OptEmbed(model, train, validation, config, session);
      Generator rng = new Generator(session.seed());
      CtrNetwork network = fit.network(rng);
      fit.train(network, network::forward, "base", rng);
      return network;
    }
  }

  /** Trains the model with rows fixed beforehand and all dimensions: frequency pruning. */
  static CtrNetwork pruned(
      CtrModel model,
      CtrDataset train,
      CtrDataset validation,
      boolean[] kept,
      OptEmbedConfig config,
      Session session) {
    int[] dims = new int[train.layout().count()];
    Arrays.fill(dims, config.latentDim());
    try (var _ = TensorScope.open()) {
      OptEmbed fit = new OptEmbed(model, train, validation, config, session);
      Generator rng = new Generator(session.seed());
      CtrNetwork network = fit.network(rng);
      try (MaskedNet masked = masked(network, config, kept, dims)) {
        fit.train(network, masked::forward, "pruned", rng);
      }
      return network;
    }
  }

  private CtrNetwork network(Generator rng) {
    boolean byValue = config.threshold() == OptEmbedConfig.Threshold.FEATURE;
    CtrNetwork network = new CtrNetwork(train.layout(), config.shape(model), byValue, rng);
    network.scaleLinear(config.linearStd());
    network.forget(train.counts());
    return network;
  }

  private OptEmbedResult run(SupernetListener listener) {
    Generator rng = new Generator(session.seed());
    CtrNetwork network = network(rng);
    Map<String, Tensor> initial = network.snapshot();
    SuperNet supernet = new SuperNet(network, config.pruning());
    List<Epoch> history = new ArrayList<>();
    DimensionSampler sampler = new DimensionSampler(config.latentDim(), session.seed());
    double supernetAuc = trainSupernet(network, supernet, sampler, history, rng);
    boolean[] kept = kept(supernet);
    requireSome(kept);
    listener.trained(network, supernet, kept);
    EvolutionSearch.Result found = search(network, supernet, kept);
    int[] dims = dims(found);
    double auc = retrain(network, initial, kept, dims, rng);
    return new OptEmbedResult(
        network, config, kept, dims, supernetAuc, auc, found, history, sampler.counts());
  }

  private double trainSupernet(
      CtrNetwork network,
      SuperNet supernet,
      DimensionSampler sampler,
      List<Epoch> history,
      Generator rng) {
    boolean samples = config.mode().searchesDimensions();
    ParameterGroup thresholds =
        new ParameterGroup(List.of(network.thresholdParameter()), config.tLr() / config.lr(), 0);
    try (Optimizer optimizer =
        new AdamSgd(
            ParameterGroup.of(network.weights(), config.l2()),
            List.of(thresholds),
            Adam.Options.adam())) {
      return new CtrTraining(network, optimizer, train, validation, config)
          .fit(
              (batch, step) -> {
                Tensor x = batch.x();
                Tensor index =
                    samples ? sampler.draw((int) x.size(0), (int) x.size(1), step) : null;
                return supernet.loss(logLoss(supernet.forward(x, index), batch.y()));
              },
              x -> supernet.forward(x, null),
              session.part("supernet"),
              rng,
              (epoch, loss, auc) -> history.add(epoch(network, supernet, epoch + 1, loss, auc)));
    }
  }

  private static Tensor logLoss(Tensor logits, Tensor labels) {
    return Functional.binaryCrossEntropyWithLogits(logits, labels);
  }

  private static Epoch epoch(
      CtrNetwork network, SuperNet supernet, int epoch, double loss, double auc) {
    FieldLayout layout = network.layout();
    int[] counts = TableSize.counts(layout, kept(supernet));
    float[] t = network.threshold().detach().toFloatArray();
    int[] offsets = layout.offsets();
    List<Double> shares = new ArrayList<>();
    List<Double> thresholds = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      shares.add((double) counts[i] / layout.sizes().get(i));
      thresholds.add(
          network.hasValueThresholds() ? mean(t, offsets[i], offsets[i + 1]) : (double) t[i]);
    }
    return new Epoch(epoch, loss, auc, shares, thresholds);
  }

  private static double mean(float[] values, int from, int to) {
    double sum = 0;
    for (int v = from; v < to; v++) {
      sum += values[v];
    }
    return sum / (to - from);
  }

  static boolean[] kept(SuperNet supernet) {
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      float[] mask = supernet.featureMask().toFloatArray();
      boolean[] kept = new boolean[mask.length];
      for (int v = 0; v < kept.length; v++) {
        kept[v] = mask[v] > 0;
      }
      return kept;
    }
  }

  private void requireSome(boolean[] kept) {
    for (boolean one : kept) {
      if (one) {
        return;
      }
    }
    throw new JobException(
        session.label()
            + ": all values of all fields were pruned: the threshold is too strong, lower alpha or"
            + " tLr");
  }

  private EvolutionSearch.Result search(CtrNetwork network, SuperNet supernet, boolean[] kept) {
    if (!config.mode().searchesDimensions()) {
      return new EvolutionSearch.Result(List.of(), List.of());
    }
    try (DimensionSearch space = new DimensionSearch(network, supernet, kept, validation, config)) {
      return space.evolve(session.part("evolution"));
    }
  }

  /** The best candidate's; 1 for a field of one value, which cannot tell rows apart. */
  private int[] dims(EvolutionSearch.Result found) {
    FieldLayout layout = train.layout();
    int[] dims = new int[layout.count()];
    Arrays.fill(dims, config.latentDim());
    if (!found.evaluated().isEmpty()) {
      dims = found.best().array();
    }
    for (int i = 0; i < dims.length; i++) {
      dims[i] = layout.sizes().get(i) == 1 ? 1 : dims[i];
    }
    return dims;
  }

  private double retrain(
      CtrNetwork network, Map<String, Tensor> initial, boolean[] kept, int[] dims, Generator rng) {
    try (MaskedNet masked = masked(network, config, kept, dims)) {
      switch (config.retrain()) {
        case INIT -> network.loadStateDict(initial);
        case SCRATCH -> {
          try (CtrNetwork other = network(new Generator(session.seed() + 1))) {
            network.loadStateDict(other.stateDict());
          }
        }
        case NONE -> {
          return Score.of(validation, masked::forward).auc();
        }
      }
      return train(network, masked::forward, "retraining", rng);
    }
  }

  private double train(
      CtrNetwork network, UnaryOperator<Tensor> forward, String phase, Generator rng) {
    try (Adam adam =
        new Adam(ParameterGroup.of(network.weights(), config.l2()), Adam.Options.adam())) {
      return new CtrTraining(network, adam, train, validation, config)
          .fit(
              (batch, step) -> logLoss(forward.apply(batch.x()), batch.y()),
              forward,
              session.part(phase),
              rng,
              (epoch, loss, auc) -> {});
    }
  }

  static MaskedNet masked(CtrNetwork network, OptEmbedConfig config, boolean[] kept, int[] dims) {
    float[] mask = new float[kept.length];
    for (int v = 0; v < mask.length; v++) {
      mask[v] = kept[v] ? 1 : 0;
    }
    return new MaskedNet(
        network, config.pruned(), Tensor.of(mask, mask.length), dims, config.pruneLinear());
  }
}
