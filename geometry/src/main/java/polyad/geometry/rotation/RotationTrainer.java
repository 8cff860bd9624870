package polyad.geometry.rotation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import polyad.catalog.ModelDirectory;
import polyad.catalog.TrainJob;
import polyad.catalog.Trainable;
import polyad.catalog.UsageException;
import polyad.data.Bvh;
import polyad.data.PointClouds;
import polyad.data.SkeletonMotion;
import polyad.nn.Module;
import polyad.nn.Schedule;
import polyad.tensor.TensorFiles;

/** {@code polyad train}: an estimator on a folder of shapes, or a solver on BVH clips. */
final class RotationTrainer implements Trainable<RotationModelConfig> {
  static final String SKELETON = "skeleton.json";

  @Override
  public RotationModelConfig trainConfig() {
    return new RotationModelConfig(
        RotationTask.POINTCLOUD, PointCloudConfig.DEFAULT, KinematicsConfig.DEFAULT);
  }

  @Override
  public void train(RotationModelConfig config, TrainJob job) throws Exception {
    ModelDirectory.requireReplaceable(job.out(), job.overwrite());
    switch (config.task()) {
      case POINTCLOUD -> trainClouds(config, job);
      case IK -> trainPoses(config, job);
    }
  }

  private static Training training(TrainJob job, String label, int steps, double lr, double endLr)
      throws IOException {
    return new Training(
        label,
        steps,
        Schedule.cosine(lr, endLr, steps),
        job.checkpoint("training"),
        job.monitor(),
        (step, loss) -> {});
  }

  private static void trainClouds(RotationModelConfig config, TrainJob job) throws Exception {
    PointCloudConfig settings = config.pointCloud();
    double[][][] clouds = clouds(job.data(), settings.points(), job.seed());
    Training training =
        training(job, "point clouds", settings.steps(), settings.lr(), settings.endLr());
    try (PointCloudRotationEstimator estimator =
            PointCloudRotationEstimator.fit(settings, clouds, job.seed(), training);
        ModelDirectory.Writer writer = job.model()) {
      write(writer.config(config), estimator.model()).commit();
    }
  }

  private static double[][][] clouds(List<Path> data, int points, long seed) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : data) {
      if (Files.isDirectory(path)) {
        files.addAll(PointClouds.files(path));
      } else {
        files.add(path);
      }
    }
    if (files.isEmpty()) {
      throw new UsageException(
          data.getFirst() + " holds no shapes: expected .off, .obj, .xyz or .pts files");
    }
    List<double[][]> clouds = new ArrayList<>();
    for (Path file : files) {
      double[][] cloud = PointClouds.read(file, points, seed);
      usable(file, () -> PointCloudChecks.Frame.of("cloud", cloud));
      clouds.add(cloud);
    }
    return clouds.toArray(double[][][]::new);
  }

  private static void trainPoses(RotationModelConfig config, TrainJob job) throws Exception {
    KinematicsConfig settings = config.kinematics();
    List<SkeletonMotion> clips = new ArrayList<>();
    for (Path file : job.data()) {
      SkeletonMotion clip = Bvh.read(file).skeleton();
      if (!clips.isEmpty()) {
        Skeleton first = Skeleton.of(clips.getFirst());
        usable(file, () -> first.requireSame("clip", clip));
      }
      clips.add(clip);
    }
    Training training = training(job, "poses", settings.steps(), settings.lr(), settings.endLr());
    Path first = job.data().getFirst();
    usable(first, () -> checkSkeleton(settings, clips));
    try (InverseKinematics solver = InverseKinematics.fit(settings, clips, job.seed(), training);
        ModelDirectory.Writer writer = job.model()) {
      write(writer.config(config).json(SKELETON, solver.skeleton()), solver.model()).commit();
    }
  }

  /** Says what is wrong with the data before a training begins. */
  private static void checkSkeleton(KinematicsConfig settings, List<SkeletonMotion> clips) {
    InverseKinematics.requireUsable(settings, Skeleton.of(clips.getFirst()), clips);
  }

  private static ModelDirectory.Writer write(ModelDirectory.Writer writer, Module model)
      throws IOException {
    TensorFiles.writeSafetensors(writer.weights(), model.stateDict(), Map.of());
    return writer;
  }

  /** A problem with a file's content becomes the user's to mend. */
  static void usable(Path file, Runnable check) {
    UsageException.naming(
        file,
        () -> {
          check.run();
          return true;
        });
  }
}
