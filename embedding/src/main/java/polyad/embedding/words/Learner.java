package polyad.embedding.words;

import java.util.Arrays;
import java.util.function.IntSupplier;

/**
 * A model's way from a context to a step: one thread's buffers over tables that all threads share.
 * Scores are raised along their derivative, so all steps are added.
 */
abstract sealed class Learner {
  final RowKernel kernel;
  final Table input;
  final float[] error;

  Learner(RowKernel kernel, Table input, int error) {
    this.kernel = kernel;
    this.input = input;
    this.error = new float[error];
  }

  /**
   * Learns from the word at a position.
   *
   * @param sentence numbers of words
   * @param length how many of them there are
   * @param at the position of the predicted word
   * @param reach words on each side that count, at most the window
   */
  abstract void learn(int[] sentence, int length, int at, int reach, float rate);

  /** The loss at a position with the whole window, nothing learned. */
  abstract double loss(int[] sentence, int length, int at);

  /** e(c)·e'(w): each context word is an example of its own. */
  static final class SkipGram extends Learner {
    private final OutputLayer output;
    private final int window;

    SkipGram(RowKernel kernel, Table input, OutputLayer output, int window) {
      super(kernel, input, input.width);
      this.output = output;
      this.window = window;
    }

    @Override
    void learn(int[] sentence, int length, int at, int reach, float rate) {
      int last = Math.min(length - 1, at + reach);
      for (int c = Math.max(0, at - reach); c <= last; c++) {
        if (c != at) {
          Arrays.fill(error, 0);
          output.learn(input.values, sentence[c] * input.width, error, sentence[at], rate);
          input.move(kernel, sentence[c], error, 0, 1, rate);
        }
      }
    }

    @Override
    double loss(int[] sentence, int length, int at) {
      double loss = 0;
      int last = Math.min(length - 1, at + window);
      for (int c = Math.max(0, at - window); c <= last; c++) {
        if (c != at) {
          loss += output.loss(input.values, sentence[c] * input.width, sentence[at]);
        }
      }
      return loss;
    }
  }

  /** The mean of the context's vectors. */
  static final class Cbow extends Learner {
    private final OutputLayer output;
    private final int window;
    private final boolean meanGradient;
    private final float[] mean;

    Cbow(RowKernel kernel, Table input, OutputLayer output, int window, boolean meanGradient) {
      super(kernel, input, input.width);
      this.output = output;
      this.window = window;
      this.meanGradient = meanGradient;
      this.mean = new float[input.width];
    }

    @Override
    void learn(int[] sentence, int length, int at, int reach, float rate) {
      int words = average(sentence, length, at, reach);
      if (words == 0) {
        return;
      }
      Arrays.fill(error, 0);
      output.learn(mean, 0, error, sentence[at], rate);
      float g = meanGradient ? 1f / words : 1;
      int last = Math.min(length - 1, at + reach);
      for (int c = Math.max(0, at - reach); c <= last; c++) {
        if (c != at) {
          input.move(kernel, sentence[c], error, 0, g, rate);
        }
      }
    }

    @Override
    double loss(int[] sentence, int length, int at) {
      return average(sentence, length, at, window) == 0 ? 0 : output.loss(mean, 0, sentence[at]);
    }

    private int average(int[] sentence, int length, int at, int reach) {
      int first = Math.max(0, at - reach);
      int last = Math.min(length - 1, at + reach);
      int words = last - first;
      Arrays.fill(mean, 0);
      for (int c = first; c <= last; c++) {
        if (c != at) {
          int row = sentence[c] * input.width;
          kernel.add(mean, 0, input.values, row, 1f / words, input.width);
        }
      }
      return words;
    }
  }

  /** What models with positions share: the context's vectors side by side. */
  abstract static sealed class Positional extends Learner {
    final int window;
    final float[] concat;
    private final int padding;

    Positional(RowKernel kernel, Table input, int window, int positions, int padding) {
      super(kernel, input, positions * input.width);
      this.window = window;
      this.padding = padding;
      this.concat = new float[positions * input.width];
    }

    /** The word at a place of the window, the padding outside the sentence. */
    final int word(int[] sentence, int length, int at, int place) {
      int position = at + place;
      return position < 0 || position >= length ? padding : sentence[position];
    }

