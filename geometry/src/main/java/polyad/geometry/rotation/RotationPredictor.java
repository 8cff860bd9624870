package polyad.geometry.rotation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import polyad.algebra.Rotations;
import polyad.catalog.Describe;
import polyad.catalog.ModelDirectory;
import polyad.catalog.PredictJob;
import polyad.catalog.Predictable;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.data.Bvh;
import polyad.data.MatrixCsv;
import polyad.data.PointClouds;
import polyad.data.SkeletonMotion;
import polyad.nn.Module;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;

/**
 * {@code polyad predict}: the motion between each two point clouds, or the pose of each frame of
 * joint positions.
 */
final class RotationPredictor implements Predictable<RotationPredictor.Options> {
  /** Both clouds of a pair are sampled alike. */
  private static final long SAMPLING_SEED = 0;

  record Options(
      @Describe("ik: also write the predicted motion to this BVH file") Optional<Path> bvh,
      @Describe("ik: frames a second of that file; above 0") double frameRate) {
    Options {
      if (!(frameRate > 0) || Double.isInfinite(frameRate)) {
        throw new IllegalArgumentException("frameRate is " + frameRate + ", expected above 0");
      }
    }
  }

  @Override
  public Options predictOptions() {
    return new Options(Optional.empty(), 30);
  }

  @Override
  public Table predict(Options options, ModelDirectory directory, PredictJob job) throws Exception {
    RotationModelConfig config = directory.config(RotationModelConfig.class);
    return switch (config.task()) {
      case POINTCLOUD -> clouds(config.pointCloud(), directory, job.data());
      case IK -> poses(config.kinematics(), options, directory, job.data());
    };
  }

  private static void load(ModelDirectory directory, Module model) throws IOException {
    try (var _ = TensorScope.open()) {
      model.loadStateDict(TensorFiles.readSafetensors(directory.weights()));
    } catch (IllegalArgumentException e) {
      throw new UsageException(directory.weights() + ": " + e.getMessage(), e);
    }
    model.eval();
  }

  private static Table clouds(PointCloudConfig config, ModelDirectory directory, List<Path> files)
      throws IOException {
    if (files.size() % 2 != 0) {
      throw new UsageException(
          "expected pairs of point clouds, first and second in turn, got %d file(s)"
              .formatted(files.size()));
    }
    Table.Builder table =
        Table.of("Motions x ↦ R·x + t")
            .columns("first", "second", "w", "x", "y", "z", "angle (°)", "t0", "t1", "t2");
    try (PointCloudRotationEstimator estimator =
        new PointCloudRotationEstimator(config, new Generator(0))) {
      load(directory, estimator.model());
      for (int i = 0; i < files.size(); i += 2) {
        Path first = files.get(i);
        Path second = files.get(i + 1);
        table.row(row(estimator, config.points(), first, second));
      }
    }
    return table.build();
  }

  private static Object[] row(
      PointCloudRotationEstimator estimator, int points, Path first, Path second)
      throws IOException {
    double[][] a = PointClouds.read(first, points, SAMPLING_SEED);
    double[][] b = PointClouds.read(second, points, SAMPLING_SEED);
    RotationTrainer.usable(first, () -> PointCloudChecks.Frame.of("cloud", a));
    RotationTrainer.usable(second, () -> PointCloudChecks.Frame.of("cloud", b));
    PointCloudRotationEstimator.RigidMotion motion = estimator.predict(a, b);
    double[] t = motion.translation();
    try (var _ = TensorScope.open()) {
      Tensor rotation = Tensor.of(motion.rotation());
      double[] q = Rotations.matrixToQuaternion(rotation).toDoubleArray();
      double angle = Math.toDegrees(Rotations.log(rotation).norm().item());
      return new Object[] {
        first.toString(), second.toString(), q[0], q[1], q[2], q[3], angle, t[0], t[1], t[2]
      };
    }
  }

  private static Table poses(
      KinematicsConfig config, Options options, ModelDirectory directory, List<Path> files)
      throws IOException {
    Skeleton skeleton = directory.json(RotationTrainer.SKELETON, Skeleton.class);
    if (options.bvh().isPresent() && files.size() != 1) {
      throw new UsageException("bvh is given for " + files.size() + " files, expected one");
    }
    try (InverseKinematics solver = new InverseKinematics(config, skeleton, new Generator(0))) {
      load(directory, solver.model());
      return files.getFirst().toString().endsWith(".csv")
          ? fromPositions(solver, options, files)
          : fromClips(solver, options, files);
    }
  }

  /** Clips are put back together from their own joint positions, with the errors. */
  private static Table fromClips(InverseKinematics solver, Options options, List<Path> files)
      throws IOException {
    Table.Builder table =
        Table.of("Poses from joint positions")
            .columns("clip", "frames")
            .lower("mean joint error (file units)")
            .lower("max of a frame")
            .lower("root rotation (°)");
    for (Path file : files) {
      SkeletonMotion clip = Bvh.read(file).skeleton();
      RotationTrainer.usable(file, () -> solver.skeleton().requireSame("clip", clip));
      if (clip.frames() == 0) {
        throw new UsageException(file + ": no frames, expected at least one");
      }
      InverseKinematics.Errors errors = solver.errors(clip);
      RotationErrorStats joint = RotationErrorStats.of(errors.joint());
      RotationErrorStats root = RotationErrorStats.of(errors.root());
      table.row(file.toString(), clip.frames(), joint.mean(), joint.max(), root.mean());
      if (options.bvh().isPresent()) {
        write(solver, solver.positions(clip), options);
      }
    }
    return table.build();
  }

  private static Table fromPositions(InverseKinematics solver, Options options, List<Path> files)
      throws IOException {
    Table.Builder table =
        Table.of("Rotations from joint positions")
            .columns("file", "frame", "joint", "w", "x", "y", "z");
    for (Path file : files) {
      double[][][] positions = positions(file, solver.skeleton().joints());
      SkeletonMotion motion = solver.predict(positions);
      for (int f = 0; f < motion.frames(); f++) {
        addFrame(table, file, f, motion);
      }
      if (options.bvh().isPresent()) {
        write(solver, positions, options);
      }
    }
    return table.build();
  }

  private static void addFrame(Table.Builder table, Path file, int frame, SkeletonMotion motion) {
    try (var _ = TensorScope.open()) {
      for (int j = 0; j < motion.joints(); j++) {
        Tensor rotation = Tensor.of(motion.rotations()[frame][j]);
        double[] q = Rotations.matrixToQuaternion(rotation).toDoubleArray();
        table.row(file.toString(), frame, motion.names().get(j), q[0], q[1], q[2], q[3]);
      }
    }
  }

  /** Rows of x, y, z for each joint in the skeleton's order. */
  private static double[][][] positions(Path file, int joints) throws IOException {
    double[][] rows = MatrixCsv.read(file);
    double[][][] positions = new double[rows.length][joints][3];
    for (int f = 0; f < rows.length; f++) {
      if (rows[f].length != 3 * joints) {
        throw new UsageException(
            "%s: %d columns, expected x, y, z of %d joints, %d columns"
                .formatted(file, rows[f].length, joints, 3 * joints));
      }
      for (int i = 0; i < 3 * joints; i++) {
        positions[f][i / 3][i % 3] = rows[f][i];
      }
    }
    return positions;
  }

  private static void write(InverseKinematics solver, double[][][] positions, Options options)
      throws IOException {
    Bvh.of(solver.predict(positions), 1 / options.frameRate()).write(options.bvh().orElseThrow());
  }
}
