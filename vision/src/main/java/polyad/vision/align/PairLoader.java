package polyad.vision.align;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import polyad.catalog.Monitor;
import polyad.catalog.Progress;
import polyad.catalog.UsageException;
import polyad.data.RgbImage;
import polyad.vision.ImagePreprocessing;

/** Reads the pictures of pairs, each once, and leaves out what the rules forbid. */
final class PairLoader {
  private static final int HASH_HEIGHT = 8;
  private static final int HASH_WIDTH = 9;

  private final ImagePreprocessing preprocessing;
  private final Monitor monitor;
  private final Map<String, Seen> seen = new HashMap<>();

  /** A picture as training wants it, and what the rules ask of the original. */
  private record Seen(byte[] bytes, int width, int height, long hash) {}

  /**
   * Pairs whose pictures are read and whose captions are not tokens yet.
   *
   * @param pictures scaled but not cut, {@code [N][3 * H * W]}; pairs of one picture share it
   */
  record Loaded(
      List<byte[]> pictures,
      List<String> captions,
      int unreadable,
      Map<PairCleaner.Reason, Integer> dropped) {}

  PairLoader(ImagePreprocessing preprocessing, Monitor monitor) {
    this.preprocessing = preprocessing.uncut();
    this.monitor = monitor;
  }

  /**
   * Reads.
   *
   * @param rules of cleaning; null for none
   * @param evaluation pictures of which no training picture may be a copy
   * @throws UsageException when more than half of the pairs have no readable picture
   */
  Loaded load(PairDataset data, PairCleaner.@Nullable Rules rules, PairDataset evaluation)
      throws IOException {
    readAll(data, rules != null);
    List<PairDataset.Pair> readable =
        data.pairs().stream().filter(pair -> seen.containsKey(pair.picture().name())).toList();
    int unreadable = data.size() - readable.size();
    if (unreadable * 2L > data.size()) {
      throw new UsageException(
          "%d of %d pictures cannot be read, allowed: at most half; the first is %s"
              .formatted(unreadable, data.size(), firstUnreadable(data)));
    }
    Map<PairCleaner.Reason, Integer> dropped = Map.of();
    if (rules != null) {
      PairCleaner.Report report =
          new PairCleaner(rules, hashes(evaluation))
              .clean(readable.stream().map(this::fact).toList());
      dropped = report.dropped();
      return loaded(report.kept(), unreadable, dropped);
    }
    return loaded(readable.stream().map(this::fact).toList(), unreadable, dropped);
  }

  private String firstUnreadable(PairDataset data) {
    return data.pairs().stream()
        .map(pair -> pair.picture().name())
        .filter(name -> !seen.containsKey(name))
        .findFirst()
        .orElse("");
  }

  private Loaded loaded(
      List<PairCleaner.Pair> pairs, int unreadable, Map<PairCleaner.Reason, Integer> dropped) {
    List<byte[]> pictures = new ArrayList<>();
    List<String> captions = new ArrayList<>();
    for (PairCleaner.Pair pair : pairs) {
      Seen picture = seen.get(pair.image());
      if (picture != null) {
        pictures.add(picture.bytes());
        captions.add(pair.caption());
      }
    }
    return new Loaded(pictures, captions, unreadable, dropped);
  }

  private PairCleaner.Pair fact(PairDataset.Pair pair) {
    String name = pair.picture().name();
    Seen picture = Objects.requireNonNull(seen.get(name));
    return new PairCleaner.Pair(
        name, picture.width(), picture.height(), picture.hash(), pair.caption());
  }

  private void readAll(PairDataset data, boolean hashing) {
    Set<String> tried = new HashSet<>();
    try (Progress progress = monitor.progress("pictures", data.size())) {
      for (PairDataset.Pair pair : data.pairs()) {
        if (tried.add(pair.picture().name())) {
          remember(pair.picture(), hashing);
        }
        progress.step(Double.NaN);
      }
    }
  }

  /** Keeps a picture; one that cannot be read is counted later by its absence. */
  private void remember(PairDataset.Picture picture, boolean hashing) {
    RgbImage image;
    try {
      image = picture.read();
    } catch (IOException unreadable) {
      return;
    }
    long hash = hashing ? hash(image) : 0;
    seen.put(
        picture.name(), new Seen(preprocessing.bytes(image), image.width(), image.height(), hash));
  }

  private static long hash(RgbImage image) {
    return PairCleaner.hash(image.resize(HASH_HEIGHT, HASH_WIDTH, RgbImage.Filter.BILINEAR).luma());
  }

  private static long[] hashes(PairDataset evaluation) throws IOException {
    Map<String, Long> hashes = new HashMap<>();
    for (PairDataset.Pair pair : evaluation.pairs()) {
      if (!hashes.containsKey(pair.picture().name())) {
        hashes.put(pair.picture().name(), hash(pair.picture().read()));
      }
    }
    return hashes.values().stream().mapToLong(Long::longValue).toArray();
  }
}
