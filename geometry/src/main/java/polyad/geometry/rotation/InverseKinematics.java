package polyad.geometry.rotation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import polyad.algebra.Polar;
import polyad.algebra.Rotations;
import polyad.data.SkeletonMotion;
import polyad.nn.Schedule;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * Joint rotations from joint positions, section 5.3: the network's rotations pass through forward
 * kinematics, and the loss compares positions.
 */
public final class InverseKinematics implements AutoCloseable {
  private static final int CHUNK = 1000;

  private final KinematicsConfig config;
  private final Skeleton skeleton;
  private final double scale;
  private final PoseLoss loss;
  private final ForwardKinematics kinematics;
  private final PoseNetwork model;

  /**
   * Errors of predicted poses.
   *
   * @param joint distance between predicted and true joints, the mean of each frame, in the units
   *     of the offsets
   * @param root angle between predicted and true root rotations, in degrees, one a frame
   */
  public record Errors(double[] joint, double[] root) {}

  /** With initial weights; {@link #model()} takes trained ones. */
  public InverseKinematics(KinematicsConfig config, Skeleton skeleton, Generator rng) {
    this.config = config;
    this.skeleton = skeleton;
    this.scale = scale(config, skeleton);
    this.loss =
        new PoseLoss(
            config.weightPose(),
            config.weightHips(),
            config.weightRotation(),
            hips(config, skeleton));
    int[] parents = skeleton.parents().stream().mapToInt(Integer::intValue).toArray();
    this.kinematics = new ForwardKinematics(parents, skeleton.scaled(scale));
    this.model = new PoseNetwork(config.representation(), skeleton.joints(), config.hidden(), rng);
  }

  private static List<Integer> hips(KinematicsConfig config, Skeleton skeleton) {
    List<Integer> hips = config.hips().isEmpty() ? skeleton.hips() : config.hips();
    for (int joint : hips) {
      if (joint >= skeleton.joints()) {
        throw new IllegalArgumentException(
            "hips holds %d, expected joints 0 to %d".formatted(joint, skeleton.joints() - 1));
      }
    }
    return hips;
  }

  private static double scale(KinematicsConfig config, Skeleton skeleton) {
    if (config.offsetScale() > 0) {
      return config.offsetScale();
    }
    double reach = skeleton.reach();
    if (!(reach > 0)) {
      throw new IllegalArgumentException("skeleton: all offsets are zero");
    }
    return 1 / reach;
  }

  /**
   * Trains on clips of one tree of joints; the first clip's offsets hold for all.
   *
   * @throws IllegalArgumentException when there is no frame, or a clip has another tree
   */
  public static InverseKinematics fit(
      KinematicsConfig config, List<SkeletonMotion> clips, long seed) {
    Schedule schedule = Schedule.cosine(config.lr(), config.endLr(), config.steps());
    return fit(config, clips, seed, Training.silent(config.steps(), schedule));
  }

  static InverseKinematics fit(
      KinematicsConfig config, List<SkeletonMotion> clips, long seed, Training training) {
    if (clips.isEmpty()) {
      throw new IllegalArgumentException("clips: none, expected at least one");
    }
    Generator rng = new Generator(seed);
    InverseKinematics solver = new InverseKinematics(config, Skeleton.of(clips.getFirst()), rng);
    try (var _ = TensorScope.open()) {
      Tensor rotations = solver.rotations(clips);
      training.run(solver.model, rng, () -> solver.step(rotations, rng));
    }
    return solver;
  }

  /** Refuses settings, a skeleton or clips that cannot be trained on. */
  static void requireUsable(
      KinematicsConfig config, Skeleton skeleton, List<SkeletonMotion> clips) {
    hips(config, skeleton);
    scale(config, skeleton);
    if (clips.stream().mapToInt(SkeletonMotion::frames).sum() == 0) {
      throw new IllegalArgumentException("clips: no frames, expected at least one");
    }
  }

  private Tensor step(Tensor rotations, Generator rng) {
    Tensor frames = Tensor.randint(rng, 0, rotations.size(0), config.batch());
    Tensor wanted = rotations.indexSelect(0, frames); // [B, J, 3, 3]
    if (config.augment()) {
      wanted = turned(wanted, rng);
    }
    Tensor positions = kinematics.positions(wanted);
    Tensor predicted = model.forward(positions);
    return loss.of(kinematics.positions(predicted), positions, predicted, wanted);
  }

  /** Poses turned about the y axis through the root. */
  private static Tensor turned(Tensor rotations, Generator rng) {
    long batch = rotations.size(0);
    Tensor angle = Tensor.rand(rng, DType.F32, batch, 1).mul(2 * Math.PI);
    Tensor axis = Tensor.of(new float[] {0, 1, 0}, 1, 3);
    Tensor turn = Rotations.exp(angle.mul(axis)).unsqueeze(1); // [B, 1, 3, 3]
    Tensor root = turn.matmul(rotations.narrow(1, 0, 1));
    return Tensor.cat(1, root, rotations.narrow(1, 1, rotations.size(1) - 1));
  }

