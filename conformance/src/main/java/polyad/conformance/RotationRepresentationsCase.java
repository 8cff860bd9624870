package polyad.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import polyad.algebra.RotationMap;
import polyad.algebra.RotationOptions;
import polyad.algebra.RotationRepresentation;
import polyad.algebra.Rotations;
import polyad.algebra.SpecialOrthogonal;
import polyad.geometry.rotation.ForwardKinematics;
import polyad.geometry.rotation.PointNetRegressor;
import polyad.geometry.rotation.PoseLoss;
import polyad.geometry.rotation.PoseNetwork;
import polyad.geometry.rotation.RotationAutoencoder;
import polyad.geometry.rotation.RotationLoss;
import polyad.nn.Module;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import tools.jackson.databind.JsonNode;

/** Cases of continuous rotation representations: the maps and the paper's three networks. */
final class RotationRepresentationsCase implements ConformanceAdapter {
  @Override
  public String method() {
    return "rotation-representations";
  }

  @Override
  public double tolerance(CaseFile file, String tensor) {
    return tensor.equals("grad.raw.svd") ? 1e-7 : file.defaultTolerance();
  }

  @Override
  public Map<String, Tensor> evaluate(CaseFile file) {
    return switch (file.text("op")) {
      case "to_matrix" -> toMatrix(file);
      case "from_matrix" -> fromMatrix(file);
      case "nd" -> higherDimensions(file);
      case "autoencoder" -> autoencoder(file);
      case "pointnet" -> pointNet(file);
      case "inverse_kinematics" -> inverseKinematics(file);
      default ->
          throw new IllegalArgumentException(
              "op is '%s', known: to_matrix, from_matrix, nd, autoencoder, pointnet, inverse_kinematics"
                  .formatted(file.text("op")));
    };
  }

  private static boolean flag(CaseFile file, boolean otherwise, String... keys) {
    for (String key : keys) {
      JsonNode value = file.config().get(key);
      if (value != null) {
        return value.asBoolean();
      }
    }
    return otherwise;
  }

  private static RotationOptions options(CaseFile file) {
    return RotationOptions.DEFAULT
        .withTraining(flag(file, false, "training"))
        .withScale(flag(file, true, "scale"))
        .withFullAngle(flag(file, false, "full_angle", "fullAngle"))
        .withStrict(flag(file, false, "strict"));
  }

  private static List<RotationRepresentation> modes(CaseFile file) {
    List<RotationRepresentation> modes = new ArrayList<>();
    file.config()
        .path("modes")
        .forEach(mode -> modes.add(RotationRepresentation.of(mode.asString())));
    return modes;
  }

  private static RotationRepresentation mode(CaseFile file) {
    return RotationRepresentation.of(file.text("mode"));
  }

  private static Map<String, Tensor> toMatrix(CaseFile file) {
    RotationOptions options = options(file);
    Map<String, Tensor> results = new LinkedHashMap<>();
    List<Tensor> losses = new ArrayList<>();
    for (RotationRepresentation mode : modes(file)) {
      Tensor matrix = mode.toMatrix(file.input("raw." + mode.label()), options);
      results.put("output.matrix." + mode.label(), matrix);
      addLoss(file, mode.label(), matrix, losses);
    }
    return withGradients(file, results, losses);
  }

  /** The weighted sum whose derivatives a map's case stores. */
  private static void addLoss(CaseFile file, String key, Tensor matrix, List<Tensor> losses) {
    if (file.has("input.cotangent." + key)) {
      losses.add(matrix.mul(file.input("cotangent." + key)).sum());
    }
  }

  private static Map<String, Tensor> withGradients(
      CaseFile file, Map<String, Tensor> results, List<Tensor> losses) {
    if (!losses.isEmpty()) {
      results.putAll(file.gradients(Tensor.stack(0, losses).sum()));
    }
    return results;
  }

  private static Map<String, Tensor> fromMatrix(CaseFile file) {
    RotationOptions options = options(file);
    Tensor matrix = file.input("matrix");
    Map<String, Tensor> results = new LinkedHashMap<>();
    for (RotationRepresentation mode : modes(file)) {
      results.put("output.repr." + mode.label(), mode.fromMatrix(matrix, options));
    }
    if (file.has("input.matrix2")) {
      results.put("output.geodesic", Rotations.geodesic(matrix, file.input("matrix2")));
    }
    return results;
  }

