package polyad.text.matryoshka2d;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import polyad.catalog.AtomicFiles;
import polyad.catalog.PeakMemory;
import polyad.tensor.Engine;
import polyad.tensor.TensorScope;
import polyad.text.Pooling;
import polyad.text.SentenceEncoder;
import polyad.text.TokenizedTexts;
import polyad.text.WordPiece;

/**
 * What opening the first layers of an encoder and embedding with them holds at most. The encoder is
 * larger than those that are trained here, whose few hundred kilobytes nobody would miss; its
 * weights are random, which memory does not mind.
 */
final class DepthMemory {
  private static final int SENTENCES = 512;
  private static final int TOKENS = 14;

  /** Twelve layers of width 256. */
  static final EncoderShape SHAPE = new EncoderShape(12, 256, 4, 1024, 64, Pooling.AVG, 0, 0.02);

  private DepthMemory() {}

  /**
   * Bytes of each depth, n = 0, ..., N.
   *
   * @param folder must not exist; removed afterwards
   */
  static long[] measure(Path folder, WordPiece tokenizer) throws IOException, InterruptedException {
    try {
      try (SentenceEncoder encoder = SHAPE.build(tokenizer, 1)) {
        encoder.save(folder);
      }
      long[] bytes = new long[SHAPE.layers() + 1];
      for (int n = 0; n < bytes.length; n++) {
        bytes[n] =
            PeakMemory.inFreshProcess(
                DepthMemory.class, folder.toAbsolutePath().toString(), String.valueOf(n));
      }
      return bytes;
    } finally {
      AtomicFiles.deleteTree(folder);
    }
  }

  /** The encoder's folder and the number of layers; prints bytes. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Engine.setThreads(1);
    embed(folder, 1, 2); // loads the engine and its kernels
    int layers = Integer.parseInt(args[1]);
    System.out.println(PeakMemory.of(() -> embed(folder, layers, SENTENCES)));
  }

  private static void embed(Path folder, int layers, int sentences) {
    try (SentenceEncoder encoder = SentenceEncoder.load(folder, layers);
        var _ = TensorScope.open()) {
      encoder.encode(random(encoder, sentences), layers, encoder.dimension());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TokenizedTexts random(SentenceEncoder encoder, int count) {
    SplittableRandom random = new SplittableRandom(1);
    int vocabulary = encoder.transformer().config().vocabSize();
    List<int[]> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(random.ints(TOKENS, 0, vocabulary).toArray());
    }
    return new TokenizedTexts(ids, encoder.transformer().config().padTokenId(), 0);
  }
}
