package polyad.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fixture was written by torch.save of PyTorch 1.13. */
class PytorchFileTest {
  @TempDir Path folder;
  private Path state;

  @BeforeEach
  void unpack() throws IOException {
    state = folder.resolve("state.bin");
    try (InputStream in = PytorchFileTest.class.getResourceAsStream("state.bin")) {
      Files.copy(in, state);
    }
  }

  @Test
  void everyTensorOfAStateDictIsRead() throws IOException {
    try (var _ = TensorScope.open();
        PytorchFile file = PytorchFile.open(state)) {
      assertEquals(
          List.of(
              "0.weight", "0.bias", "1.weight", "1.bias", "turned", "part", "half", "ids", "param"),
          List.copyOf(file.names()));
      assertArrayEquals(new long[] {2, 3}, file.read("0.weight").shape());
      assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5}, file.read("0.weight").toFloatArray());
      assertArrayEquals(new float[] {-1, 0.5f}, file.read("0.bias").toFloatArray());
      assertArrayEquals(new long[] {4, 3}, file.read("turned").shape());
      assertArrayEquals(
          new double[] {0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11}, file.read("turned").toDoubleArray());
      assertArrayEquals(new double[] {6, 7, 10, 11}, file.read("part").toDoubleArray());
      assertEquals(DType.F16, file.read("half").dtype());
      assertArrayEquals(new long[] {7, -8}, file.read("ids").toLongArray());
      assertArrayEquals(new float[] {3}, file.read("param").toFloatArray());
      assertThrows(IllegalArgumentException.class, () -> file.read("x"));
    }
  }

  @Test
  void codeInAPickleIsNotCarriedOut() throws IOException {
    assertRefused("cos\nsystem\n(X\u0002\u0000\u0000\u0000lstR.", "a call of os.system");
    assertRefused("(I1\nt.", "the instruction 0x49");
    assertRefused("}", "a broken pickle");
    assertRefused("K\u0001.", "no dictionary");
    assertRefused("X\u00ff\u00ff\u00ff\u007f.", "a broken pickle");
  }

  private void assertRefused(String pickle, String found) throws IOException {
    Path file = folder.resolve("bad.bin");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("archive/data.pkl"));
      zip.write(pickle.getBytes(StandardCharsets.ISO_8859_1));
    }
    String message =
        assertThrows(PytorchException.class, () -> PytorchFile.open(file)).getMessage();
    assertTrue(message.contains(found), message);
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("text.bin"), "no archive");
    assertThrows(PytorchException.class, () -> PytorchFile.open(text));
    byte[] whole = Files.readAllBytes(state);
    for (int length = 0; length < whole.length; length += 97) {
      Path cut = folder.resolve("cut.bin");
      Files.write(cut, Arrays.copyOf(whole, length));
      assertThrows(IOException.class, () -> PytorchFile.open(cut));
    }
  }
}