  private static Map<String, Tensor> higherDimensions(CaseFile file) {
    Map<String, Tensor> results = new LinkedHashMap<>();
    List<Tensor> losses = new ArrayList<>();
    for (JsonNode pair : file.config().path("cases")) {
      RotationMap map = new SpecialOrthogonal(pair.get(0).asInt(), pair.get(1).asInt());
      String key = pair.get(0).asInt() + "_" + pair.get(1).asInt();
      if (file.has("input.raw." + key)) {
        Tensor matrix = map.toMatrix(file.input("raw." + key));
        results.put("output.matrix." + key, matrix);
        addLoss(file, key, matrix, losses);
      }
      if (file.has("input.rotation." + key)) {
        results.put("output.repr." + key, map.fromMatrix(file.input("rotation." + key)));
      }
    }
    return withGradients(file, results, losses);
  }

  private static <M extends Module> M prepared(CaseFile file, M module) {
    file.load(module);
    if (flag(file, false, "training")) {
      module.train();
    } else {
      module.eval();
    }
    return module;
  }

  private static Map<String, Tensor> autoencoder(CaseFile file) {
    RotationAutoencoder model =
        prepared(
            file, new RotationAutoencoder(mode(file), file.integer("hidden"), new Generator(0)));
    RotationLoss kind =
        RotationLoss.valueOf(file.config().path("loss").asString("l2").toUpperCase(Locale.ROOT));
    Tensor target = file.input("matrix");
    Tensor matrix = model.forward(target);
    Tensor loss = kind.of(matrix, target);
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("output.matrix", matrix);
    results.put("output.loss", loss);
    results.putAll(file.gradients(loss, model));
    return results;
  }

  private static Map<String, Tensor> pointNet(CaseFile file) {
    List<Integer> widths = Arrays.stream(file.integers("conv_widths")).boxed().toList();
    boolean translates = flag(file, false, "regress_t");
    PointNetRegressor model =
        prepared(
            file,
            new PointNetRegressor(
                mode(file), widths, file.integer("mlp_hidden"), translates, new Generator(0)));
    Tensor first = file.input("points1");
    Tensor rotation = file.input("matrix");
    Tensor translation = translation(file, first);
    PointNetRegressor.Motion motion = model.forward(first, file.input("points2"));
    Tensor moved = first.matmul(motion.rotation().mT()).add(motion.translation().unsqueeze(-2));
    Tensor loss = model.loss(motion, new PointNetRegressor.Motion(rotation, translation));
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("output.matrix", motion.rotation());
    results.put("output.translation", motion.translation());
    results.put("output.t", motion.translation());
    results.put("output.points2", moved);
    results.put("output.loss", loss);
    results.putAll(file.gradients(loss, model));
    return results;
  }

  private static Tensor translation(CaseFile file, Tensor points) {
    for (String name : List.of("translation", "t")) {
      if (file.has("input." + name)) {
        return file.input(name).reshape(points.size(0), 3);
      }
    }
    return Tensor.zeros(points.dtype(), points.size(0), 3);
  }

  private static Map<String, Tensor> inverseKinematics(CaseFile file) {
    int[] parents = file.integers("parents");
    PoseNetwork model =
        prepared(
            file,
            new PoseNetwork(mode(file), parents.length, file.integer("hidden"), new Generator(0)));
    double[] flat = file.input("offsets").reshape(-1).toDoubleArray();
    double[][] offsets = new double[flat.length / 3][];
    for (int j = 0; j < offsets.length; j++) {
      offsets[j] = Arrays.copyOfRange(flat, 3 * j, 3 * j + 3);
    }
    ForwardKinematics kinematics = new ForwardKinematics(parents, offsets);
    Tensor rotations = file.input("rotations");
    Tensor wanted = kinematics.positions(rotations);
    Tensor predicted = model.forward(wanted);
    Tensor positions = kinematics.positions(predicted);
    Tensor loss = poseLoss(file).of(positions, wanted, predicted, rotations);
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("output.positions_gt", wanted);
    results.put("output.positions", positions);
    results.put("output.matrix", predicted);
    results.put("output.loss", loss);
    results.put("output.mean_joint_error", positions.sub(wanted).norm(2, false, -1).mean(-1));
    results.putAll(file.gradients(loss, model));
    return results;
  }

  private static PoseLoss poseLoss(CaseFile file) {
    JsonNode config = file.config();
    return new PoseLoss(
        config.path("weight_pose").asDouble(1),
        config.path("weight_pose_hip").asDouble(10),
        config.path("weight_rotation_matrix").asDouble(0),
        Arrays.stream(file.integers("hip_joints")).boxed().toList());
  }
}
