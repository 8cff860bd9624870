package polyad.tensor;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tensors to and from safetensors and npy files. */
public final class TensorFiles {
  private TensorFiles() {}

  /**
   * Reads every tensor of a safetensors file, in file order.
   *
   * @throws SafetensorsException when the file is malformed
   */
  public static Map<String, Tensor> readSafetensors(Path file) throws IOException {
    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (String name : open.names()) {
        tensors.put(name, read(open, name));
      }
      return tensors;
    }
  }

  /** Reads one tensor of an open file. */
  public static Tensor read(SafetensorsFile file, String name) {
    TensorEntry entry = file.entry(name);
    return Tensor.ofMemory(entry.dtype(), file.bytes(name), entry.shape());
  }

  /** Writes a safetensors file; it appears whole or not at all. */
  public static void writeSafetensors(
      Path file, Map<String, Tensor> tensors, Map<String, String> metadata) throws IOException {
    List<SafetensorsWriter.Spec> specs = new ArrayList<>();
    tensors.forEach(
        (name, tensor) ->
            specs.add(new SafetensorsWriter.Spec(name, tensor.dtype(), tensor.shape())));
    try (SafetensorsWriter writer = SafetensorsWriter.create(file, metadata, specs)) {
      for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
        writer.write(entry.getKey(), MemorySegment.ofArray(entry.getValue().toByteArray()));
      }
      writer.commit();
    }
  }

  /**
   * Reads an npy file.
   *
   * @throws NpyException when the file is malformed
   */
  public static Tensor readNpy(Path file) throws IOException {
    NpyArray array = NpyFile.read(file);
    return Tensor.ofMemory(array.dtype(), array.data(), array.shape());
  }

  /** Writes an npy file; it appears whole or not at all. */
  public static void writeNpy(Path file, Tensor tensor) throws IOException {
    MemorySegment data = MemorySegment.ofArray(tensor.toByteArray());
    NpyFile.write(file, new NpyArray(tensor.dtype(), tensor.shape(), data));
  }
}
