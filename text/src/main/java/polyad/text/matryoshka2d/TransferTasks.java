package polyad.text.matryoshka2d;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import polyad.catalog.Run;
import polyad.data.DataSets;
import polyad.data.LabelledTexts;
import polyad.data.Splits;
import polyad.nn.evaluate.LinearProbe;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;
import polyad.text.SentenceEncoder;

/** Logistic regression on frozen sentence vectors of every depth and width. */
final class TransferTasks {
  private static final String SET = "sentence-sets";

  /** Reviews that are used, for time. */
  private static final int MOST = 4000;

  private final Run run;

  TransferTasks(Run run) {
    this.run = run;
  }

  /** A classification of sentences. */
  record Task(String name, LabelledTexts train, LabelledTexts test) {
    Task {
      train = limited(train);
    }

    private static LabelledTexts limited(LabelledTexts texts) {
      return texts.size() <= MOST ? texts : texts.rows(firstOf(texts.size()));
    }

    private static int[] firstOf(int size) {
      int[] order = Splits.shuffled(size, 1, 0.5, 0.5)[0];
      return Arrays.copyOf(order, Math.min(MOST, order.length));
    }
  }

  /** The tasks that are at hand: MR, SST-2 and TREC. */
  List<Task> tasks() throws IOException {
    Optional<Path> folder = DataSets.open(run.data()).find(SET);
    if (folder.isEmpty()) {
      run.info(SET + " is not at hand: no transfer tasks");
      return List.of();
    }
    List<Task> tasks = new ArrayList<>();
    LabelledTexts reviews = LabelledTexts.readSpaced(folder.get().resolve("rt-polarity.all.gz"));
    int[][] parts = Splits.shuffled(reviews.size(), 1, 0.8, 0.2);
    tasks.add(new Task("MR", reviews.rows(parts[0]), reviews.rows(parts[1])));
    tasks.add(
        new Task(
            "SST-2",
            read(folder.get(), "stsa.binary.train.gz"),
            read(folder.get(), "stsa.binary.test.gz")));
    tasks.add(
        new Task(
            "TREC",
            read(folder.get(), "TREC.train.all.gz"),
            read(folder.get(), "TREC.test.all.gz")));
    return tasks;
  }

  private static LabelledTexts read(Path folder, String file) throws IOException {
    return LabelledTexts.readSpaced(folder.resolve(file));
  }

  /** Accuracies in percent. */
  Grid accuracies(SentenceEncoder encoder, Task task, int[] layers, int[] dims) {
    try (var _ = TensorScope.open()) {
      List<String> classes = task.train().labels().stream().distinct().sorted().toList();
      int[] known = numbers(task.train().labels(), classes);
      int[] expected = numbers(task.test().labels(), classes);
      List<Tensor> train = encoder.pooledAll(encoder.tokenize(task.train().texts()), layers);
      List<Tensor> test = encoder.pooledAll(encoder.tokenize(task.test().texts()), layers);
      double[][] scores = new double[layers.length][dims.length];
      for (int i = 0; i < layers.length; i++) {
        for (int j = 0; j < dims.length; j++) {
          run.stopIfRequested();
          Tensor x = train.get(i).narrow(1, 0, dims[j]);
          Tensor y = test.get(i).narrow(1, 0, dims[j]);
          scores[i][j] = 100 * LinearProbe.accuracy(x, known, y, expected, 1);
        }
      }
      return new Grid(layers, dims, scores);
    }
  }

  private static int[] numbers(List<String> labels, List<String> classes) {
    return labels.stream().mapToInt(classes::indexOf).toArray();
  }
}
