package polyad.embedding.optembed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import polyad.catalog.Run;
import polyad.data.CtrDataset;
import polyad.data.FieldLayout;
import polyad.nn.search.EvolutionSearch;
import polyad.tensor.TensorFiles;

/** Trains OptEmbed and what it is compared with on one click log; finished parts are kept. */
final class Contest {
  private static final int ROUNDS = 7;

  private final Run run;
  private final ClickTask task;
  private final OptEmbedConfig config;
  private final long seed;

  Contest(Run run, ClickTask task, OptEmbedConfig config, long seed) {
    this.run = run;
    this.task = task;
    this.config = config;
    this.seed = seed;
  }

  private String part(String name, CtrModel model) {
    return (task.slug() + "-" + name + "-" + model + "-" + seed).toLowerCase(Locale.ROOT);
  }

  private Session session(String part) throws IOException {
    return new Session(part, run.checkpoint(part), seed, run.monitor());
  }

  /** Base model and OptEmbed, in full. */
  Trial trial(CtrModel model) throws Exception {
    String part = part("trial", model);
    return run.once(part, Trial.class, () -> fit(model, part));
  }

  private Trial fit(CtrModel model, String part) throws IOException {
    long start = System.nanoTime();
    Score base;
    Session session = session(part);
    try (CtrNetwork network =
        OptEmbed.base(model, task.train(), task.validation(), config, session)) {
      base = Score.of(task.test(), network::forward);
    }
    Seen seen = new Seen();
    try (OptEmbedResult result =
            OptEmbed.fit(model, task.train(), task.validation(), config, session, seen);
        MaskedNet masked = result.masked()) {
      Score retrained = Score.of(task.test(), masked::forward);
      run.info(
          "%s: base %.4f, supernet %.4f, retrained %.4f, sparsity %.3f, %.0f s"
              .formatted(
                  part,
                  base.auc(),
                  seen.supernet.auc(),
                  retrained.auc(),
                  result.size().sparsity(),
                  1e-9 * (System.nanoTime() - start)));
      double[] shares = keptShares(result.kept());
      return new Trial(
          base,
          seen.supernet,
          retrained,
          fieldShares(result),
          Arrays.stream(result.dims()).boxed().toList(),
          result.size().parameters(),
          result.size().full(),
          model.hasLinear() ? result.layout().total() : 0,
          best(result.search()),
          seen.random,
          seen.fullDims,
          result.search().evaluated().size(),
          result.search().bestByGeneration(),
          front(points(result)),
          points(result),
          shares[0],
          shares[1],
          result.history(),
          Arrays.stream(result.drawn()).boxed().toList(),
          export(result, masked));
    }
  }

  private static double best(EvolutionSearch.Result search) {
    return search.evaluated().isEmpty() ? Double.NaN : search.best().score();
  }

  /** What is measured with the supernet's weights, before they are trained again. */
  private final class Seen implements OptEmbed.SupernetListener {
    private Score supernet = new Score(Double.NaN, Double.NaN);
    private double random = Double.NaN;
    private double fullDims = Double.NaN;

    @Override
    public void trained(CtrNetwork network, SuperNet net, boolean[] kept) {
      supernet = Score.of(task.test(), x -> net.forward(x, null));
      if (!config.mode().searchesDimensions()) {
        return;
      }
      int[] all = new int[task.train().layout().count()];
      Arrays.fill(all, config.latentDim());
      try (DimensionSearch search =
          new DimensionSearch(network, net, kept, task.validation(), config)) {
        fullDims = search.auc(all);
        int evaluations = config.population() * config.generations();
        random = search.random(evaluations, seed + 1).best().score();
      }
    }
  }

