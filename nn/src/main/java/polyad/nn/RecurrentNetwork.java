package polyad.nn;

import java.util.ArrayList;
import java.util.List;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * A fused LSTM or GRU, batch first, with PyTorch's names {@code weight_ih_l0}, {@code
 * weight_hh_l0}, {@code bias_ih_l0}, {@code bias_hh_l0}, {@code ..._reverse}.
 */
public final class RecurrentNetwork extends Module {
  private final Cell cell;
  private final long hidden;
  private final int layers;
  private final boolean bidirectional;
  private final List<WeightSlot> weights = new ArrayList<>();

  /** The kind of cell. */
  public enum Cell {
    /** Long short-term memory (Hochreiter and Schmidhuber, 1997). */
    LSTM,
    /** Gated recurrent unit (Cho et al., 2014). */
    GRU
  }

  /** With PyTorch's default initial values. */
  public RecurrentNetwork(
      Cell cell, long in, long hidden, int layers, boolean bidirectional, Generator rng) {
    this.cell = cell;
    this.hidden = (long) Checks.atLeast("hidden", hidden, 1);
    this.layers = (int) Checks.atLeast("layers", layers, 1);
    this.bidirectional = bidirectional;
    long gates = cell == Cell.LSTM ? 4 : 3;
    double bound = 1 / Math.sqrt(hidden);
    for (int layer = 0; layer < layers; layer++) {
      for (int direction = 0; direction < directions(); direction++) {
        String suffix = "_l" + layer + (direction == 1 ? "_reverse" : "");
        long width = layer == 0 ? in : hidden * directions();
        add("weight_ih" + suffix, Init.uniform(rng, bound, gates * hidden, width));
        add("weight_hh" + suffix, Init.uniform(rng, bound, gates * hidden, hidden));
        add("bias_ih" + suffix, Init.uniform(rng, bound, gates * hidden));
        add("bias_hh" + suffix, Init.uniform(rng, bound, gates * hidden));
      }
    }
  }

  private void add(String name, Tensor initial) {
    weights.add(addParameter(name, initial));
  }

  private int directions() {
    return bidirectional ? 2 : 1;
  }

  /** From zero states: [B, L, in] to [B, L, directions·hidden] and the last states. */
  public Functional.Recurrent forward(Tensor x) {
    Tensor start = Tensor.zeros(x.dtype(), (long) layers * directions(), x.size(0), hidden);
    Tensor[] values = weights.stream().map(WeightSlot::value).toArray(Tensor[]::new);
    return cell == Cell.LSTM
        ? Functional.lstm(x, start, start, values, true, layers, bidirectional)
        : Functional.gru(x, start, values, true, layers, bidirectional);
  }
}
