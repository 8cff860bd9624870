package polyad.completion.functional;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import polyad.data.CsvTable;
import polyad.data.DataSets;
import polyad.data.Missing;
import polyad.data.Splits;

/** The paper's data, where they are at hand. */
final class FunctionalSets {
  private static final String SET = "funbat";
  private static final int TIME = 2;

  private FunctionalSets() {}

  /** Training and test observations. */
  record Task(Observations train, Observations test) {}

  /** A set with five folds, whose modes have these columns. */
  static Optional<Task> fold(@Nullable Path data, String name, List<String> modes, int fold)
      throws IOException {
    return read(data, name, modes, "fold" + fold);
  }

  /** The authors' simulation. */
  static Optional<Task> simulation(@Nullable Path data) throws IOException {
    return read(data, "simulation_r1", List.of("u1", "u2"), "test");
  }

  private static Optional<Task> read(
      @Nullable Path data, String name, List<String> modes, String split) throws IOException {
    Optional<Path> file = DataSets.open(data).file(SET, name + ".csv.gz");
    if (file.isEmpty()) {
      return Optional.empty();
    }
    CsvTable table = CsvTable.read(file.get());
    Observations all =
        new Observations(
            table.numeric(modes, Missing.REJECT), table.numeric("value", Missing.REJECT));
    double[] test = table.numeric(split, Missing.REJECT);
    return Optional.of(
        new Task(
            all.select(IntStream.range(0, test.length).filter(i -> test[i] == 0).toArray()),
            all.select(IntStream.range(0, test.length).filter(i -> test[i] != 0).toArray())));
  }

  /** The same observations, the test ones being all those of some whole days. */
  static Task withoutDays(Task task, int days, long seed) {
    Observations all = joined(task.train(), task.test());
    double[] index = all.distinct(TIME);
    int[] order = Splits.permutation(index.length, new SplittableRandom(seed));
    boolean[] removed = new boolean[index.length];
    Arrays.stream(order, 0, days).forEach(d -> removed[d] = true);
    boolean[] out = new boolean[all.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = removed[Observations.find(index, all.t()[i][TIME])];
    }
    return new Task(
        all.select(IntStream.range(0, out.length).filter(i -> !out[i]).toArray()),
        all.select(IntStream.range(0, out.length).filter(i -> out[i]).toArray()));
  }

  private static Observations joined(Observations a, Observations b) {
    double[][] t = Arrays.copyOf(a.t(), a.size() + b.size());
    double[] y = Arrays.copyOf(a.y(), t.length);
    System.arraycopy(b.t(), 0, t, a.size(), b.size());
    System.arraycopy(b.y(), 0, y, a.size(), b.size());
    return new Observations(t, y);
  }
}