  private static List<Double> fieldShares(OptEmbedResult result) {
    int[] counts = TableSize.counts(result.layout(), result.kept());
    List<Double> shares = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      shares.add((double) counts[i] / result.layout().sizes().get(i));
    }
    return shares;
  }

  /** Kept shares of the 10 % most frequent values and of the others, over all fields. */
  private double[] keptShares(boolean[] kept) {
    FieldLayout layout = task.train().layout();
    int[] counts = task.train().counts();
    Integer[] order = new Integer[layout.total()];
    Arrays.setAll(order, v -> v);
    Arrays.sort(order, Comparator.comparingInt((Integer v) -> -counts[v]));
    int top = Math.max(1, order.length / 10);
    double[] shares = new double[2];
    for (int r = 0; r < order.length; r++) {
      shares[r < top ? 0 : 1] += kept[order[r]] ? 1 : 0;
    }
    shares[0] /= top;
    shares[1] /= Math.max(1, order.length - top);
    return shares;
  }

  private static List<Trial.Point> points(OptEmbedResult result) {
    int[] counts = TableSize.counts(result.layout(), result.kept());
    List<Trial.Point> points = new ArrayList<>();
    for (EvolutionSearch.Candidate candidate : result.search().evaluated()) {
      long parameters = 0;
      for (int i = 0; i < counts.length; i++) {
        parameters += (long) counts[i] * candidate.vector().get(i);
      }
      points.add(new Trial.Point(parameters, candidate.score()));
    }
    return points;
  }

  static List<Trial.Point> front(List<Trial.Point> points) {
    List<Trial.Point> sorted = new ArrayList<>(points);
    sorted.sort(
        Comparator.comparingLong(Trial.Point::parameters)
            .thenComparing(Comparator.comparingDouble(Trial.Point::auc).reversed()));
    List<Trial.Point> front = new ArrayList<>();
    for (Trial.Point point : sorted) {
      if (front.isEmpty() || point.auc() > front.getLast().auc()) {
        front.add(point);
      }
    }
    return front;
  }

  private Trial.Export export(OptEmbedResult result, MaskedNet masked) throws IOException {
    Path folder = Files.createTempDirectory("polyad-optembed");
    Path file = folder.resolve("table.safetensors");
    try (ServedModel single = ServedModel.of(result, false);
        ServedModel half = ServedModel.of(result, true)) {
      TensorFiles.writeSafetensors(
          file, Map.of("embedding", result.network().table()), Map.of("format", "pt"));
      long full = Files.size(file);
      single.table().export(file);
      long compact = Files.size(file);
      half.table().export(file);
      long halved = Files.size(file);
      CtrDataset test = task.test();
      float[] logits = Score.logits(test, masked::forward);
      return new Trial.Export(
          full,
          compact,
          halved,
          4 * result.size().full(),
          single.table().bytes(),
          difference(logits, single.logits(test)),
          difference(logits, half.logits(test)),
          rate(() -> Score.logits(test, masked::forward)),
          rate(() -> single.logits(test)));
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }

  private static double difference(float[] a, float[] b) {
    double worst = 0;
    for (int i = 0; i < a.length; i++) {
      worst = Math.max(worst, Math.abs((double) a[i] - b[i]));
    }
    return worst;
  }

  /** Rows a second, the median of some rounds. */
  private static double rate(Supplier<float[]> predict) {
    double[] rates = new double[ROUNDS];
    for (int r = 0; r < ROUNDS; r++) {
      long start = System.nanoTime();
      int rows = predict.get().length;
      rates[r] = rows / (1e-9 * (System.nanoTime() - start));
    }
    Arrays.sort(rates);
    return rates[ROUNDS / 2];
  }

  /** The base model over the full table, or over one with fewer dimensions. */
  Score uniform(CtrModel model, int width) throws Exception {
    String part = part("uniform" + width, model);
    return run.once(
        part,
        Score.class,
        () -> base(model, task.train(), task.validation(), task.test(), width, part));
  }

  private Score base(
      CtrModel model,
      CtrDataset train,
      CtrDataset validation,
      CtrDataset test,
      int width,
      String part)
      throws IOException {
    OptEmbedConfig narrow = config.withLatentDim(width);
    try (CtrNetwork network = OptEmbed.base(model, train, validation, narrow, session(part))) {
      return Score.of(test, network::forward);
    }
  }

  /** The model without the values that are seen least; the same number is kept as by a trial. */
  Score frequency(CtrModel model, int keep) throws Exception {
    String part = part("frequency", model);
    return run.once(
        part,
        Score.class,
        () -> {
          boolean[] kept = mostFrequent(keep);
          int[] dims = new int[task.train().layout().count()];
          Arrays.fill(dims, config.latentDim());
          try (CtrNetwork network =
                  OptEmbed.pruned(
                      model, task.train(), task.validation(), kept, config, session(part));
              MaskedNet masked = OptEmbed.masked(network, config, kept, dims)) {
            return Score.of(task.test(), masked::forward);
          }
        });
  }

  private boolean[] mostFrequent(int keep) {
    int[] counts = task.train().counts();
    Integer[] order = new Integer[counts.length];
    Arrays.setAll(order, v -> v);
    Arrays.sort(order, Comparator.comparingInt((Integer v) -> -counts[v]));
    boolean[] kept = new boolean[counts.length];
    for (int r = 0; r < Math.min(keep, order.length); r++) {
      kept[order[r]] = true;
    }
    return kept;
  }

  /** The model with values hashed into tables of a share of their sizes. */
  Score hashed(CtrModel model, double share) throws Exception {
    String part = part("hashed", model);
    return run.once(
        part,
        Score.class,
        () ->
            base(
                model,
                HashedFields.hash(task.train(), share),
                HashedFields.hash(task.validation(), share),
                HashedFields.hash(task.test(), share),
                config.latentDim(),
                part));
  }

  /** OptEmbed in another form; only its scores and size. */
  Outcome variant(CtrModel model, String name, OptEmbedConfig other) throws Exception {
    String part = part(name, model);
    return run.once(
        part,
        Outcome.class,
        () -> {
          try (OptEmbedResult result =
                  OptEmbed.fit(model, task.train(), task.validation(), other, session(part));
              MaskedNet masked = result.masked()) {
            return new Outcome(Score.of(task.test(), masked::forward), result.size().sparsity());
          }
        });
  }

  /** Scores and size of a variant. */
  record Outcome(Score score, double sparsity) {}
}
