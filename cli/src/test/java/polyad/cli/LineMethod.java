package polyad.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import polyad.catalog.Describe;
import polyad.catalog.Encodable;
import polyad.catalog.Experiment;
import polyad.catalog.FeatureFiles;
import polyad.catalog.JobException;
import polyad.catalog.Method;
import polyad.catalog.MethodCard;
import polyad.catalog.ModelDirectory;
import polyad.catalog.NoOptions;
import polyad.catalog.PredictJob;
import polyad.catalog.Predictable;
import polyad.catalog.Profile;
import polyad.catalog.Progress;
import polyad.catalog.Run;
import polyad.catalog.StopException;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.TrainJob;
import polyad.catalog.Trainable;
import polyad.catalog.UsageException;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Table;
import polyad.catalog.task.Encoder;

/** A method small enough for tests: a line y = slope x, fitted by descent. */
public final class LineMethod implements Method {
  enum Failure {
    NONE,
    JOB,
    USAGE,
    BUG
  }

  record Config(
      @Describe("steps of descent; at least 1") int steps,
      @Describe("learning rate; in (0, 1)") double lr,
      @Describe("milliseconds a step takes") int pause,
      @Describe("how to fail") Failure failure) {
    Config {
      if (steps < 1) {
        throw new IllegalArgumentException("steps is " + steps + ", expected at least 1");
      }
    }
  }

  /** The fitted line. */
  record Line(double slope) {}

  record Scale(@Describe("factor") double by, @Describe("negate") boolean negate) {}

  private static final Config QUICK = new Config(50, 0.1, 0, Failure.NONE);

  @Override
  public MethodCard card() {
    return MethodCard.of("test-line", "Test line")
        .summary("Fits a line.")
        .paper("Gauss: Theoria motus", 1909)
        .tasks("regression")
        .trainInputs("csv of x, y")
        .build();
  }

  @Override
  public Experiment<?> experiment() {
    return new Experiment<Config>() {
      @Override
      public Config config(Profile profile) {
        return profile == Profile.SMOKE ? new Config(5, 0.1, 0, Failure.NONE) : QUICK;
      }

      @Override
      public void run(Config config, Run run) throws Exception {
        fail(config);
        Line line = run.once("fit", Line.class, () -> fit(config, run));
        run.report()
            .section("Fit")
            .table(Table.of("slope").columns("value").row(line.slope()).note("synthetic").build())
            .check(Check.atMost("error of the slope", Math.abs(line.slope() - 2), 0.01))
            .claim(Claim.notTestable("C1", "Lines are straight", "no ruler"));
      }
    };
  }

  private static void fail(Config config) {
    switch (config.failure()) {
      case NONE -> {}
      case JOB -> throw new JobException("the descent diverged");
      case USAGE -> throw new UsageException("no data for this");
      case BUG -> throw new IllegalStateException("oops");
    }
  }

  /** Continues from the checkpoint where there is one. */
  private static Line fit(Config config, Run run) throws Exception {
    Path state = run.checkpoint("fit").resolve("state.txt");
    List<String> saved = Files.exists(state) ? Files.readAllLines(state) : List.of("0", "0");
    double slope = Double.parseDouble(saved.get(1));
    try (Progress progress = run.progress("fit", config.steps())) {
      progress.at(Long.parseLong(saved.get(0)), Double.NaN);
      for (int step = Integer.parseInt(saved.get(0)); step < config.steps(); step++) {
        if (run.stopRequested()) {
          Files.writeString(state, step + "\n" + slope);
          throw new StopException();
        }
        slope -= config.lr() * 2 * (slope - 2);
        Thread.sleep(config.pause());
        run.metric("fit", step, Map.of("slope", slope));
        progress.step((slope - 2) * (slope - 2));
      }
    }
    return new Line(slope);
  }

  @Override
  public Optional<Trainable<?>> trainable() {
    return Optional.of(
        new Trainable<Config>() {
          @Override
          public Config trainConfig() {
            return QUICK;
          }

          @Override
          public void train(Config config, TrainJob job) throws IOException {
            float[][] rows = FeatureFiles.read(job.data().getFirst());
            Files.writeString(job.checkpoint("fit").resolve("state.txt"), "0");
            fail(config);
            double xy = 0;
            double xx = 0;
            for (float[] row : rows) {
              xy += row[0] * row[1];
              xx += row[0] * row[0];
            }
            try (ModelDirectory.Writer writer = job.model()) {
              writer.config(new Line(xy / xx)).commit();
            }
          }
        });
  }

  @Override
  public Optional<Predictable<?>> predictable() {
    return Optional.of(
        new Predictable<NoOptions>() {
          @Override
          public NoOptions predictOptions() {
            return new NoOptions();
          }

          @Override
          public Table predict(NoOptions options, ModelDirectory model, PredictJob job)
              throws IOException {
            double slope = model.config(Line.class).slope();
            Table.Builder table = Table.of("").columns("x", "y");
            for (float[] row : FeatureFiles.read(job.data().getFirst())) {
              table.row((double) row[0], slope * row[0]);
            }
            return table.build();
          }
        });
  }

  @Override
  public Optional<Encodable> encodable() {
    return Optional.of(
        model ->
            new Encoder() {
              @Override
              public int inputDimension() {
                return 2;
              }

              @Override
              public int dimension() {
                return 4;
              }

              @Override
              public int[] nesting() {
                return new int[] {2, 4};
              }

              @Override
              public float[][] encode(float[][] rows) {
                float[][] vectors = new float[rows.length][];
                for (int i = 0; i < rows.length; i++) {
                  float[] row = rows[i];
                  vectors[i] = new float[] {row[0], row[1], row[0] * row[1], 1};
                }
                return vectors;
              }
            });
  }

  @Override
  public List<Tool<?>> tools() {
    return List.of(
        new Tool<Scale>() {
          @Override
          public String name() {
            return "scale";
          }

          @Override
          public String summary() {
            return "Scales the first column of a csv.";
          }

          @Override
          public Scale options() {
            return new Scale(1, false);
          }

          @Override
          public Table run(Scale options, ToolJob job) throws IOException {
            Table.Builder table = Table.of("").columns("x");
            for (float[] row : FeatureFiles.read(job.file())) {
              table.row(row[0] * options.by() * (options.negate() ? -1 : 1));
            }
            return table.build();
          }
        });
  }
}
