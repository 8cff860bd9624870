package polyad.embedding.matryoshka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import polyad.catalog.Progress;
import polyad.catalog.Run;
import polyad.embedding.NestedLoss;
import polyad.embedding.Nesting;
import polyad.nn.Adam;
import polyad.nn.Embedding;
import polyad.nn.LayerNorm;
import polyad.nn.Module;
import polyad.nn.Schedule;
import polyad.nn.TransformerEncoderLayer;
import polyad.nn.TransformerOptions;
import polyad.nn.WeightSlot;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * A small masked language model whose output is the tied input embedding, nested: the first m
 * numbers of a hidden state with the first m columns of the embedding.
 */
final class NestedMaskedLm {
  private static final Nesting NESTING = NestedContrast.NESTING;
  private static final int WORDS = 2000;
  private static final int MASK = 0;
  private static final int RARE = 1;
  private static final int LENGTH = 32;
  private static final int BATCH = 64;
  private static final int STEPS = 1200;
  private static final double MASKED = 0.15;

  private final Run run;
  private final long seed;

  /** Percent of masked words guessed rightly, by size. */
  record Result(double[] accuracy) {}

  NestedMaskedLm(Run run, long seed) {
    this.run = run;
    this.seed = seed;
  }

  /** Two pre-norm layers over word and place embeddings. */
  private static final class Model extends Module {
    private final Embedding words;
    private final Embedding places;
    private final List<TransformerEncoderLayer> layers = new ArrayList<>();
    private final LayerNorm norm;
    private final WeightSlot bias;

    Model(int vocabulary, Generator rng) {
      int d = NESTING.dimension();
      words = addChild("words", new Embedding(vocabulary, d, rng));
      places = addChild("places", new Embedding(LENGTH, d, rng));
      for (int i = 0; i < 2; i++) {
        TransformerOptions options = TransformerOptions.of(d, 4, 4L * d, 0).preNorm();
        layers.add(addChild("layers." + i, new TransformerEncoderLayer(options, rng)));
      }
      norm = addChild("norm", new LayerNorm(d));
      bias = addParameter("bias", Tensor.zeros(vocabulary));
    }

    /** Hidden states [B·L, d] of words [B, L]. */
    Tensor forward(Tensor tokens) {
      Tensor h = words.forward(tokens).add(places.forward(Tensor.arange(LENGTH)));
      for (TransformerEncoderLayer layer : layers) {
        h = layer.forward(h, null, false);
      }
      return norm.forward(h).reshape(-1, NESTING.dimension());
    }

    Tensor embedding() {
      return words.weight("weight").value();
    }
  }

  private record Batch(Tensor tokens, Tensor places, Tensor target) {}

  Result measure(List<String> lines) {
    int[] text = tokens(lines);
    int cut = text.length * 9 / 10;
    Generator rng = new Generator(seed);
    SplittableRandom random = new SplittableRandom(seed);
    NestedLoss loss = new NestedLoss(NESTING);
    try (Model model = new Model(WORDS, rng);
        Adam optimizer = Adam.adamW(model, 0.01);
        Progress progress = run.progress("masked language model", STEPS)) {
      Schedule schedule = Schedule.oneCycle(2e-3, STEPS);
      for (int step = 0; step < STEPS; step++) {
        run.stopIfRequested();
        try (var _ = TensorScope.open()) {
          model.zeroGrad();
          Batch batch = draw(text, 0, cut, random);
          Tensor hidden = model.forward(batch.tokens()).indexSelect(0, batch.places());
          Tensor total =
              loss.maskedLanguageModel(
                      hidden, model.embedding(), model.bias.value(), batch.target())
                  .total();
          total.backward();
          optimizer.step(schedule.at(step));
          progress.step(total.item());
        }
      }
      return judge(model, text, cut, new SplittableRandom(seed + 1));
    }
  }

  /** Words by frequency; 0 is the mask, 1 stands for all rarer ones. */
  private static int[] tokens(List<String> lines) {
    List<String> words =
        lines.stream()
            .flatMap(l -> List.of(l.strip().split(" +")).stream())
            .filter(w -> !w.isEmpty())
            .toList();
    Map<String, Integer> counts = new HashMap<>();
    words.forEach(w -> counts.merge(w, 1, Integer::sum));
    Map<String, Integer> ids = new HashMap<>();
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(WORDS - 2L)
        .forEach(e -> ids.put(e.getKey(), ids.size() + 2));
    return words.stream().mapToInt(w -> ids.getOrDefault(w, RARE)).toArray();
  }

  private static Batch draw(int[] text, int from, int to, SplittableRandom random) {
    int[] tokens = new int[BATCH * LENGTH];
    List<Integer> places = new ArrayList<>();
    List<Integer> target = new ArrayList<>();
    for (int b = 0; b < BATCH; b++) {
      int start = from + random.nextInt(to - from - LENGTH);
      for (int i = 0; i < LENGTH; i++) {
        int place = b * LENGTH + i;
        tokens[place] = text[start + i];
        if (random.nextDouble() < MASKED && tokens[place] != RARE) {
          places.add(place);
          target.add(tokens[place]);
          tokens[place] = MASK;
        }
      }
    }
    int[] at = places.stream().mapToInt(Integer::intValue).toArray();
    int[] right = target.stream().mapToInt(Integer::intValue).toArray();
    return new Batch(
        Tensor.of(tokens, BATCH, LENGTH), Tensor.of(at, at.length), Tensor.of(right, right.length));
  }

  private static Result judge(Model model, int[] text, int cut, SplittableRandom random) {
    double[] accuracy = new double[NESTING.levels()];
    long total = 0;
    model.eval();
    for (int round = 0; round < 10; round++) {
      try (var _ = TensorScope.open();
          var _ = Autograd.noGrad()) {
        Batch batch = draw(text, cut, text.length, random);
        Tensor hidden = model.forward(batch.tokens()).indexSelect(0, batch.places());
        total += batch.target().numel();
        for (int g = 0; g < accuracy.length; g++) {
          int m = NESTING.size(g);
          Tensor logits =
              Functional.linear(
                  hidden.narrow(1, 0, m), model.embedding().narrow(1, 0, m), model.bias.value());
          Tensor right = logits.argmax(-1, false).eq(batch.target());
          accuracy[g] += right.to(DType.F64).sum().item();
        }
      }
    }
    for (int g = 0; g < accuracy.length; g++) {
      accuracy[g] *= 100.0 / total;
    }
    return new Result(accuracy);
  }
}
