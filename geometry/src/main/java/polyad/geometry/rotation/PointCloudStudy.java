package polyad.geometry.rotation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polyad.algebra.RotationRepresentation;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Measurement;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.data.DataSets;
import polyad.data.PointClouds;
import polyad.data.generate.RandomShapes;
import polyad.nn.Schedule;

/** Experiment B: the rotation between two point clouds of a shape that was not trained on. */
final class PointCloudStudy {
  private static final List<RotationRepresentation> RIVALS =
      List.of(
          RotationRepresentation.QUATERNION,
          RotationRepresentation.AXIS_ANGLE,
          RotationRepresentation.EULER);

  private final RotationConfig config;
  private final Run run;

  /**
   * One estimator's errors in degrees.
   *
   * @param generated on held-out generated shapes
   * @param real on real shapes, or all NaN without them
   */
  record Trial(RotationErrorStats generated, RotationErrorStats real) {}

  PointCloudStudy(RotationConfig config, Run run) {
    this.config = config;
    this.run = run;
  }

  void report() throws Exception {
    double[][][] shapes =
        new RandomShapes(config.shapes() + config.testShapes(), config.pointCloud().points())
            .draw(run.seed());
    double[][][] train = Arrays.copyOf(shapes, config.shapes());
    double[][][] test = Arrays.copyOfRange(shapes, config.shapes(), shapes.length);
    double[][][] real = real();
    Map<RotationRepresentation, List<Trial>> trials = new LinkedHashMap<>();
    for (RotationRepresentation mode : config.cloudModes()) {
      trials.put(mode, trials(mode, train, test, real));
    }
    Report report = run.report().section("Rotation of point clouds");
    report.table(table(trials, real.length));
    if (run.profile() != Profile.SMOKE) {
      judge(report, trials);
    }
  }

  /** ModelNet10's bath tubs and well-known meshes, where they are at hand. */
  private double[][][] real() throws IOException {
    DataSets sets = DataSets.open(run.data());
    List<double[][]> clouds = new ArrayList<>();
    for (String name : List.of("modelnet10-sample", "meshes")) {
      var folder = sets.find(name);
      if (folder.isPresent()) {
        for (Path file : PointClouds.files(folder.get())) {
          clouds.add(PointClouds.read(file, config.pointCloud().points(), run.seed()));
        }
      }
    }
    return clouds.toArray(double[][][]::new);
  }

  private List<Trial> trials(
      RotationRepresentation mode, double[][][] train, double[][][] test, double[][][] real)
      throws Exception {
    PointCloudConfig settings = config.pointCloud().withRepresentation(mode);
    List<Trial> trials = new ArrayList<>();
    for (long seed : run.seeds(config.cloudSeeds())) {
      String part = "cloud-" + mode.label() + "-seed" + seed;
      Schedule schedule = Schedule.cosine(settings.lr(), settings.endLr(), settings.steps());
      trials.add(
          run.once(
              part,
              Trial.class,
              () -> {
                Training training = Training.of(run, part, settings.steps(), schedule);
                try (PointCloudRotationEstimator estimator =
                    PointCloudRotationEstimator.fit(settings, train, seed, training)) {
                  return new Trial(errors(estimator, test, seed), errors(estimator, real, seed));
                }
              }));
    }
    return trials;
  }

  private RotationErrorStats errors(
      PointCloudRotationEstimator estimator, double[][][] clouds, long seed) {
    double[] degrees =
        clouds.length == 0
            ? new double[] {Double.NaN}
            : estimator.errors(clouds, config.turns(), seed + 1);
    return RotationErrorStats.of(degrees);
  }

  private Table table(Map<RotationRepresentation, List<Trial>> trials, int real) {
    String realNote =
        real == 0 ? "no real shapes at hand" : "columns 'real' on " + real + " real shapes";
    Table.Builder table =
        Table.of("Errors in degrees on shapes that were not trained on")
            .columns("representation", "D")
            .lower("mean")
            .lower("max")
            .lower("std")
            .lower("real: mean")
            .lower("real: max")
            .note(
                "trained on %d synthetic shapes of %d points, tested on %d others with %d rotations each; %s"
                    .formatted(
                        config.shapes(),
                        config.pointCloud().points(),
                        config.testShapes(),
                        config.turns(),
                        realNote));
    trials.forEach(
        (mode, list) ->
            table.row(
                mode.label(),
                mode.dim(),
                Measurement.of("°", means(list)),
                list.getFirst().generated().max(),
                list.getFirst().generated().std(),
                real == 0 ? null : list.getFirst().real().mean(),
                real == 0 ? null : list.getFirst().real().max()));
    return table.build();
  }

  private static double[] means(List<Trial> trials) {
    return trials.stream().mapToDouble(trial -> trial.generated().mean()).toArray();
  }

  private static void judge(Report report, Map<RotationRepresentation, List<Trial>> trials) {
    List<Trial> ours = trials.get(RotationRepresentation.ORTHO6D);
    for (RotationRepresentation rival : RIVALS) {
      List<Trial> theirs = trials.get(rival);
      if (ours == null || theirs == null) {
        continue;
      }
      double ratio =
          Measurement.of("°", means(ours)).mean() / Measurement.of("°", means(theirs)).mean();
      report
          .check(
              Check.atMost("point clouds: mean error of ortho6d over " + rival.label(), ratio, 0.8))
          .claim(
              Claim.lowerPaired(
                  "C6b-" + rival.label(),
                  "Point clouds: 6D has a lower mean error than " + rival.label(),
                  means(ours),
                  means(theirs),
                  0));
    }
  }
}
