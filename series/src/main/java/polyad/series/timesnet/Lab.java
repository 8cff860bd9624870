package polyad.series.timesnet;

import java.io.IOException;
import java.util.List;
import polyad.catalog.Run;
import polyad.catalog.report.Measurement;
import polyad.nn.evaluate.Cka;
import polyad.series.ForecastTraining;
import polyad.tensor.Tensor;

/** What the parts of the experiment share. */
record Lab(TimesNetExperiment.Config config, Run run) {
  ForecastTraining.Session session(String key) throws IOException {
    return new ForecastTraining.Session(key, run.checkpoint(key), run.monitor());
  }

  /** The configured backbone and folding, on other sizes. */
  TimesNetConfig model(TimesNetConfig sizes) {
    return sizes.withBackbone(config.backbone(), config.fold());
  }

  /** A seed for the random draws of one step. */
  static long stepSeed(long seed, long step) {
    return seed * 1_000_003L + step;
  }

  /** Linear CKA of the first and the last block's output, [B, S, d] each. */
  static double cka(List<Tensor> blocks) {
    Tensor first = blocks.getFirst().flatten(0, 1);
    Tensor last = blocks.getLast().flatten(0, 1);
    return Cka.linear(first, last);
  }

  /** The lists of periods as text, a block after the other. */
  static String text(int[][] periods) {
    StringBuilder text = new StringBuilder();
    for (int[] block : periods) {
      text.append(text.isEmpty() ? "" : "; ");
      for (int j = 0; j < block.length; j++) {
        text.append(j == 0 ? "" : ", ").append(block[j]);
      }
    }
    return text.toString();
  }

  /** A number alone, or the mean of several. */
  static Object cell(double[] values) {
    return values.length == 1 ? values[0] : Measurement.of("", values);
  }
}
