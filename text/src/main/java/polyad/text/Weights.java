package polyad.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import polyad.tensor.PytorchFile;
import polyad.tensor.SafetensorsFile;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;

/** The tensors of a checkpoint, read one by one: safetensors, or what {@code torch.save} wrote. */
sealed interface Weights extends AutoCloseable {
  /** The tensors' names. */
  Set<String> names();

  /** Reads one. */
  Tensor read(String name) throws IOException;

  @Override
  void close() throws IOException;

  /** Opens a file by the end of its name: {@code .bin} and {@code .pt} are PyTorch's. */
  static Weights open(Path file) throws IOException {
    String name = file.getFileName().toString();
    return name.endsWith(".bin") || name.endsWith(".pt")
        ? new Pytorch(PytorchFile.open(file))
        : new Safetensors(SafetensorsFile.open(file));
  }

  /** A safetensors file. */
  record Safetensors(SafetensorsFile file) implements Weights {
    @Override
    public Set<String> names() {
      return Set.copyOf(file.names());
    }

    @Override
    public Tensor read(String name) {
      return TensorFiles.read(file, name);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  /** A PyTorch checkpoint. */
  record Pytorch(PytorchFile file) implements Weights {
    @Override
    public Set<String> names() {
      return file.names();
    }

    @Override
    public Tensor read(String name) throws IOException {
      return file.read(name);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
