package polyad.embedding.optembed;

import java.util.List;
import polyad.data.ClickTable;
import polyad.data.CtrDataset;
import polyad.data.FieldVocabulary;
import polyad.data.FormatException;
import polyad.data.Splits;
import polyad.data.generate.PlantedClicks;
import polyad.nn.evaluate.RankingMetrics;

/**
 * A click log, numbered and divided, ready to compete on.
 *
 * @param name for tables
 * @param slug for file names
 * @param synthetic whether it was generated
 * @param bayesAuc the AUC of the true probabilities on the test rows; NaN when they are not known
 */
record ClickTask(
    String name,
    String slug,
    boolean synthetic,
    CtrDataset train,
    CtrDataset validation,
    CtrDataset test,
    double bayesAuc) {

  /** The planted log: the last rows are validation and test. */
  static ClickTask planted(int trainRows, int otherRows, long seed) {
    PlantedClicks.Sample sample = PlantedClicks.DEFAULT.draw(trainRows + 2 * otherRows, seed);
    CtrDataset clicks = sample.clicks();
    CtrDataset test = clicks.rows(range(trainRows + otherRows, trainRows + 2 * otherRows));
    double[] probabilities = new double[otherRows];
    System.arraycopy(sample.probabilities(), trainRows + otherRows, probabilities, 0, otherRows);
    return new ClickTask(
        "ctr-planted",
        "planted",
        true,
        clicks.rows(range(0, trainRows)),
        clicks.rows(range(trainRows, trainRows + otherRows)),
        test,
        RankingMetrics.auc(test.labels(), probabilities));
  }

  private static int[] range(int from, int to) {
    int[] rows = new int[to - from];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = from + i;
    }
    return rows;
  }

  /**
   * A log divided 80/10/10 at random. The vocabulary is fitted on the training rows, as it would be
   * in use; the official code fits it on all rows.
   */
  static ClickTask split(
      String name,
      String slug,
      ClickTable log,
      FieldVocabulary.Options options,
      boolean official,
      long seed)
      throws FormatException {
    int[][] parts = Splits.shuffled(log.size(), seed, 0.8, 0.1, 0.1);
    ClickTable train = log.rows(parts[0]);
    FieldVocabulary vocabulary = FieldVocabulary.fit(official ? log : train, options);
    return new ClickTask(
        name,
        slug,
        false,
        vocabulary.encode(train),
        vocabulary.encode(log.rows(parts[1])),
        vocabulary.encode(log.rows(parts[2])),
        Double.NaN);
  }

  List<String> fields() {
    return train.layout().names();
  }

  /** What a table says of it. */
  String note() {
    return "%s%s: %,d training, %,d validation, %,d test rows; %d fields, %,d values"
        .formatted(
            name,
            synthetic ? " (synthetic)" : "",
            train.size(),
            validation.size(),
            test.size(),
            train.layout().count(),
            train.layout().total());
  }
}
