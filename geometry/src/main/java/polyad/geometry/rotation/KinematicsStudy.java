package polyad.geometry.rotation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import polyad.algebra.RotationRepresentation;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Measurement;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.data.Bvh;
import polyad.data.DataSets;
import polyad.data.SkeletonMotion;
import polyad.data.generate.SkeletonWalks;
import polyad.nn.Schedule;

/** Experiment C: joint rotations from joint positions on clips that were not trained on. */
final class KinematicsStudy {
  private static final List<RotationRepresentation> RIVALS =
      List.of(RotationRepresentation.QUATERNION, RotationRepresentation.AXIS_ANGLE);

  /** One tree of joints; the last clip is held out. */
  private static final List<String> CLIPS =
      List.of(
          "fair1_dab.bvh.gz",
          "fair1_wave_hello.bvh.gz",
          "fair1_zombie.bvh.gz",
          "fair1_jumping.bvh.gz");

  private final RotationConfig config;
  private final Run run;

  /**
   * One network's errors.
   *
   * @param joint mean over joints in each frame: mean over frames
   * @param jointMax the worst frame
   * @param jointStd over frames
   * @param root of the root's rotation, in degrees
   */
  record Trial(double joint, double jointMax, double jointStd, double root) {}

  /** Clips to train and to test on. */
  private record Source(
      String name, String unit, List<SkeletonMotion> train, List<SkeletonMotion> test) {}

  KinematicsStudy(RotationConfig config, Run run) {
    this.config = config;
    this.run = run;
  }

  void report() throws Exception {
    study(synthetic());
    Optional<Source> real = real();
    if (real.isPresent()) {
      study(real.get());
    }
  }

  private void study(Source source) throws Exception {
    Map<RotationRepresentation, List<Trial>> trials = new LinkedHashMap<>();
    for (RotationRepresentation mode : config.poseModes()) {
      trials.put(mode, trials(mode, source));
    }
    Report report = run.report().section("Inverse kinematics, " + source.name());
    report.table(table(source, trials));
    if (run.profile() != Profile.SMOKE) {
      judge(report, source, trials);
    }
  }

  private Source synthetic() {
    List<SkeletonMotion> train = new ArrayList<>();
    List<SkeletonMotion> test = new ArrayList<>();
    for (int i = 0; i < config.clips() + config.testClips(); i++) {
      SkeletonMotion clip = SkeletonWalks.DEFAULT.draw(run.seed() * 1000 + i);
      (i < config.clips() ? train : test).add(clip);
    }
    return new Source("synthetic", "m", train, test);
  }

  /** Clips of one performer, where they are at hand. */
  private Optional<Source> real() throws IOException {
    Optional<Path> folder = DataSets.open(run.data()).find("mocap-bvh");
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    List<SkeletonMotion> clips = new ArrayList<>();
    for (String name : CLIPS) {
      clips.add(Bvh.read(folder.get().resolve(name)).skeleton());
    }
    int last = clips.size() - 1;
    return Optional.of(
        new Source(
            "mocap-bvh", "file units", clips.subList(0, last), clips.subList(last, last + 1)));
  }

  private List<Trial> trials(RotationRepresentation mode, Source source) throws Exception {
    KinematicsConfig settings = hips(source).withRepresentation(mode);
    List<Trial> trials = new ArrayList<>();
    for (long seed : run.seeds(config.seeds())) {
      String part = "pose-" + source.name() + "-" + mode.label() + "-seed" + seed;
      Schedule schedule = Schedule.cosine(settings.lr(), settings.endLr(), settings.steps());
      trials.add(
          run.once(
              part,
              Trial.class,
              () -> {
                Training training = Training.of(run, part, settings.steps(), schedule);
                try (InverseKinematics solver =
                    InverseKinematics.fit(settings, source.train(), seed, training)) {
                  return test(solver, source.test());
                }
              }));
    }
    return trials;
  }

  /** The synthetic joints have no telling names. */
  private KinematicsConfig hips(Source source) {
    boolean named = !source.name().equals("synthetic") || !config.kinematics().hips().isEmpty();
    return named
        ? config.kinematics()
        : config.kinematics().withHips(Arrays.stream(SkeletonWalks.hipJoints()).boxed().toList());
  }

  private static Trial test(InverseKinematics solver, List<SkeletonMotion> clips) {
    List<Double> joint = new ArrayList<>();
    List<Double> root = new ArrayList<>();
    for (SkeletonMotion clip : clips) {
      InverseKinematics.Errors errors = solver.errors(clip);
      Arrays.stream(errors.joint()).forEach(joint::add);
      Arrays.stream(errors.root()).forEach(root::add);
    }
    RotationErrorStats stats =
        RotationErrorStats.of(joint.stream().mapToDouble(Double::doubleValue).toArray());
    double angle = root.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    return new Trial(stats.mean(), stats.max(), stats.std(), angle);
  }

  private Table table(Source source, Map<RotationRepresentation, List<Trial>> trials) {
    String unit = source.unit();
    Table.Builder table =
        Table.of("Errors on clips that were not trained on, " + source.name())
            .columns("representation", "D")
            .lower("mean joint error (" + unit + ")")
            .lower("max of a frame")
            .lower("std over frames")
            .lower("root rotation (°)")
            .note(
                "%d clips to train on, %d others to test on; %d steps"
                    .formatted(
                        source.train().size(), source.test().size(), config.kinematics().steps()));
    trials.forEach(
        (mode, list) ->
            table.row(
                mode.label(),
                mode.dim(),
                Measurement.of(unit, means(list)),
                list.getFirst().jointMax(),
                list.getFirst().jointStd(),
                list.getFirst().root()));
    return table.build();
  }

  private static double[] means(List<Trial> trials) {
    return trials.stream().mapToDouble(Trial::joint).toArray();
  }

  private static void judge(
      Report report, Source source, Map<RotationRepresentation, List<Trial>> trials) {
    List<Trial> ours = trials.get(RotationRepresentation.ORTHO6D);
    for (RotationRepresentation rival : RIVALS) {
      List<Trial> theirs = trials.get(rival);
      if (ours == null || theirs == null) {
        continue;
      }
      double mine = Measurement.of("", means(ours)).mean();
      double other = Measurement.of("", means(theirs)).mean();
      String where = source.name() + " poses: mean joint error of ortho6d over " + rival.label();
      report
          .check(Check.atMost(where, mine / other, 1))
          .claim(
              Claim.lowerPaired(
                  "C6c-" + source.name() + "-" + rival.label(),
                  "Inverse kinematics: 6D has a lower mean joint error than " + rival.label(),
                  means(ours),
                  means(theirs),
                  0));
    }
  }
}
