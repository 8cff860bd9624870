package polyad.series.timesnet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import polyad.nn.Buffer;
import polyad.nn.Init;
import polyad.nn.Linear;
import polyad.nn.Module;
import polyad.nn.WeightSlot;
import polyad.series.SinCos;
import polyad.series.TimeFeatures;
import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * Dropout(circular convolution of the values + code of the position + embedding of the clock): [B,
 * T, C] to [B, T, d]. Names: {@code value_embedding.tokenConv.weight}, {@code
 * temporal_embedding...}.
 */
final class DataEmbedding extends Module {
  private static final int[] TABLE_ROWS = {13, 32, 7, 24, 4};
  private static final String[] TABLE_NAMES = {
    "month_embed", "day_embed", "weekday_embed", "hour_embed", "minute_embed"
  };

  private final WeightSlot tokenConv;
  private final @Nullable Linear clock;
  private final List<Supplier<Tensor>> tables = new ArrayList<>();
  private final List<Buffer> fixedTables = new ArrayList<>();
  private final Buffer positions;
  private final double dropout;
  private final Generator rng;

  DataEmbedding(TimesNetConfig config, Generator rng) {
    this.rng = rng;
    dropout = config.dropout();
    int d = config.dModel();
    // Kaiming normal, fan in, of a leaky ReLU with slope 0.01.
    double std = Math.sqrt(2 / ((1 + 1e-4) * 3 * config.encIn()));
    tokenConv =
        addParameter(
            "value_embedding.tokenConv.weight", Init.normal(rng, std, d, config.encIn(), 3));
    positions = new Buffer(SinCos.positions(config.seqLen(), d));
    clock = config.embed() == TimeEmbedding.TIME_F ? clock(config, rng) : null;
    int columns =
        switch (config.embed()) {
          case FIXED, LEARNED -> config.freq().equals("t") ? 5 : 4;
          default -> 0;
        };
    for (int i = 0; i < columns; i++) {
      tables.add(config.embed() == TimeEmbedding.FIXED ? fixed(i, d) : learned(i, d, rng));
    }
  }

  private Supplier<Tensor> fixed(int column, int d) {
    Buffer table = new Buffer(SinCos.positions(TABLE_ROWS[column], d));
    fixedTables.add(table);
    return table::value;
  }

  private Supplier<Tensor> learned(int column, int d, Generator rng) {
    String name = "temporal_embedding." + TABLE_NAMES[column] + ".weight";
    return addParameter(name, Init.normal(rng, 1, TABLE_ROWS[column], d))::value;
  }

  private Linear clock(TimesNetConfig config, Generator rng) {
    int features = TimeFeatures.Frequency.of(config.freq()).features();
    return addChild("temporal_embedding.embed", new Linear(features, config.dModel(), false, rng));
  }

  Tensor forward(Tensor x, @Nullable Tensor marks) {
    Tensor around = Tensor.cat(1, x.narrow(1, x.size(1) - 1, 1), x, x.narrow(1, 0, 1));
    Tensor h =
        Functional.conv(
                around.transpose(1, 2),
                tokenConv.value(),
                null,
                new long[] {1},
                new long[] {0},
                new long[] {1},
                1)
            .transpose(1, 2)
            .add(positions.value().to(x.dtype()).narrow(0, 0, x.size(1)));
    Tensor timed = marks == null ? h : h.add(temporal(marks, x.dtype()));
    return isTraining() ? Functional.dropout(timed, dropout, rng) : timed;
  }

  private Tensor temporal(Tensor marks, DType dtype) {
    if (clock != null) {
      return clock.forward(marks);
    }
    Tensor whole = marks.to(DType.I64);
    Tensor sum = null;
    for (int i = 0; i < tables.size(); i++) {
      Tensor table = tables.get(i).get().to(dtype);
      Tensor rows = Functional.embedding(table, whole.select(2, i)); // [B, T, d]
      sum = sum == null ? rows : sum.add(rows);
    }
    if (sum == null) {
      throw new IllegalArgumentException("marks are given to a model without a clock");
    }
    return sum;
  }

  @Override
  public void close() {
    positions.close();
    fixedTables.forEach(Buffer::close);
    super.close();
  }
}
