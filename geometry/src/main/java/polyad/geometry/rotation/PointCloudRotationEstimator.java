package polyad.geometry.rotation;

import polyad.algebra.Polar;
import polyad.algebra.Rotations;
import polyad.nn.Schedule;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * Estimates the rotation between two point clouds of one shape, section 5.2. The clouds need not be
 * aligned point by point: the network looks at maxima over points.
 */
public final class PointCloudRotationEstimator implements AutoCloseable {
  private final PointCloudConfig config;
  private final PointNetRegressor model;

  /**
   * A motion x ↦ R·x + t.
   *
   * @param rotation {@code [3][3]}
   * @param translation {@code [3]}, in the units of the clouds
   */
  public record RigidMotion(double[][] rotation, double[] translation) {}

  /** With initial weights; {@link #model()} takes trained ones. */
  public PointCloudRotationEstimator(PointCloudConfig config, Generator rng) {
    this.config = config;
    this.model =
        new PointNetRegressor(
            config.representation(),
            config.convWidths(),
            config.hidden(),
            config.regressTranslation(),
            rng);
  }

  /**
   * Trains on shapes, each turned at random.
   *
   * @param clouds one array a shape, {@code [S][points][3]} in any units
   * @throws IllegalArgumentException when a cloud has fewer than 4 points, a coordinate that is not
   *     finite, or another size than the first
   */
  public static PointCloudRotationEstimator fit(
      PointCloudConfig config, double[][][] clouds, long seed) {
    return fit(
        config,
        clouds,
        seed,
        Training.silent(
            config.steps(), Schedule.cosine(config.lr(), config.endLr(), config.steps())));
  }

  static PointCloudRotationEstimator fit(
      PointCloudConfig config, double[][][] clouds, long seed, Training training) {
    Generator rng = new Generator(seed);
    try (var _ = TensorScope.open()) {
      Tensor shapes = normalised(clouds); // [S, P, 3]
      PointCloudRotationEstimator estimator = new PointCloudRotationEstimator(config, rng);
      training.run(
          estimator.model,
          rng,
          () -> {
            Tensor chosen = Tensor.randint(rng, 0, shapes.size(0), config.shapes());
            return estimator.loss(shapes.indexSelect(0, chosen), rng);
          });
      return estimator;
    }
  }

  /** Each of the clouds {@code [S, P, 3]} is moved several times; its feature serves for all. */
  private Tensor loss(Tensor clouds, Generator rng) {
    long moved = clouds.size(0) * config.batch();
    Tensor first = model.features(clouds).repeatInterleave(config.batch(), 0); // [B, F]
    Tensor rotation = Rotations.random(rng, DType.F32, 3, moved);
    Tensor second = clouds.repeatInterleave(config.batch(), 0).matmul(rotation.mT());
    Tensor translation = Tensor.zeros(DType.F32, moved, 3);
    if (config.regressTranslation()) {
      translation = Tensor.randn(rng, DType.F32, moved, 3).mul(config.translation());
      second = second.add(translation.unsqueeze(1));
    }
    PointNetRegressor.Motion target = new PointNetRegressor.Motion(rotation, translation);
    return model.loss(model.motion(first, model.features(second)), target);
  }

  private static Tensor normalised(double[][][] clouds) {
    if (clouds.length == 0) {
      throw new IllegalArgumentException("clouds: no shapes, expected at least one");
    }
    int points = clouds[0].length;
    float[] flat = new float[clouds.length * points * 3];
    for (int i = 0; i < clouds.length; i++) {
      String what = "cloud " + i;
      PointCloudChecks.Frame frame = PointCloudChecks.Frame.of(what, clouds[i]);
      if (clouds[i].length != points) {
        throw new IllegalArgumentException(
            "clouds of different size: %s has %d points, cloud 0 has %d"
                .formatted(what, clouds[i].length, points));
      }
      System.arraycopy(frame.normalise(clouds[i]), 0, flat, i * points * 3, points * 3);
    }
    return Tensor.of(flat, clouds.length, points, 3);
  }

  /**
   * The motion that carries one cloud onto another; its rotation is the nearest to the network's
   * output where that is none.
   *
   * @param first {@code [P][3]}
   * @param second {@code [P][3]}
   * @throws IllegalArgumentException when the sizes differ, a cloud has fewer than 4 points or a
   *     coordinate that is not finite
   */
  public RigidMotion predict(double[][] first, double[][] second) {
    if (first.length != second.length) {
      throw new IllegalArgumentException(
          "clouds of different size: %d and %d points, expected the same points moved"
              .formatted(first.length, second.length));
    }
    PointCloudChecks.Frame from = PointCloudChecks.Frame.of("first cloud", first);
    PointCloudChecks.Frame own = PointCloudChecks.Frame.of("second cloud", second);
    // A regressed translation needs both clouds in one frame.
    PointCloudChecks.Frame to = config.regressTranslation() ? from : own;
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      model.eval();
      PointNetRegressor.Motion motion =
          model.forward(
              Tensor.of(from.normalise(first), 1, first.length, 3),
              Tensor.of(to.normalise(second), 1, second.length, 3));
      Tensor rotation = Polar.rotation(motion.rotation().to(DType.F64));
      double[] r = rotation.reshape(-1).toDoubleArray();
      double[] t = motion.translation().to(DType.F64).reshape(-1).toDoubleArray();
      return inUnits(r, t, from, to);
    }
  }

  /** Undoes the frames: t = c₂ + r·t′ − R·c₁ with the scale r. */
  private static RigidMotion inUnits(
      double[] r, double[] t, PointCloudChecks.Frame from, PointCloudChecks.Frame to) {
    double[][] rotation = new double[3][3];
    double[] translation = new double[3];
    for (int i = 0; i < 3; i++) {
      translation[i] = to.centre()[i] + from.radius() * t[i];
      for (int j = 0; j < 3; j++) {
        rotation[i][j] = r[3 * i + j];
        translation[i] -= rotation[i][j] * from.centre()[j];
      }
    }
    return new RigidMotion(rotation, translation);
  }

  /**
   * Rotation errors in degrees on shapes turned at random.
   *
   * @param turns random rotations a shape, at least 1
   */
  public double[] errors(double[][][] clouds, int turns, long seed) {
    Generator rng = new Generator(seed);
    double[] degrees = new double[clouds.length * turns];
    model.eval();
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      Tensor shapes = normalised(clouds);
      for (int i = 0; i < clouds.length; i++) {
        try (var _ = TensorScope.open()) {
          Tensor first = shapes.get(i).unsqueeze(0);
          Tensor rotation = Rotations.random(rng, DType.F32, 3, turns);
          Tensor second = first.matmul(rotation.mT());
          Tensor predicted = model.motion(model.features(first), model.features(second)).rotation();
          Tensor angle = Rotations.geodesicStable(predicted.to(DType.F64), rotation.to(DType.F64));
          System.arraycopy(angle.mul(180 / Math.PI).toDoubleArray(), 0, degrees, i * turns, turns);
        }
      }
    }
    return degrees;
  }

  /** Its settings. */
  public PointCloudConfig config() {
    return config;
  }

  /** Its network, to save and load. */
  public PointNetRegressor model() {
    return model;
  }

  @Override
  public void close() {
    model.close();
  }
}
