package polyad.series.timesnet;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polyad.nn.Module;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * h + Σ_j softmax(w)_j · unfold(conv(fold(h, p_j))) over the k strongest periods p_j with
 * amplitudes w (eq. 3 to 6 of the paper); one 2D network {@code conv} for all periods.
 */
public final class TimesBlock extends Module {
  private final TimesNetConfig config;
  private final Backbone2d conv;
  private int @Nullable [] forced;

  /**
   * A block.
   *
   * @param merged whether inception kernels are merged before they are applied
   */
  public TimesBlock(TimesNetConfig config, boolean merged, Generator rng) {
    this.config = config;
    conv = addChild("conv", Backbone2d.of(config, merged, rng));
  }

  /**
   * Folds a series by a period, as the block does.
   *
   * @param x [B, S, d]
   * @return [B, d, rows, period]
   */
  public static Tensor fold(Tensor x, int period) {
    return Folding.fold(x, period);
  }

  /** Uses these periods from now on, whatever the amplitudes say: for timings. */
  void force(int... periods) {
    forced = periods.clone();
  }

  /**
   * What a pass gives.
   *
   * @param output [B, S, d]
   * @param periods found in the input
   */
  record Result(Tensor output, Periods periods) {}

  /** [B, S, d] to the same shape. */
  Result forward(Tensor h) {
    int length = (int) h.size(1);
    Periods periods = periods(h, length);
    Tensor share = periods.weight().softmax(1); // [B, k]
    Backbone2d.Pass pass = conv.begin();
    // Equal periods give equal images: each is computed once, under the sum of its weights.
    Map<Integer, Tensor> shares = new LinkedHashMap<>();
    for (int j = 0; j < periods.count(); j++) {
      int period = config.fold() ? periods.period()[j] : length;
      shares.merge(period, share.narrow(1, j, 1), Tensor::add);
    }
    Tensor out = h;
    for (Map.Entry<Integer, Tensor> entry : shares.entrySet()) {
      Tensor image = pass.apply(Folding.fold(h, entry.getKey()));
      Tensor series = Folding.unfold(image, length); // [B, S, d]
      out = out.add(series.mul(entry.getValue().unsqueeze(2)));
    }
    return new Result(out, periods);
  }

  private Periods periods(Tensor h, int length) {
    if (forced == null) {
      return PeriodDetector.detect(h, config.topK());
    }
    int[] frequency = new int[forced.length];
    for (int j = 0; j < frequency.length; j++) {
      frequency[j] = Math.clamp(length / forced[j], 1, length / 2);
    }
    return new Periods(forced, frequency, PeriodDetector.at(h, frequency).weight());
  }
}