  /** All frames one after another, {@code [F, J, 3, 3]}. */
  private Tensor rotations(List<SkeletonMotion> clips) {
    int joints = skeleton.joints();
    int frames = clips.stream().mapToInt(SkeletonMotion::frames).sum();
    if (frames == 0) {
      throw new IllegalArgumentException("clips: no frames, expected at least one");
    }
    float[] flat = new float[frames * joints * 9];
    int at = 0;
    for (int c = 0; c < clips.size(); c++) {
      skeleton.requireSame("clip " + c, clips.get(c));
      for (double[][][] pose : clips.get(c).rotations()) {
        for (double[][] rotation : pose) {
          for (int i = 0; i < 9; i++) {
            flat[at++] = (float) rotation[i / 3][i % 3];
          }
        }
      }
    }
    return Tensor.of(flat, frames, joints, 3, 3);
  }

  /**
   * Poses of joint positions: the nearest rotations where the network's output is none.
   *
   * @param positions in the units of the offsets, {@code [F][J][3]}
   * @return a clip whose root translation is where the root was
   * @throws IllegalArgumentException when a frame has another number of joints or a coordinate is
   *     not finite
   */
  public SkeletonMotion predict(double[][][] positions) {
    int joints = skeleton.joints();
    double[][] roots = new double[positions.length][];
    float[] flat = new float[positions.length * joints * 3];
    for (int f = 0; f < positions.length; f++) {
      if (positions[f].length != joints) {
        throw new IllegalArgumentException(
            "frame %d has %d joints, expected %d".formatted(f, positions[f].length, joints));
      }
      roots[f] = positions[f][0].clone();
      for (int i = 0; i < 3 * joints; i++) {
        double x = positions[f][i / 3][i % 3];
        if (!Double.isFinite(x)) {
          throw new IllegalArgumentException(
              "frame %d, joint %d has a coordinate of %s".formatted(f, i / 3, x));
        }
        flat[3 * f * joints + i] = (float) ((x - roots[f][i % 3]) * scale);
      }
    }
    List<double[][][]> poses = new ArrayList<>();
    model.eval();
    for (int from = 0; from < positions.length; from += CHUNK) {
      try (var _ = TensorScope.open();
          var _ = Autograd.noGrad()) {
        int size = Math.min(CHUNK, positions.length - from);
        float[] part = Arrays.copyOfRange(flat, from * joints * 3, (from + size) * joints * 3);
        Tensor rotations = model.forward(Tensor.of(part, size, joints, 3));
        poses.addAll(arrays(Polar.rotation(rotations.to(DType.F64))));
      }
    }
    int[] parents = skeleton.parents().stream().mapToInt(Integer::intValue).toArray();
    return new SkeletonMotion(
        skeleton.names(), parents, skeleton.scaled(1), poses.toArray(double[][][][]::new), roots);
  }

  private static List<double[][][]> arrays(Tensor rotations) {
    double[] flat = rotations.reshape(-1).toDoubleArray();
    int joints = (int) rotations.size(1);
    List<double[][][]> poses = new ArrayList<>();
    for (int f = 0; f < rotations.size(0); f++) {
      double[][][] pose = new double[joints][3][3];
      for (int i = 0; i < 9 * joints; i++) {
        pose[i / 9][i % 9 / 3][i % 3] = flat[f * 9 * joints + i];
      }
      poses.add(pose);
    }
    return poses;
  }

  /**
   * Joint positions of a clip relative to its root, in the units of the offsets: {@code [F][J][3]}.
   */
  public double[][][] positions(SkeletonMotion clip) {
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      Tensor positions = kinematics.positions(rotations(List.of(clip)));
      double[] flat = positions.to(DType.F64).reshape(-1).toDoubleArray();
      double[][][] places = new double[clip.frames()][skeleton.joints()][3];
      for (int i = 0; i < flat.length; i++) {
        int joint = i / 3;
        places[joint / skeleton.joints()][joint % skeleton.joints()][i % 3] = flat[i] / scale;
      }
      return places;
    }
  }

  /**
   * How far predicted poses are from a clip's.
   *
   * @throws IllegalArgumentException when the clip has another tree
   */
  public Errors errors(SkeletonMotion clip) {
    model.eval();
    double[] joint = new double[clip.frames()];
    double[] root = new double[clip.frames()];
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      Tensor all = rotations(List.of(clip));
      for (int from = 0; from < clip.frames(); from += CHUNK) {
        try (var _ = TensorScope.open()) {
          int size = Math.min(CHUNK, clip.frames() - from);
          Tensor wanted = all.narrow(0, from, size);
          Tensor positions = kinematics.positions(wanted);
          Tensor predicted = model.forward(positions);
          Tensor error = kinematics.positions(predicted).sub(positions);
          Tensor mean = error.norm(2, false, -1).mean(-1).mul(1 / scale);
          Tensor angle =
              Rotations.geodesicStable(
                  predicted.select(1, 0).to(DType.F64), wanted.select(1, 0).to(DType.F64));
          System.arraycopy(mean.to(DType.F64).toDoubleArray(), 0, joint, from, size);
          System.arraycopy(angle.mul(180 / Math.PI).toDoubleArray(), 0, root, from, size);
        }
      }
    }
    return new Errors(joint, root);
  }

  /** Its settings. */
  public KinematicsConfig config() {
    return config;
  }

  /** The tree that it poses. */
  public Skeleton skeleton() {
    return skeleton;
  }

  /** Its network, to save and load. */
  public PoseNetwork model() {
    return model;
  }

  @Override
  public void close() {
    model.close();
  }
}