    /** Copies the context to its slots; {@code skip} slots are left free in the middle. */
    final void gather(int[] sentence, int length, int at, int skip) {
      for (int p = 0; p < 2 * window; p++) {
        int from = word(sentence, length, at, place(p)) * input.width;
        int slot = p < window ? p : p + skip;
        System.arraycopy(input.values, from, concat, slot * input.width, input.width);
      }
    }

    /** Moves the context's vectors by their slots of the error. */
    final void scatter(int[] sentence, int length, int at, int skip, float rate) {
      for (int p = 0; p < 2 * window; p++) {
        int slot = p < window ? p : p + skip;
        int row = word(sentence, length, at, place(p));
        input.move(kernel, row, error, slot * input.width, 1, rate);
      }
    }

    private int place(int p) {
      return p < window ? p - window : p - window + 1;
    }
  }

  /** The vectors side by side, compared with long output vectors. */
  static final class Order extends Positional {
    private final OutputLayer output;

    Order(RowKernel kernel, Table input, OutputLayer output, int window, int padding) {
      super(kernel, input, window, 2 * window, padding);
      this.output = output;
    }

    @Override
    void learn(int[] sentence, int length, int at, int reach, float rate) {
      gather(sentence, length, at, 0);
      Arrays.fill(error, 0);
      output.learn(concat, 0, error, sentence[at], rate);
      scatter(sentence, length, at, 0, rate);
    }

    @Override
    double loss(int[] sentence, int length, int at) {
      gather(sentence, length, at, 0);
      return output.loss(concat, 0, sentence[at]);
    }
  }

  /** H·concat for LBL, tanh(H·concat) for NNLM. */
  static final class Projected extends Positional {
    private final OutputLayer output;
    private final Table layer; // [h, 2·window·d]
    private final boolean tanh;
    private final float[] hidden;
    private final float[] hiddenError;

    Projected(
        RowKernel kernel,
        Table input,
        Table layer,
        OutputLayer output,
        int window,
        int padding,
        boolean tanh) {
      super(kernel, input, window, 2 * window, padding);
      this.output = output;
      this.layer = layer;
      this.tanh = tanh;
      this.hidden = new float[RowKernel.padded(layer.rows)];
      this.hiddenError = new float[hidden.length];
    }

    @Override
    void learn(int[] sentence, int length, int at, int reach, float rate) {
      forward(sentence, length, at);
      Arrays.fill(hiddenError, 0);
      output.learn(hidden, 0, hiddenError, sentence[at], rate);
      Arrays.fill(error, 0);
      for (int r = 0; r < layer.rows; r++) {
        float g = hiddenError[r] * (tanh ? 1 - hidden[r] * hidden[r] : 1);
        kernel.add(error, 0, layer.values, r * layer.width, g, layer.width);
        layer.move(kernel, r, concat, 0, g, rate);
      }
      scatter(sentence, length, at, 0, rate);
    }

    @Override
    double loss(int[] sentence, int length, int at) {
      forward(sentence, length, at);
      return output.loss(hidden, 0, sentence[at]);
    }

    private void forward(int[] sentence, int length, int at) {
      gather(sentence, length, at, 0);
      for (int r = 0; r < layer.rows; r++) {
        float sum = kernel.dot(concat, 0, layer.values, r * layer.width, layer.width);
        hidden[r] = tanh ? (float) Math.tanh(sum) : sum;
      }
    }
  }

  /** C&W: u·tanh(H·window) of the whole window against windows with another word in the middle. */
  static final class Ranking extends Positional {
    private final Table layer; // [h, (2·window+1)·d]
    private final Table scorer; // u: [1, h]
    private final boolean hinge;
    private final IntSupplier noise;
    private final int[] words; // the target, then the negatives
    private final float[][] hidden;
    private final float[][] slope; // of the score with respect to H·window
    private final float[] score;
    private final float[] rowGradient;
    private final float[] own; // errors of the candidates' vectors

