package polyad.vision.align.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.catalog.Monitor;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.RunDirectory;
import polyad.catalog.RunHeader;
import polyad.catalog.report.Report;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;
import polyad.vision.align.DualEncoder;

class ImageClassifierTest {
  @TempDir private Path folder;

  /** Bright above or bright below. */
  private static LabelledImages halves(int count) {
    Generator rng = new Generator(count);
    Tensor pixels = Tensor.rand(rng, DType.F32, count, 1, 32, 32).mul(0.3);
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % 2;
      pixels.get(i).narrow(1, 16L * labels[i], 16).addInPlace(Tensor.full(0.5, DType.F32, 1));
    }
    return new LabelledImages(pixels, labels, List.of("above", "below"));
  }

  private Run run() throws Exception {
    var experiment = new AlignExperiment();
    RunHeader header = new RunHeader("align", Profile.SMOKE, 1, null, false);
    RunDirectory directory =
        RunDirectory.create(folder.resolve("run"), header, experiment.config(Profile.SMOKE));
    return new Run(directory, new Report("test"), Monitor.silent());
  }

  @Test
  void labelsAreLearned() throws Exception {
    try (var _ = TensorScope.open();
        ImageClassifier net = new ImageClassifier(8, 2, 1)) {
      net.fit(run(), "halves", halves(128), halves(40), 6, 1);
      double accuracy = net.accuracy(halves(60));
      assertTrue(accuracy > 0.95, "accuracy " + accuracy);
    }
  }

  @Test
  void theTowerOfADualEncoderIsTakenOver() {
    try (var _ = TensorScope.open();
        ImageClassifier net = new ImageClassifier(8, 2, 1);
        DualEncoder model = TowersConfig.defaults().with(8).build(1, 32, 20, new Generator(99))) {
      model.eval();
      net.loadTower(model.stateDict());
      Tensor pixels = halves(6).pixels();
      assertArrayEquals(
          model.images(pixels).toFloatArray(), net.features(pixels).toFloatArray(), 1e-5f);
    }
  }
}
