package polyad.retrieval;

/**
 * Keeps the k items of smallest key, in O(1) for an item that is not among them. Of equal keys the
 * one that came first is smaller.
 */
final class BestK {
  private final double[] keys; // a binary heap, the worst item at 0
  private final long[] sequence;
  private final int[] items;
  private int size;
  private long added;

  BestK(int k) {
    keys = new double[k];
    sequence = new long[k];
    items = new int[k];
  }

  void add(double key, int item) {
    long order = added++;
    if (size < keys.length) {
      place(size, key, order, item);
      siftUp(size++);
    } else if (key < keys[0]) { // an equal key came later, so it is worse
      place(0, key, order, item);
      siftDown(0);
    }
  }

  /**
   * What was kept.
   *
   * @param items smallest key first
   * @param keys the key of each
   */
  record Ranked(int[] items, double[] keys) {}

  /** The kept items, smallest key first. Empties the heap. */
  Ranked drain() {
    Ranked ranked = new Ranked(new int[size], new double[size]);
    while (size > 0) {
      size--;
      ranked.items[size] = items[0];
      ranked.keys[size] = keys[0];
      place(0, keys[size], sequence[size], items[size]);
      siftDown(0);
    }
    return ranked;
  }

  private void siftUp(int from) {
    int child = from;
    while (child > 0 && worse(child, (child - 1) / 2)) {
      swap(child, (child - 1) / 2);
      child = (child - 1) / 2;
    }
  }

  private void siftDown(int from) {
    int parent = from;
    while (true) {
      int worst = parent;
      for (int child = 2 * parent + 1; child <= 2 * parent + 2; child++) {
        worst = child < size && worse(child, worst) ? child : worst;
      }
      if (worst == parent) {
        return;
      }
      swap(parent, worst);
      parent = worst;
    }
  }

  private boolean worse(int a, int b) {
    return keys[a] > keys[b] || (keys[a] == keys[b] && sequence[a] > sequence[b]);
  }

  private void place(int at, double key, long order, int item) {
    keys[at] = key;
    sequence[at] = order;
    items[at] = item;
  }

  private void swap(int a, int b) {
    double key = keys[a];
    long order = sequence[a];
    int item = items[a];
    place(a, keys[b], sequence[b], items[b]);
    place(b, key, order, item);
  }
}
