package polyad.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import polyad.data.DataSets;
import polyad.data.TextFiles;
import polyad.data.generate.TopicSentences;
import polyad.embedding.words.Corpus;
import polyad.embedding.words.WordModel;
import polyad.embedding.words.WordVectorOptions;
import polyad.embedding.words.WordVectors;

/** Word vectors of WikiText-2: counting of words and five passes on one thread. */
final class WordVectorWorkload implements Workload {
  private static final int DIM = 100;
  private static final int LEAST = 5;

  private final List<String> lines;
  private final WordVectorOptions options;

  WordVectorWorkload(WordModel model) {
    lines = text();
    options =
        WordVectorOptions.builder(model)
            .dim(DIM)
            .window(5)
            .negative(5)
            .sample(1e-4)
            .minCount(LEAST)
            .epochs(5)
            .build();
  }

  /** A short generated text where WikiText-2 is not at hand: the other side is missing then. */
  private static List<String> text() {
    try {
      DataSets sets = DataSets.open(null);
      List<String> lines = new ArrayList<>();
      for (String part : List.of("valid.txt.gz", "test.txt.gz")) {
        Optional<Path> file = sets.file("wikitext-2", part);
        if (file.isEmpty()) {
          return TopicSentences.DEFAULT.draw(10_000, 1);
        }
        for (String line : TextFiles.lines(file.get())) {
          lines.add(line.strip().toLowerCase(Locale.ROOT));
        }
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void step() {
    WordVectors.train(Corpus.of(lines, LEAST), options);
  }

  @Override
  public long parameters() {
    return 2L * DIM * Corpus.of(lines, LEAST).vocabulary().size();
  }

  @Override
  public void close() {}
}
