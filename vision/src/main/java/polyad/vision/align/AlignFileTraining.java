package polyad.vision.align;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import polyad.catalog.Progress;
import polyad.catalog.TrainJob;
import polyad.catalog.Trainable;
import polyad.catalog.UsageException;
import polyad.data.FormatException;
import polyad.data.TextFiles;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;
import polyad.text.WordPiece;
import polyad.text.WordPieceTrainer;

/** {@code polyad train align}: a file of picture paths and captions in, a model directory out. */
final class AlignFileTraining implements Trainable<AlignConfig> {
  private static final int SIDE = 32;
  private static final int VOCABULARY = 4000;

  /** What was read; pictures that cannot be read are left out. */
  private record Pairs(List<float[]> pixels, List<String> captions) {}

  @Override
  public AlignConfig trainConfig() {
    return AlignConfig.defaults();
  }

  @Override
  public void train(AlignConfig config, TrainJob job) throws Exception {
    if (job.data().size() != 1 || job.labels() != null) {
      throw new UsageException("give one file of lines: picture, tab, caption; no labels");
    }
    Path file = job.data().getFirst();
    Pairs pairs = read(file, job);
    if (config.batch() > pairs.captions().size()) {
      throw new UsageException(
          "%s: batch is %d, allowed: 2 to the %d pairs read"
              .formatted(file, config.batch(), pairs.captions().size()));
    }
    WordPiece tokenizer = WordPieceTrainer.train(pairs.captions(), VOCABULARY, 1, true);
    try (var _ = TensorScope.open()) {
      reportCut(tokenizer, pairs.captions(), job);
      AlignTraining training =
          AlignTraining.of(config, 3, SIDE, tokenizer.vocabulary().size(), job.seed());
      PairData data =
          new PairData(stack(pairs.pixels()), PaddedTokens.of(tokenizer, pairs.captions()));
      long steps = AlignTraining.steps(data.size(), config);
      try (DualEncoder model = training.model();
          Progress progress = job.monitor().progress("align", steps)) {
        var watch =
            new AlignTraining.Watch(
                job.checkpoint("trainer"), progress, job.monitor()::stopRequested);
        training.fit(data, job.seed(), watch, null, epoch -> {});
        var facts = new TrainedAlign.Facts(config.dim(), SIDE, config.text());
        try (var writer = job.model()) {
          new TrainedAlign(model, tokenizer, facts).write(writer);
          writer.commit();
        }
      }
    }
  }

  private static Pairs read(Path file, TrainJob job) throws IOException {
    Pairs pairs = new Pairs(new ArrayList<>(), new ArrayList<>());
    List<String> lines = TextFiles.lines(file);
    int unreadable = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int tab = line.indexOf('\t');
      if (tab < 1 || line.substring(tab + 1).isBlank()) {
        throw new FormatException(
            file, "line " + (i + 1), FormatException.quote(line), "picture, tab, caption");
      }
      try {
        Path picture = file.resolveSibling(line.substring(0, tab));
        pairs.pixels().add(TrainedAlign.pixels(picture, SIDE));
        pairs.captions().add(line.substring(tab + 1));
      } catch (IOException e) {
        unreadable++;
      }
    }
    if (unreadable * 2 > lines.size()) {
      throw new UsageException(
          "%s: %d of %d pictures cannot be read, allowed: at most half"
              .formatted(file, unreadable, lines.size()));
    }
    if (unreadable > 0) {
      job.monitor().info(unreadable + " pictures cannot be read and are left out");
    }
    return pairs;
  }

  private static void reportCut(WordPiece tokenizer, List<String> captions, TrainJob job) {
    long cut =
        captions.stream()
            .filter(text -> tokenizer.encode(text, PaddedTokens.MAX_TOKENS).truncated())
            .count();
    if (cut > 0) {
      job.monitor()
          .info(
              "%d captions are longer than %d tokens and are cut"
                  .formatted(cut, PaddedTokens.MAX_TOKENS));
    }
  }

  private static Tensor stack(List<float[]> pixels) {
    int size = 3 * SIDE * SIDE;
    float[] all = new float[Math.multiplyExact(pixels.size(), size)];
    for (int i = 0; i < pixels.size(); i++) {
      System.arraycopy(pixels.get(i), 0, all, i * size, size);
    }
    return Tensor.of(all, pixels.size(), 3, SIDE, SIDE);
  }
}
