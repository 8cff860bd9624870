package polyad.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.global.torch;

/**
 * Einstein sums. Two operands go straight to the engine; three or more are contracted pair by pair
 * in the order with the fewest multiplications, found by dynamic programming over subsets, since
 * left to right can need gigabytes.
 */
public final class Einsum {
  private static final int EXHAUSTIVE = 12;
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private Einsum() {}

  /**
   * Sums products over the labels that the output lacks.
   *
   * @param equation such as {@code "bij,bjk->bik"}; {@code ...} stands for leading dimensions, and
   *     without {@code ->} the output has the labels that occur once, in alphabetical order
   */
  public static Tensor einsum(String equation, Tensor... operands) {
    if (operands.length < 3) {
      return contract(equation, operands);
    }
    Parsed parsed = Parsed.of(equation, operands);
    return new Plan(parsed).evaluate(operands);
  }

  /** The multiplications of the best order, for reports and tests. */
  static double cost(String equation, Tensor... operands) {
    return new Plan(Parsed.of(equation, operands)).cost();
  }

  private static Tensor contract(String equation, Tensor... operands) {
    return Op.applyAll(
        "einsum " + equation, operands, (t, n) -> torch.einsum(equation, t.tensors(n)));
  }

  /** Labels of every operand and of the output without spaces or dots, and the labels' sizes. */
  private record Parsed(List<String> inputs, String output, Map<Character, Long> sizes) {
    static Parsed of(String equation, Tensor... operands) {
      String[] sides = equation.replace(" ", "").split("->", -1);
      String[] inputs = sides[0].split(",", -1);
      if (inputs.length != operands.length || sides.length > 2) {
        throw new TensorException(
            "einsum " + equation + ": " + operands.length + " operands do not fit the equation");
      }
      String free = unused(equation);
      int dots = 0;
      for (int i = 0; i < inputs.length; i++) {
        if (inputs[i].contains("...")) {
          dots = Math.max(dots, operands[i].dim() - (inputs[i].length() - 3));
        }
      }
      if (dots > free.length()) {
        throw new TensorException("einsum " + equation + ": too many dimensions under the dots");
      }
      String ellipsis = free.substring(0, Math.max(0, dots));
      Map<Character, Long> sizes = new HashMap<>();
      List<String> labels = new ArrayList<>();
      for (int i = 0; i < inputs.length; i++) {
        int own = operands[i].dim() - (inputs[i].length() - 3);
        String label =
            inputs[i].contains("...")
                ? inputs[i].replace("...", ellipsis.substring(ellipsis.length() - own))
                : inputs[i];
        measure(equation, label, operands[i], sizes);
        labels.add(label);
      }
      String output =
          sides.length == 2 ? sides[1].replace("...", ellipsis) : implicit(ellipsis, labels);
      return new Parsed(List.copyOf(labels), output, Map.copyOf(sizes));
    }

    private static void measure(
        String equation, String label, Tensor operand, Map<Character, Long> sizes) {
      if (label.length() != operand.dim()) {
        throw new TensorException(
            "einsum "
                + equation
                + ": '"
                + label
                + "' does not fit shape "
                + Arrays.toString(operand.shape()));
      }
      for (int d = 0; d < label.length(); d++) {
        sizes.merge(label.charAt(d), operand.size(d), Math::max);
      }
    }

    private static String implicit(String ellipsis, List<String> labels) {
      String all = String.join("", labels);
      StringBuilder once = new StringBuilder();
      all.chars()
          .sorted()
          .filter(c -> all.indexOf(c) == all.lastIndexOf(c) && ellipsis.indexOf(c) < 0)
          .forEach(c -> once.append((char) c));
      return ellipsis + once;
    }

    private static String unused(String equation) {
      StringBuilder free = new StringBuilder();
      for (int i = 0; i < LETTERS.length(); i++) {
        char letter = LETTERS.charAt(i);
        if (equation.indexOf(letter) < 0) {
          free.append(letter);
        }
      }
      return free.toString();
    }
  }

