package polyad.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SeriesToolsTest {

  @Test
  void dividesEttByMonths() {
    SeriesSplit split = Splits.ettHour(17_420);
    assertEquals(new RowRange(0, 8640), split.train());
    assertEquals(new RowRange(8640, 11_520), split.validation());
    assertEquals(new RowRange(11_520, 14_400), split.test());
    SeriesSplit overlapped = split.withLookback(96);
    assertEquals(new RowRange(8544, 11_520), overlapped.validation());
    assertEquals(8449, new Windows(split.train(), 96, 96, 1).count());
    assertEquals(2785, new Windows(overlapped.test(), 96, 96, 1).count());
    assertEquals(new RowRange(46_080, 57_600), Splits.ettMinute(69_680).test());
    assertThrows(IllegalArgumentException.class, () -> Splits.ettHour(14_399));
    assertThrows(IllegalArgumentException.class, () -> split.withLookback(8641));
  }

  @Test
  void dividesByFraction() {
    SeriesSplit split = Splits.standard(966);
    assertEquals(676, split.train().size());
    assertEquals(97, split.validation().size());
    assertEquals(193, split.test().size());
    assertThrows(IllegalArgumentException.class, () -> Splits.byFraction(10, 0.9, 0.2));
  }

  @Property(tries = 50)
  void shuffledSplitsPartition(@ForAll @IntRange(min = 0, max = 200) int n, @ForAll long seed) {
    int[][] parts = Splits.shuffled(n, seed, 0.5, 0.25, 0.25);
    int[] all = Arrays.stream(parts).flatMapToInt(Arrays::stream).sorted().toArray();
    assertArrayEquals(IntStream.range(0, n).toArray(), all);
    assertArrayEquals(parts[0], Splits.shuffled(n, seed, 0.5, 0.25, 0.25)[0]);
  }

  @Test
  void scalesWithThePopulationDeviation() {
    double[][] rows = {{1, 5, 0.1}, {3, 5, 0.1}, {100, 7, 0.1}};
    StandardScaler scaler = StandardScaler.fit(rows, new RowRange(0, 2));
    assertArrayEquals(new double[] {2, 5, 0.1}, scaler.mean());
    assertArrayEquals(new double[] {1, 1, 1}, scaler.sd());
    double[][] scaled = scaler.transform(rows);
    assertArrayEquals(new double[] {98, 2, 0}, scaled[2]);
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(rows[i], scaler.inverse(scaled)[i], 1e-12);
    }
    assertThrows(IllegalArgumentException.class, () -> scaler.transform(new double[2]));
    assertThrows(
        IllegalArgumentException.class, () -> StandardScaler.fit(new double[][] {{Double.NaN}}));
    assertThrows(
        IllegalArgumentException.class, () -> StandardScaler.fit(rows, new RowRange(1, 1)));
  }

  @Test
  void gathersWindows() {
    double[][] series =
        IntStream.range(0, 10).mapToObj(i -> new double[] {i, -i}).toArray(double[][]::new);
    Windows windows = new Windows(new RowRange(2, 10), 3, 2, 2);
    assertEquals(2, windows.count());
    assertArrayEquals(
        new float[] {4, -4, 5, -5, 6, -6, 2, -2, 3, -3, 4, -4},
        windows.inputs(series, new int[] {1, 0}));
    assertArrayEquals(new float[] {7, -7, 8, -8}, windows.targets(series, new int[] {1}));
    assertThrows(IllegalArgumentException.class, () -> new Windows(new RowRange(0, 4), 3, 2, 1));
  }

  @Property(tries = 100)
  void everyEpochVisitsEachIndexOnce(
      @ForAll @IntRange(min = 1, max = 60) int n,
      @ForAll @IntRange(min = 1, max = 20) int batch,
      @ForAll long seed) {
    BatchOrder order = new BatchOrder(n, batch, seed, true, false);
    for (int epoch = 0; epoch < 2; epoch++) {
      int[] seen =
          IntStream.range(0, order.batchesPerEpoch())
              .boxed()
              .flatMapToInt(i -> Arrays.stream(order.next()))
              .sorted()
              .toArray();
      assertArrayEquals(IntStream.range(0, n).toArray(), seen);
    }
  }

  @Property(tries = 100)
  void restoredOrdersContinueBitForBit(
      @ForAll @IntRange(min = 4, max = 60) int n,
      @ForAll @IntRange(min = 1, max = 4) int batch,
      @ForAll @IntRange(min = 0, max = 100) int drawn,
      @ForAll boolean dropLast) {
    BatchOrder order = new BatchOrder(n, batch, 5L, true, dropLast);
    for (int i = 0; i < drawn; i++) {
      order.next();
    }
    BatchOrder resumed = new BatchOrder(n, batch, 5L, true, dropLast);
    resumed.restore(order.state());
    for (int i = 0; i < 40; i++) {
      assertArrayEquals(order.next(), resumed.next());
    }
  }

  @Test
  void ordersAreCheckedAndDropTheLastBatch() {
    BatchOrder order = new BatchOrder(10, 4, 0, false, true);
    assertEquals(2, order.batchesPerEpoch());
    assertArrayEquals(new int[] {0, 1, 2, 3}, order.next());
    assertArrayEquals(new int[] {4, 5, 6, 7}, order.next());
    assertEquals(new BatchOrder.State(1, 0), order.state());
    assertThrows(IllegalArgumentException.class, () -> order.restore(new BatchOrder.State(0, 3)));
    assertThrows(IllegalArgumentException.class, () -> new BatchOrder(3, 4, 0, true, true));
  }

  @Test
  @Timeout(20)
  void aLoaderResumesAfterTheBatchesHandedOut() {
    BatchOrder reference = new BatchOrder(10, 3, 9L, true, false);
    BatchOrder.State saved;
    try (var loader = new BatchLoader<>(new BatchOrder(10, 3, 9L, true, false), int[]::clone, 4)) {
      for (int i = 0; i < 6; i++) {
        assertArrayEquals(reference.next(), loader.next());
      }
      saved = loader.state();
    }
    assertEquals(reference.state(), saved);
    BatchOrder order = new BatchOrder(10, 3, 9L, true, false);
    order.restore(saved);
    try (var loader = new BatchLoader<>(order, int[]::clone, 4)) {
      for (int i = 0; i < 6; i++) {
        assertArrayEquals(reference.next(), loader.next());
      }
    }
  }

  @Test
  @Timeout(20)
  void prefetchingKeepsOrderAndEnds() {
    try (var items = new Prefetcher<>(IntStream.range(0, 100).iterator(), 3)) {
      List<Integer> seen = new ArrayList<>();
      items.forEachRemaining(seen::add);
      assertEquals(IntStream.range(0, 100).boxed().toList(), seen);
      assertFalse(items.hasNext());
      assertThrows(NoSuchElementException.class, items::next);
    }
  }

  @Test
  @Timeout(20)
  void prefetchingThrowsTheSourcesFailureInItsPlace() {
    Iterator<Integer> source =
        Stream.iterate(0, i -> i + 1)
            .map(
                i -> {
                  if (i == 2) {
                    throw new IllegalArgumentException("broken item");
                  }
                  return i;
                })
            .iterator();
    try (var items = new Prefetcher<>(source, 8)) {
      assertEquals(0, items.next());
      assertEquals(1, items.next());
      assertThrows(IllegalArgumentException.class, items::next);
    }
  }

  @Test
  @Timeout(20)
  void closingStopsAnEndlessSource() throws InterruptedException {
    AtomicInteger made = new AtomicInteger();
    var items = new Prefetcher<>(Stream.generate(made::incrementAndGet).iterator(), 2);
    assertEquals(1, items.next());
    items.close();
    Thread.sleep(150);
    int after = made.get();
    assertTrue(after <= 5, "at most the queue and what was under way: " + after);
    Thread.sleep(100);
    assertEquals(after, made.get());
    assertThrows(IllegalStateException.class, items::next);
  }
}
