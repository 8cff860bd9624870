package polyad.embedding.words;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import polyad.catalog.ConfigChecks;

/**
 * Counts how often words stand near each other within sentences, nearer ones more. Pairs beyond
 * what memory may hold are written in order to temporary files, which are merged at the end.
 *
 * @param window words on each side; 1 or more
 * @param symmetric whether the left context counts as well as the right
 * @param inverseDistance whether a pair at distance k counts 1/k, or 1
 * @param pairsInMemory different pairs held at a time; 1 or more
 */
public record CooccurrenceCounter(
    int window, boolean symmetric, boolean inverseDistance, int pairsInMemory) {
  private static final int PAIRS = 1 << 26;

  /** Checks the numbers. */
  public CooccurrenceCounter {
    ConfigChecks.atLeast("window", window, 1);
    ConfigChecks.atLeast("pairsInMemory", pairsInMemory, 1);
  }

  /** GloVe's: symmetric, by 1/distance. */
  public CooccurrenceCounter(int window) {
    this(window, true, true, PAIRS);
  }

  /**
   * Counts a corpus; pairs come by word, then context.
   *
   * @throws IOException when a temporary file cannot be written
   */
  public Cooccurrence count(Corpus corpus) throws IOException {
    List<Path> runs = new ArrayList<>();
    try {
      PairCounts counts = new PairCounts();
      for (int s = 0; s < corpus.sentences(); s++) {
        count(corpus.sentence(s), counts);
        if (counts.size() > pairsInMemory) {
          Path run = Files.createTempFile("polyad-pairs", ".run");
          runs.add(run);
          spill(counts, run);
          counts = new PairCounts();
        }
      }
      Collector collector = new Collector();
      if (runs.isEmpty()) {
        counts.forEach(collector::add);
      } else {
        Path run = Files.createTempFile("polyad-pairs", ".run");
        runs.add(run);
        spill(counts, run);
        merge(runs, collector);
      }
      return collector.counts(corpus.vocabulary().size());
    } finally {
      for (Path run : runs) {
        Files.deleteIfExists(run);
      }
    }
  }

  private void count(int[] sentence, PairCounts counts) {
    for (int i = 0; i < sentence.length; i++) {
      for (int distance = 1; distance <= Math.min(window, i); distance++) {
        double weight = inverseDistance ? 1.0 / distance : 1;
        int left = sentence[i - distance];
        counts.add(PairCounts.key(left, sentence[i]), weight);
        if (symmetric) {
          counts.add(PairCounts.key(sentence[i], left), weight);
        }
      }
    }
  }

  private static void spill(PairCounts counts, Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
      counts.<IOException>forEach(
          (key, sum) -> {
            out.writeLong(key);
            out.writeDouble(sum);
          });
    }
  }

  private static void merge(List<Path> files, Collector collector) throws IOException {
    PriorityQueue<Run> queue = new PriorityQueue<>(Comparator.comparingLong(run -> run.key));
    List<Run> open = new ArrayList<>();
    try {
      for (Path file : files) {
        Run run = new Run(file);
        open.add(run);
        if (run.next()) {
          queue.add(run);
        }
      }
      while (!queue.isEmpty()) {
        Run run = queue.remove();
        collector.add(run.key, run.sum);
        if (run.next()) {
          queue.add(run);
        }
      }
    } finally {
      for (Run run : open) {
        run.in.close();
      }
    }
  }

  /** A file of pairs in order. */
  private static final class Run {
    private final DataInputStream in;
    private long key;
    private double sum;

    Run(Path file) throws IOException {
      in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
    }

    boolean next() throws IOException {
      try {
        key = in.readLong();
        sum = in.readDouble();
        return true;
      } catch (EOFException e) {
        return false;
      }
    }
  }

  /** Pairs in order, equal ones together. */
  private static final class Collector {
    private long[] keys = new long[1 << 10];
    private double[] values = new double[1 << 10];
    private int size;

    void add(long key, double value) {
      if (size > 0 && keys[size - 1] == key) {
        values[size - 1] += value;
        return;
      }
      if (size == keys.length) {
        keys = Arrays.copyOf(keys, 2 * size);
        values = Arrays.copyOf(values, 2 * size);
      }
      keys[size] = key;
      values[size++] = value;
    }

    Cooccurrence counts(int vocabulary) {
      int[] rows = new int[size];
      int[] columns = new int[size];
      for (int n = 0; n < size; n++) {
        rows[n] = (int) (keys[n] >>> 32);
        columns[n] = (int) keys[n];
      }
      return new Cooccurrence(vocabulary, rows, columns, Arrays.copyOf(values, size));
    }
  }
}
