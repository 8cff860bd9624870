package polyad.series;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import polyad.catalog.Monitor;
import polyad.data.TimeSeries;

/** Continues the timestamps of a series: by whole months where it keeps to them, else evenly. */
public final class SeriesClock {
  private final List<LocalDateTime> times;

  /**
   * Of increasing times.
   *
   * @throws IllegalArgumentException when there are fewer than two
   */
  public SeriesClock(List<LocalDateTime> times) {
    if (times.size() < 2) {
      throw new IllegalArgumentException(
          "timestamps: " + times.size() + " are too few to see the distance of steps");
    }
    this.times = List.copyOf(times);
  }

  /** The times that follow the last one. */
  public List<LocalDateTime> next(int steps) {
    LocalDateTime last = times.getLast();
    Optional<Period> months = months();
    Duration step = step();
    List<LocalDateTime> next = new ArrayList<>();
    for (int i = 1; i <= steps; i++) {
      int count = i;
      next.add(
          months
              .map(m -> last.plus(m.multipliedBy(count)))
              .orElseGet(() -> last.plus(step.multipliedBy(count))));
    }
    return next;
  }

  /** The most frequent distance of two steps. */
  public Duration step() {
    Map<Duration, Integer> counts = new HashMap<>();
    Duration best = Duration.ZERO;
    for (int i = 1; i < times.size(); i++) {
      Duration distance = Duration.between(times.get(i - 1), times.get(i));
      int count = counts.merge(distance, 1, Integer::sum);
      if (count > counts.getOrDefault(best, 0)) {
        best = distance;
      }
    }
    return best;
  }

  /** The first step at another distance than most, for a warning. */
  public Optional<LocalDateTime> firstGap() {
    if (months().isPresent()) {
      return Optional.empty();
    }
    Duration step = step();
    for (int i = 1; i < times.size(); i++) {
      if (!Duration.between(times.get(i - 1), times.get(i)).equals(step)) {
        return Optional.of(times.get(i));
      }
    }
    return Optional.empty();
  }

  /** Tells the user where the steps of a series stop being even; nothing when they do not. */
  public static void noteFirstGap(TimeSeries series, Monitor monitor) {
    if (series.timestamps().size() > 1) {
      new SeriesClock(series.timestamps())
          .firstGap()
          .ifPresent(
              at ->
                  monitor.info("note: steps are not evenly spaced; the first gap is before " + at));
    }
  }

  private Optional<Period> months() {
    long distance = ChronoUnit.MONTHS.between(times.get(0), times.get(1));
    if (distance < 1) {
      return Optional.empty();
    }
    Period period = Period.ofMonths((int) distance);
    for (int i = 1; i < times.size(); i++) {
      if (!times.getFirst().plus(period.multipliedBy(i)).equals(times.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(period);
  }
}
