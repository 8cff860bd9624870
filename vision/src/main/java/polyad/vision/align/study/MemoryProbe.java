package polyad.vision.align.study;

import java.io.IOException;
import polyad.catalog.PeakMemory;
import polyad.tensor.DType;
import polyad.tensor.Engine;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;
import polyad.vision.align.CachedGradient;
import polyad.vision.align.DualEncoder;
import polyad.vision.align.PaddedTokens;
import polyad.vision.align.PairLoss;

/**
 * A process of its own that takes the derivatives of one batch and prints how many bytes that held
 * at most. A fresh process has no freed memory at hand that would hide what a batch needs.
 */
final class MemoryProbe {
  private static final int DATA = 1024;
  private static final int VOCABULARY = 200;
  private static final int LENGTH = 12;
  private static final int SIDE = 32;

  private MemoryProbe() {}

  /** Starts the process and waits for its number. */
  static long measure(int batch, int chunk) throws IOException, InterruptedException {
    return PeakMemory.inFreshProcess(
        MemoryProbe.class, String.valueOf(batch), String.valueOf(chunk));
  }

  /** Batch and chunk; equal ones make a plain batch. */
  public static void main(String[] args) throws IOException {
    int batch = Integer.parseInt(args[0]);
    int chunk = Integer.parseInt(args[1]);
    Engine.setThreads(1);
    TowersConfig config =
        TowersConfig.defaults()
            .with(TowersConfig.TextKind.BERT)
            .with(TowersConfig.ImageKind.EFFICIENTNET);
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(0);
      Tensor pixels = Tensor.rand(rng, DType.F32, DATA, 3, SIDE, SIDE);
      Tensor ids = Tensor.randint(rng, 0, VOCABULARY, DATA, LENGTH);
      PaddedTokens tokens = new PaddedTokens(ids, ids.onesLike());
      try (DualEncoder model = config.build(3, SIDE, VOCABULARY, new Generator(0))) {
        Step step = new Step(model, config.loss(), pixels, tokens, rng);
        step.run(8, 8); // loads kernels and makes room for the derivatives
        System.out.println(PeakMemory.of(() -> step.run(batch, chunk)));
      }
    }
  }

  private record Step(
      DualEncoder model, PairLoss loss, Tensor pixels, PaddedTokens tokens, Generator rng) {
    void run(int batch, int chunk) {
      try (var _ = TensorScope.open()) {
        Tensor some = pixels.narrow(0, 0, batch);
        PaddedTokens texts = tokens.narrow(0, batch);
        if (chunk >= batch) {
          loss.of(model.images(some), model.texts(texts), model.temperature()).backward();
        } else {
          new CachedGradient(model, loss, chunk, rng).accumulate(some, texts);
        }
      }
    }
  }
}
