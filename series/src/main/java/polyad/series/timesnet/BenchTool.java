package polyad.series.timesnet;

import java.util.ArrayList;
import java.util.List;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.tensor.Engine;

/** Times a training step of the ETTh1 models with given periods. */
final class BenchTool implements Tool<BenchTool.Options> {
  /**
   * What to time.
   *
   * @param periods in every block; none to let the amplitudes of random windows decide
   */
  record Options(
      @Describe("periods of every block; none to let the amplitudes decide") List<Integer> periods,
      @Describe("whether to time imputation, T=96 and B=16, in place of 96->96 and B=32")
          boolean imputation,
      @Describe("timed steps, of which the fastest counts; 1 or more") int rounds) {
    Options {
      periods = List.copyOf(periods);
      ConfigChecks.atLeast("rounds", rounds, 1);
    }
  }

  @Override
  public String name() {
    return "bench";
  }

  @Override
  public String summary() {
    return "Times a training step, kernels merged and one by one, with forced periods; takes no file.";
  }

  @Override
  public Options options() {
    return new Options(List.of(24, 12, 96, 8, 48), false, 5);
  }

  @Override
  public Table run(Options options, ToolJob job) {
    if (!job.files().isEmpty()) {
      throw new UsageException("bench takes no file, found " + job.files().getFirst());
    }
    Engine.setThreads(1);
    int[] periods = options.periods().stream().mapToInt(Integer::intValue).toArray();
    TimesNetConfig config =
        options.imputation()
            ? TimesNetConfig.of(TimesNetTask.IMPUTATION, 96, 0, 7)
            : TimesNetConfig.of(TimesNetTask.LONG_TERM_FORECAST, 96, 96, 7);
    int batch = options.imputation() ? 16 : 32;
    List<KernelTiming.Millis> results = new ArrayList<>();
    for (boolean merged : new boolean[] {true, false}) {
      results.add(KernelTiming.stepMillis(config, merged, batch, options.rounds(), periods));
    }
    Table.Builder table =
        Table.of("A training step, one thread")
            .columns("inception kernels")
            .lower("step, ms")
            .lower("of it forward, ms");
    table.row("merged and cropped", results.get(0).step(), results.get(0).forward());
    table.row("one by one, averaged", results.get(1).step(), results.get(1).forward());
    return table
        .note(
            "periods %s; random windows, on which nothing depends when periods are forced; the "
                    .formatted(
                        options.periods().isEmpty() ? "of the amplitudes" : options.periods())
                + "official code was measured elsewhere at 2100 ms (96→96, 24,12,96,8,48), 2070 ms"
                + " (192,96,64,48,24) and 350 ms (imputation, 24,12,96)")
        .build();
  }
}
