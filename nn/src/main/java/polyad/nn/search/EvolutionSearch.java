package polyad.nn.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Looks for the vector of whole numbers with the highest score by mutation and crossover of the
 * best seen so far (as in single-path one-shot architecture search, Guo et al., 2020). No vector is
 * scored twice, and none changes once it was made.
 */
public final class EvolutionSearch {
  private static final int TRIES = 1000;

  private final int[] low;
  private final int[] high;
  private final Predicate<int[]> allowed;

  /**
   * How to search.
   *
   * @param population vectors a generation, at least 2
   * @param generations at least 1; the first is random
   * @param parents the best so many seen so far have offspring, at least 1
   * @param mutation probability that a mutation redraws a place, in (0, 1]
   */
  public record Options(int population, int generations, int parents, double mutation) {
    /** Checks the numbers. */
    public Options {
      if (population < 2 || generations < 1 || parents < 1) {
        throw new IllegalArgumentException(
            "population, generations, parents: %d, %d, %d, expected at least 2, 1, 1"
                .formatted(population, generations, parents));
      }
      if (!(mutation > 0 && mutation <= 1)) {
        throw new IllegalArgumentException("mutation is " + mutation + ", allowed: above 0, to 1");
      }
    }
  }

  /** A vector and its score. */
  public record Candidate(List<Integer> vector, double score) {
    /** Copies the vector. */
    public Candidate {
      vector = List.copyOf(vector);
    }

    /** The vector as an array. */
    public int[] array() {
      return vector.stream().mapToInt(Integer::intValue).toArray();
    }
  }

  /**
   * What was found.
   *
   * @param evaluated every vector that was scored, in order
   * @param bestByGeneration the highest score up to each generation
   */
  public record Result(List<Candidate> evaluated, List<Double> bestByGeneration) {
    /** Copies the lists. */
    public Result {
      evaluated = List.copyOf(evaluated);
      bestByGeneration = List.copyOf(bestByGeneration);
    }

    /** The first of the vectors with the highest score. */
    public Candidate best() {
      return evaluated.stream()
          .reduce((a, b) -> b.score() > a.score() ? b : a)
          .orElseThrow(() -> new IllegalStateException("nothing was evaluated"));
    }
  }

  /**
   * Sets the space.
   *
   * @param low least value of each place
   * @param high largest value of each place, at least its least
   * @param allowed which vectors may be tried
   */
  public EvolutionSearch(int[] low, int[] high, Predicate<int[]> allowed) {
    if (low.length == 0 || low.length != high.length) {
      throw new IllegalArgumentException(
          "low, high: lengths %d and %d, expected one length, at least 1"
              .formatted(low.length, high.length));
    }
    for (int i = 0; i < low.length; i++) {
      if (low[i] > high[i]) {
        throw new IllegalArgumentException(
            "low[%d] is %d, above high, %d".formatted(i, low[i], high[i]));
      }
    }
    this.low = low.clone();
    this.high = high.clone();
    this.allowed = allowed;
  }

  /**
   * Evolves.
   *
   * @param evaluator the score of a vector, to be raised; must not change it
   * @throws IllegalArgumentException when no allowed vector is found
   */
  public Result run(ToDoubleFunction<int[]> evaluator, Options options, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Seen seen = new Seen(evaluator);
    List<Double> best = new ArrayList<>();
    for (int g = 0; g < options.generations(); g++) {
      List<Candidate> parents = seen.best(options.parents());
      for (int i = 0; i < options.population(); i++) {
        boolean mutates = i < options.population() / 2;
        for (int t = 0; t < TRIES; t++) {
          int[] next =
              parents.isEmpty()
                  ? draw(random)
                  : mutates
                      ? mutate(pick(parents, random), options.mutation(), random)
                      : cross(pick(parents, random), pick(parents, random), random);
          if (seen.add(next)) {
            break;
          }
        }
      }
      best.add(seen.best(1).stream().mapToDouble(Candidate::score).max().orElseThrow(this::none));
    }
    return new Result(seen.all(), best);
  }

  /**
   * Draws vectors evenly instead, for comparison.
   *
   * @param evaluations how many to score
   */
  public Result random(ToDoubleFunction<int[]> evaluator, int evaluations, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Seen seen = new Seen(evaluator);
    for (long t = 0; t < (long) evaluations * TRIES && seen.size() < evaluations; t++) {
      seen.add(draw(random));
    }
    if (seen.size() == 0) {
      throw none();
    }
    return new Result(seen.all(), List.of(seen.best(1).getFirst().score()));
  }

  private IllegalArgumentException none() {
    return new IllegalArgumentException("no allowed vector was found in " + TRIES + " draws");
  }

  private int[] draw(SplittableRandom random) {
    int[] vector = new int[low.length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = place(i, random);
    }
    return vector;
  }

  private int place(int i, SplittableRandom random) {
    return (int) random.nextLong(low[i], high[i] + 1L);
  }

  private int[] mutate(int[] parent, double probability, SplittableRandom random) {
    int[] child = parent.clone();
    for (int i = 0; i < child.length; i++) {
      if (random.nextDouble() < probability) {
        child[i] = place(i, random);
      }
    }
    return child;
  }

  /** The first places of one, the others of another, cut between two places. */
  private static int[] cross(int[] a, int[] b, SplittableRandom random) {
    int[] child = b.clone();
    int cut = a.length == 1 ? 1 : random.nextInt(1, a.length);
    System.arraycopy(a, 0, child, 0, cut);
    return child;
  }

  private static int[] pick(List<Candidate> parents, SplittableRandom random) {
    return parents.get(random.nextInt(parents.size())).array();
  }

  /** What was scored already. */
  private final class Seen {
    private final ToDoubleFunction<int[]> evaluator;
    private final Map<List<Integer>, Candidate> candidates = new LinkedHashMap<>();

    Seen(ToDoubleFunction<int[]> evaluator) {
      this.evaluator = evaluator;
    }

    /** Scores a vector if it is new and allowed; whether it was. */
    boolean add(int[] vector) {
      List<Integer> key = Arrays.stream(vector).boxed().toList();
      if (candidates.containsKey(key) || !allowed.test(vector)) {
        return false;
      }
      candidates.put(key, new Candidate(key, evaluator.applyAsDouble(vector)));
      return true;
    }

    List<Candidate> best(int count) {
      return candidates.values().stream()
          .sorted(Comparator.comparingDouble(Candidate::score).reversed())
          .limit(count)
          .toList();
    }

    List<Candidate> all() {
      return List.copyOf(candidates.values());
    }

    int size() {
      return candidates.size();
    }
  }
}
