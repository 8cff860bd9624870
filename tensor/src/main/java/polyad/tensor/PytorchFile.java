package polyad.tensor;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * State dicts that {@code torch.save} wrote (PyTorch 1.6 or later), such as {@code
 * pytorch_model.bin}: a zip archive of a pickle and one entry a storage. The pickle is read as
 * data; no code in it is carried out.
 */
public final class PytorchFile implements AutoCloseable {
  private static final String PICKLE = "/data.pkl";

  private final Path path;
  private final ZipFile zip;
  private final String root;
  private final Map<String, StateUnpickler.View> views;

  private PytorchFile(Path path, ZipFile zip, String root, Map<String, StateUnpickler.View> views) {
    this.path = path;
    this.zip = zip;
    this.root = root;
    this.views = views;
  }

  /**
   * Opens a file and reads its names.
   *
   * @throws PytorchException when it is no archive, or holds something else than a state dict
   */
  public static PytorchFile open(Path path) throws IOException {
    ZipFile zip;
    try {
      zip = new ZipFile(path.toFile());
    } catch (ZipException e) {
      throw new PytorchException(
          path.toString(), 0, "no zip archive", "a checkpoint of PyTorch 1.6 or later");
    }
    try {
      ZipEntry pickle =
          zip.stream()
              .filter(entry -> entry.getName().endsWith(PICKLE))
              .findFirst()
              .orElseThrow(
                  () ->
                      new PytorchException(
                          path.toString(), 0, "an archive without data.pkl", "a checkpoint"));
      String name = pickle.getName();
      String root = name.substring(0, name.length() - PICKLE.length() + 1);
      var views = new StateUnpickler(path.toString(), bytes(zip, pickle)).views();
      return new PytorchFile(path, zip, root, views);
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  private static byte[] bytes(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  /** The names of the tensors, in file order. */
  public Set<String> names() {
    return Collections.unmodifiableSet(views.keySet());
  }

  /**
   * Reads one tensor.
   *
   * @throws PytorchException when its storage is missing or too short
   * @throws IllegalArgumentException when there is no tensor of that name
   */
  public Tensor read(String name) throws IOException {
    StateUnpickler.View view = views.get(name);
    if (view == null) {
      throw new IllegalArgumentException("no tensor '" + name + "' in " + path);
    }
    String entryName = root + "data/" + view.key();
    ZipEntry entry = zip.getEntry(entryName);
    if (entry == null) {
      throw new PytorchException(path.toString(), 0, "no " + entryName, "the numbers of " + name);
    }
    MemorySegment storage = MemorySegment.ofArray(bytes(zip, entry));
    try {
      return Tensor.ofMemory(view.dtype(), gathered(view, storage), view.shape());
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      throw new PytorchException(
          path + "!" + entryName, storage.byteSize(), "its end", "the numbers of " + name);
    }
  }

  /** The elements in row-major order. */
  private static MemorySegment gathered(StateUnpickler.View view, MemorySegment storage) {
    int width = view.dtype().bytes();
    long count = 1;
    for (long size : view.shape()) {
      count = Math.multiplyExact(count, size);
    }
    if (isContiguous(view)) {
      return storage.asSlice(view.offset() * width, count * width);
    }
    MemorySegment out = MemorySegment.ofArray(new byte[Math.toIntExact(count * width)]);
    for (long i = 0; i < count; i++) {
      long at = view.offset();
      long rest = i;
      for (int d = view.shape().length - 1; d >= 0; d--) {
        at += rest % view.shape()[d] * view.strides()[d];
        rest /= view.shape()[d];
      }
      MemorySegment.copy(storage, at * width, out, i * width, width);
    }
    return out;
  }

  private static boolean isContiguous(StateUnpickler.View view) {
    long step = 1;
    for (int d = view.shape().length - 1; d >= 0; d--) {
      if (view.shape()[d] != 1 && view.strides()[d] != step) {
        return false;
      }
      step *= view.shape()[d];
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