  /**
   * The cheapest tree of pairwise contractions. Sets of operands and sets of labels are bit masks,
   * so that planning costs little beside the products.
   */
  private static final class Plan {
    private final Parsed parsed;
    private final int count;
    private final String alphabet;
    private final double[] sizes;
    private final long[] kept; // by set of operands: the labels that its contraction keeps
    private final double[] cost;
    private final int[] left;

    Plan(Parsed parsed) {
      this.parsed = parsed;
      this.count = parsed.inputs().size();
      if (count > EXHAUSTIVE) {
        throw new TensorException("einsum of more than " + EXHAUSTIVE + " operands");
      }
      StringBuilder distinct = new StringBuilder();
      String.join("", parsed.inputs()).chars().distinct().forEach(c -> distinct.append((char) c));
      this.alphabet = distinct.toString();
      this.sizes =
          alphabet.chars().mapToDouble(c -> parsed.sizes().getOrDefault((char) c, 1L)).toArray();
      int sets = 1 << count;
      this.kept = keptLabels(sets);
      this.cost = new double[sets];
      this.left = new int[sets];
      for (int set = 1; set < sets; set++) {
        if (Integer.bitCount(set) > 1) {
          search(set);
        }
      }
    }

    /** The labels of each set that are seen outside of it, or all of a single operand's. */
    private long[] keptLabels(int sets) {
      long[] inside = new long[sets];
      for (int i = 0; i < count; i++) {
        inside[1 << i] = mask(parsed.inputs().get(i));
      }
      for (int set = 1; set < sets; set++) {
        int lowest = Integer.lowestOneBit(set);
        inside[set] = inside[lowest] | inside[set ^ lowest];
      }
      long output = mask(parsed.output());
      long[] labels = new long[sets];
      for (int set = 1; set < sets; set++) {
        long outside = output | inside[sets - 1 - set];
        labels[set] = Integer.bitCount(set) == 1 ? inside[set] : inside[set] & outside;
      }
      return labels;
    }

    private long mask(String labels) {
      long mask = 0;
      for (int i = 0; i < labels.length(); i++) {
        int at = alphabet.indexOf(labels.charAt(i));
        mask |= at < 0 ? 0 : 1L << at;
      }
      return mask;
    }

    private void search(int set) {
      cost[set] = Double.POSITIVE_INFINITY;
      for (int part = (set - 1) & set; part > 0; part = (part - 1) & set) {
        int rest = set ^ part;
        if (part < rest) {
          continue; // each pair once
        }
        double total = cost[part] + cost[rest] + size(kept[part] | kept[rest]);
        if (total < cost[set]) {
          cost[set] = total;
          left[set] = part;
        }
      }
    }

    private double size(long labels) {
      double product = 1;
      for (long rest = labels; rest != 0; rest &= rest - 1) {
        product *= sizes[Long.numberOfTrailingZeros(rest)];
      }
      return product;
    }

    double cost() {
      return cost[cost.length - 1];
    }

    Tensor evaluate(Tensor... operands) {
      return evaluate((1 << count) - 1, parsed.output(), operands);
    }

    private Tensor evaluate(int set, String output, Tensor... operands) {
      if (Integer.bitCount(set) == 1) {
        return operands[Integer.numberOfTrailingZeros(set)];
      }
      int first = left[set];
      int second = set ^ first;
      Tensor a = evaluate(first, labels(first), operands);
      Tensor b = evaluate(second, labels(second), operands);
      return contract(labels(first) + "," + labels(second) + "->" + output, a, b);
    }

    private String labels(int set) {
      if (Integer.bitCount(set) == 1) {
        return parsed.inputs().get(Integer.numberOfTrailingZeros(set));
      }
      StringBuilder labels = new StringBuilder();
      for (long rest = kept[set]; rest != 0; rest &= rest - 1) {
        labels.append(alphabet.charAt(Long.numberOfTrailingZeros(rest)));
      }
      return labels.toString();
    }
  }
}
