package polyad.bench;

import polyad.algebra.RotationRepresentation;
import polyad.nn.Activation;
import polyad.nn.Adam;
import polyad.nn.BatchNorm;
import polyad.nn.Linear;
import polyad.nn.Mlp;
import polyad.nn.Sequential;
import polyad.nn.TransformerEncoderLayer;
import polyad.nn.TransformerOptions;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** Our side of the comparisons. */
final class Workloads {
  private static final long ROWS = 1_000_000;

  private Workloads() {}

  static Workload mlp() {
    Generator rng = new Generator(1);
    Mlp model = new Mlp(new long[] {784, 256, 256, 10}, Activation::relu, rng);
    Tensor x = Tensor.randn(rng, 256, 784);
    Tensor y = Tensor.randint(rng, 0, 10, 256);
    return new TrainingWorkload(
        model, Adam.adam(model), () -> Functional.crossEntropy(model.forward(x), y));
  }

  static Workload mlpSmall() {
    Generator rng = new Generator(1);
    Sequential model =
        new Sequential(
            new Linear(128, 256, rng),
            new BatchNorm(256),
            Activation.relu(),
            new Linear(256, 256, rng),
            new BatchNorm(256),
            Activation.relu(),
            new Linear(256, 128, rng));
    Tensor x = Tensor.randn(rng, 256, 128);
    return new TrainingWorkload(
        model, Adam.adam(model), () -> Functional.mseLoss(model.forward(x), x));
  }

  static Workload transformer() {
    Generator rng = new Generator(1);
    TransformerEncoderLayer layer =
        new TransformerEncoderLayer(TransformerOptions.of(256, 8, 1024, 0), rng);
    Tensor x = Tensor.randn(rng, 16, 128, 256); // [B, L, d]
    return new TrainingWorkload(layer, null, () -> layer.forward(x, null, false).square().mean());
  }

  static Workload ortho6d() {
    Generator rng = new Generator(1);
    return new GradientWorkload(
        Tensor.randn(rng, ROWS, 6),
        Tensor.randn(rng, ROWS, 3, 3),
        RotationRepresentation.ORTHO6D::toMatrix);
  }
}
