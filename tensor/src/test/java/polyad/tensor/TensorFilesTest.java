package polyad.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorFilesTest {
  @TempDir Path directory;

  @Test
  void tensorsSurviveBothFormats() throws IOException {
    Generator rng = new Generator(2);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("real", Tensor.randn(rng, DType.F64, 2, 3).transpose(0, 1));
    tensors.put("half", Tensor.randn(rng, 4).to(DType.BF16));
    tensors.put("scalar", Tensor.scalar(3));
    tensors.put("empty", Tensor.zeros(DType.I64, 0, 5));
    tensors.put("complex", Fft.fft(Tensor.randn(rng, 5)));
    Path file = directory.resolve("t.safetensors");
    TensorFiles.writeSafetensors(file, tensors, Map.of("kind", "test"));
    Map<String, Tensor> back = TensorFiles.readSafetensors(file);
    assertEquals(tensors.keySet(), back.keySet());
    tensors.forEach(
        (name, tensor) -> {
          assertArrayEquals(tensor.shape(), back.get(name).shape(), name);
          assertEquals(tensor.dtype(), back.get(name).dtype(), name);
          assertArrayEquals(tensor.toByteArray(), back.get(name).toByteArray(), name);
        });
    Path npy = directory.resolve("t.npy");
    TensorFiles.writeNpy(npy, tensors.get("complex"));
    assertArrayEquals(tensors.get("complex").toByteArray(), TensorFiles.readNpy(npy).toByteArray());
  }
}
