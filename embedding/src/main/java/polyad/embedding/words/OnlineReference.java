package polyad.embedding.words;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The online updates in float64, written as plainly as can be: what the fast trainer is checked
 * against. One pass over a sentence with whole windows and given negatives.
 */
public final class OnlineReference {
  private final WordModel model;
  private final int window;
  private final double rate;
  private final boolean meanGradient;
  private final int padding;
  private final Rows syn0;
  private final Rows syn1neg;
  private final @Nullable Rows hidden;

  /** Rows of numbers with AdaGrad's sums, or without. */
  private static final class Rows {
    private final double[][] values;
    private final double @Nullable [][] sums;

    Rows(double[][] values, double firstSum) {
      this.values = values;
      this.sums = firstSum == 0 ? null : new double[values.length][values[0].length];
      if (sums != null) {
        for (double[] row : sums) {
          Arrays.fill(row, firstSum);
        }
      }
    }

    void move(int row, double[] direction, double rate) {
      for (int k = 0; k < direction.length; k++) {
        double step = direction[k];
        if (sums != null) {
          sums[row][k] += step * step;
          step /= Math.sqrt(sums[row][k]);
        }
        values[row][k] += rate * step;
      }
    }
  }

  /**
   * Takes over weights, which the pass changes.
   *
   * @param model any but GloVe and C&W
   * @param firstSum AdaGrad's sums at first, 0 for plain descent
   * @param meanGradient whether CBOW divides its error
   * @param padding the word outside the sentence
   */
  public OnlineReference(
      WordModel model,
      int window,
      double rate,
      double firstSum,
      boolean meanGradient,
      int padding,
      double[][] syn0,
      double[][] syn1neg,
      double @Nullable [][] hidden) {
    if (model == WordModel.GLOVE || model == WordModel.CW) {
      throw new IllegalArgumentException("model is " + model + ", allowed: with output vectors");
    }
    this.model = model;
    this.window = window;
    this.rate = rate;
    this.meanGradient = meanGradient;
    this.padding = padding;
    this.syn0 = new Rows(syn0, firstSum);
    this.syn1neg = new Rows(syn1neg, firstSum);
    this.hidden = hidden == null ? null : new Rows(hidden, firstSum);
  }

  /**
   * Learns from a sentence once.
   *
   * @param negatives a row an example: for skip-gram every context word of every position from left
   *     to right, else every position
   */
  public void pass(int[] sentence, int[][] negatives) {
    int example = 0;
    for (int at = 0; at < sentence.length; at++) {
      if (model == WordModel.SKIP_GRAM) {
        for (int c = Math.max(0, at - window);
            c <= Math.min(sentence.length - 1, at + window);
            c++) {
          if (c != at) {
            learn(new int[] {sentence[c]}, sentence[at], negatives[example++]);
          }
        }
      } else {
        learn(context(sentence, at), sentence[at], negatives[example++]);
      }
    }
  }

  private int[] context(int[] sentence, int at) {
    int[] context = new int[2 * window];
    int size = 0;
    for (int place = -window; place <= window; place++) {
      int c = at + place;
      boolean inside = c >= 0 && c < sentence.length;
      if (place != 0 && (inside || model.hasPositions())) {
        context[size++] = inside ? sentence[c] : padding;
      }
    }
    return Arrays.copyOf(context, size);
  }

  private void learn(int[] context, int target, int[] negatives) {
    if (context.length == 0) {
      return;
    }
    double[] input = input(context);
    double[] x = project(input);
    double[] error = new double[x.length];
    candidate(x, error, target, 1);
    for (int word : negatives) {
      if (word != target) {
        candidate(x, error, word, 0);
      }
    }
    double[] inputError = hidden == null ? error : backProject(hidden, input, x, error);
    int width = syn0.values[0].length;
    for (int c = 0; c < context.length; c++) {
      double[] own =
          model.hasPositions()
              ? Arrays.copyOfRange(inputError, c * width, (c + 1) * width)
              : inputError.clone();
      if (model == WordModel.CBOW && meanGradient) {
        for (int k = 0; k < width; k++) {
          own[k] /= context.length;
        }
      }
      syn0.move(context[c], own, rate);
    }
  }

  /** The context's vector, their mean or all of them side by side. */
  private double[] input(int[] context) {
    int width = syn0.values[0].length;
    double[] input = new double[model.hasPositions() ? context.length * width : width];
    for (int c = 0; c < context.length; c++) {
      int offset = model.hasPositions() ? c * width : 0;
      double share = model.hasPositions() ? 1 : 1.0 / context.length;
      for (int k = 0; k < width; k++) {
        input[offset + k] += share * syn0.values[context[c]][k];
      }
    }
    return input;
  }

  private double[] project(double[] input) {
    if (hidden == null) {
      return input;
    }
    double[] x = new double[hidden.values.length];
    for (int r = 0; r < x.length; r++) {
      double sum = dot(hidden.values[r], input);
      x[r] = model == WordModel.NNLM ? Math.tanh(sum) : sum;
    }
    return x;
  }

  private double[] backProject(Rows layer, double[] input, double[] x, double[] error) {
    double[] inputError = new double[input.length];
    for (int r = 0; r < x.length; r++) {
      double g = error[r] * (model == WordModel.NNLM ? 1 - x[r] * x[r] : 1);
      double[] direction = new double[input.length];
      for (int k = 0; k < input.length; k++) {
        inputError[k] += g * layer.values[r][k];
        direction[k] = g * input[k];
      }
      layer.move(r, direction, rate);
    }
    return inputError;
  }

  private void candidate(double[] x, double[] error, int word, int label) {
    double[] row = syn1neg.values[word];
    double g = label - Sigmoid.exact(dot(row, x));
    double[] direction = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      error[k] += g * row[k];
      direction[k] = g * x[k];
    }
    syn1neg.move(word, direction, rate);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < b.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