    Ranking(
        RowKernel kernel,
        Table input,
        Table layer,
        Table scorer,
        int window,
        int padding,
        int negative,
        boolean hinge,
        IntSupplier noise) {
      super(kernel, input, window, 2 * window + 1, padding);
      this.layer = layer;
      this.scorer = scorer;
      this.hinge = hinge;
      this.noise = noise;
      this.words = new int[negative + 1];
      this.hidden = new float[negative + 1][scorer.width];
      this.slope = new float[negative + 1][layer.rows];
      this.score = new float[negative + 1];
      this.rowGradient = new float[layer.width];
      this.own = new float[(negative + 1) * input.width];
    }

    @Override
    void learn(int[] sentence, int length, int at, int reach, float rate) {
      int candidates = forward(sentence, length, at);
      Arrays.fill(error, 0);
      boolean moved = false;
      for (int c = 0; c < candidates; c++) {
        float g = slopeOfScore(c, candidates);
        for (int r = 0; r < layer.rows; r++) {
          slope[c][r] = g * scorer.values[r] * (1 - hidden[c][r] * hidden[c][r]);
        }
        moved |= g != 0;
        scorer.move(kernel, 0, hidden[c], 0, g, rate);
      }
      if (moved) {
        moveWindows(sentence, length, at, candidates, rate);
      }
    }

    private void moveWindows(int[] sentence, int length, int at, int candidates, float rate) {
      int middle = window * input.width;
      Arrays.fill(own, 0);
      for (int r = 0; r < layer.rows; r++) {
        int row = r * layer.width;
        float all = 0;
        Arrays.fill(rowGradient, middle, middle + input.width, 0);
        for (int c = 0; c < candidates; c++) {
          float g = slope[c][r];
          all += g;
          int word = words[c] * input.width;
          kernel.add(rowGradient, middle, input.values, word, g, input.width);
          kernel.add(own, c * input.width, layer.values, row + middle, g, input.width);
        }
        for (int k = 0; k < layer.width; k++) {
          if (k < middle || k >= middle + input.width) {
            error[k] += all * layer.values[row + k];
            rowGradient[k] = all * concat[k];
          }
        }
        layer.move(kernel, r, rowGradient, 0, 1, rate);
      }
      scatter(sentence, length, at, 1, rate);
      for (int c = 0; c < candidates; c++) {
        input.move(kernel, words[c], own, c * input.width, 1, rate);
      }
    }

    /** Minus the derivative of the loss with respect to a candidate's score. */
    private float slopeOfScore(int candidate, int candidates) {
      if (!hinge) {
        return (candidate == 0 ? 1 : 0) - Sigmoid.of(score[candidate]);
      }
      if (candidate > 0) {
        return violates(candidate) ? -1 : 0;
      }
      int violations = 0;
      for (int c = 1; c < candidates; c++) {
        violations += violates(c) ? 1 : 0;
      }
      return violations;
    }

    private boolean violates(int candidate) {
      return 1 - score[0] + score[candidate] > 0;
    }

    @Override
    double loss(int[] sentence, int length, int at) {
      int candidates = forward(sentence, length, at);
      double loss = hinge ? 0 : Sigmoid.softplus(-score[0]);
      for (int c = 1; c < candidates; c++) {
        loss += hinge ? Math.max(0, 1 - score[0] + score[c]) : Sigmoid.softplus(score[c]);
      }
      return loss;
    }

    /** Scores of the target and of drawn words that are not it; how many there are. */
    private int forward(int[] sentence, int length, int at) {
      gather(sentence, length, at, 1);
      int candidates = 1;
      words[0] = sentence[at];
      for (int k = 1; k < words.length; k++) {
        int word = noise.getAsInt();
        if (word != words[0]) {
          words[candidates++] = word;
        }
      }
      int middle = window * input.width;
      Arrays.fill(concat, middle, middle + input.width, 0);
      for (int r = 0; r < layer.rows; r++) {
        int row = r * layer.width;
        float context = kernel.dot(concat, 0, layer.values, row, layer.width);
        for (int c = 0; c < candidates; c++) {
          int word = words[c] * input.width;
          float own = kernel.dot(input.values, word, layer.values, row + middle, input.width);
          hidden[c][r] = (float) Math.tanh(context + own);
        }
      }
      for (int c = 0; c < candidates; c++) {
        score[c] = kernel.dot(hidden[c], 0, scorer.values, 0, scorer.width);
      }
      return candidates;
    }
  }
}
