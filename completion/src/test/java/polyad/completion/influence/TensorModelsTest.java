package polyad.completion.influence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.completion.CompletionFile;
import polyad.data.SparseTensor;
import polyad.data.SparseTensorOptions;
import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.NpyArray;
import polyad.tensor.NpyFile;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

class TensorModelsTest {
  private static final int[] DIMS = {5, 4, 6};
  private static final long[] ONE = {1, 1};
  private static final long[] NONE = {0, 0};

  @TempDir Path folder;

  private static Tensor index() {
    return Tensor.of(new long[] {0, 1, 2, 4, 3, 5, 2, 0, 1, 4, 1, 0}, 4, 3);
  }

  @Test
  void costcoIsTwoConvolutions() {
    for (CostcoModel.Layout layout : CostcoModel.Layout.values()) {
      try (var _ = TensorScope.open()) {
        var model = new CostcoModel(DIMS, 4, 3, layout, true, new Generator(1));
        model.to(DType.F64);
        Tensor[] embedded = model.embed(index());
        Tensor image =
            layout == CostcoModel.Layout.RANK_MAJOR
                ? Tensor.stack(2, embedded).unsqueeze(1) // [B, 1, r, K]
                : Tensor.stack(1, embedded).reshape(4, 1, 4, 3);
        Tensor h = convolution(model, "conv1", image).relu(); // [B, c, r, 1]
        h = convolution(model, "conv2", h).relu().flatten(1, 3); // [B, c]
        h = Functional.linear(h, value(model, "fc1.weight"), value(model, "fc1.bias")).relu();
        assertArrayEquals(
            h.toDoubleArray(), model.hidden(index()).toDoubleArray(), 1e-14, layout.toString());
        double[] y =
            Functional.linear(h, value(model, "fc2.weight"), value(model, "fc2.bias"))
                .relu()
                .toDoubleArray();
        assertArrayEquals(y, model.forward(index()).toDoubleArray(), 1e-14);
      }
    }
  }

  private static Tensor convolution(TensorModel model, String name, Tensor x) {
    return Functional.conv(
        x, value(model, name + ".weight"), value(model, name + ".bias"), ONE, NONE, ONE, 1);
  }

  private static Tensor value(TensorModel model, String name) {
    return model.weight(name).value();
  }

  @Test
  void ntmPutsTheProductBesideTheNetwork() {
    try (var _ = TensorScope.open()) {
      var model = new NtmModel(DIMS, new int[] {6, 5}, new Generator(1));
      Tensor[] e = model.embed(index());
      double[] p = e[0].mul(e[1]).mul(e[2]).toDoubleArray(); // [B, 2]
      double[] hidden = model.hidden(index()).toDoubleArray(); // [B, 7]
      assertEquals(7, model.hiddenSize());
      for (int b = 0; b < 4; b++) {
        assertArrayEquals(
            Arrays.copyOfRange(p, 2 * b, 2 * b + 2),
            Arrays.copyOfRange(hidden, 7 * b, 7 * b + 2),
            1e-6);
        assertTrue(Arrays.stream(hidden, 7 * b + 2, 7 * b + 7).allMatch(v -> v >= 0));
      }
    }
  }

  @Test
  void widthsMustFitTheModes() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new MlpTensorModel(DIMS, new int[] {7, 5}, new Generator(1)))
            .getMessage();
    assertTrue(message.contains("the first is 7, expected a multiple of the 3 modes"), message);
    assertThrows(IllegalArgumentException.class, () -> NetworkConfig.mlp(6));
  }

  @Test
  void denseArraysHaveGaps() throws Exception {
    Path file = folder.resolve("x.npy");
    NpyFile.write(file, NpyArray.of(new double[] {1, Double.NaN, 3, 4, 5, 6}, 2, 3));
    SparseTensor tensor = CompletionFile.read(file, SparseTensorOptions.DEFAULT).tensor();
    assertEquals(5, tensor.nnz());
    assertArrayEquals(new int[] {0, 2}, tensor.position(1));
    NpyFile.write(file, NpyArray.of(new double[] {1, 2}, 2));
    assertThrows(IOException.class, () -> CompletionFile.read(file, SparseTensorOptions.DEFAULT));
  }
}
