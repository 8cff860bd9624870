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

  /** The cheapest tree of pairwise contractions. */
  private static final class Plan {
    private final Parsed parsed;
    private final int count;
    private final double[] cost;
    private final int[] left;

    Plan(Parsed parsed) {
      this.parsed = parsed;
      this.count = parsed.inputs().size();
      if (count > EXHAUSTIVE) {
        throw new TensorException("einsum of more than " + EXHAUSTIVE + " operands");
      }
      int full = (1 << count) - 1;
      this.cost = new double[full + 1];
      this.left = new int[full + 1];
      for (int set = 1; set <= full; set++) {
        if (Integer.bitCount(set) > 1) {
          search(set);
        }
      }
    }

    private void search(int set) {
      cost[set] = Double.POSITIVE_INFINITY;
      for (int part = (set - 1) & set; part > 0; part = (part - 1) & set) {
        int rest = set ^ part;
        if (part < rest) {
          continue; // each pair once
        }
        double total = cost[part] + cost[rest] + size(labels(part) + labels(rest));
        if (total < cost[set]) {
          cost[set] = total;
          left[set] = part;
        }
      }
    }

    double cost() {
      return cost[cost.length - 1];
    }

    /** The labels that the contraction of a set must keep: those seen outside of it. */
    private String labels(int set) {
      if (Integer.bitCount(set) == 1) {
        return parsed.inputs().get(Integer.numberOfTrailingZeros(set));
      }
      StringBuilder outside = new StringBuilder(parsed.output());
      StringBuilder inside = new StringBuilder();
      for (int i = 0; i < count; i++) {
        ((set >> i & 1) == 1 ? inside : outside).append(parsed.inputs().get(i));
      }
      StringBuilder kept = new StringBuilder();
      inside
          .chars()
          .distinct()
          .filter(c -> outside.indexOf(String.valueOf((char) c)) >= 0)
          .forEach(c -> kept.append((char) c));
      return kept.toString();
    }

    private double size(String labels) {
      double product = 1;
      for (int c : labels.chars().distinct().toArray()) {
        Long size = parsed.sizes().get((char) c);
        product *= size == null ? 1 : size;
      }
      return product;
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
  }
}
