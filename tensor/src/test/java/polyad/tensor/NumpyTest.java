package polyad.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exchanges files with the real NumPy, where the machine has one. */
class NumpyTest {
  private record Result(int status, String output) {}

  private static Result python(String script, Path... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("python3", "-c", script));
    for (Path argument : arguments) {
      command.add(argument.toString());
    }
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return new Result(127, e.toString());
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "python3 did not end");
    return new Result(process.exitValue(), output.strip());
  }

  @BeforeAll
  static void needsNumpy() throws Exception {
    Assumptions.assumeTrue(python("import numpy").status == 0, "python3 has no numpy");
  }

  @Test
  void numpyReadsWhatWeWrite(@TempDir Path folder) throws Exception {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    for (DType dtype : DType.values()) {
      if (dtype != DType.BF16 && dtype != DType.F8_E4M3 && dtype != DType.F8_E5M2) {
        byte[] data = new byte[6 * dtype.bytes()];
        var random = new Random(1);
        for (int i = 0; i < data.length; i++) {
          data[i] = (byte) random.nextInt(2);
        }
        arrays.put(
            dtype.name(), new NpyArray(dtype, new long[] {2, 3}, MemorySegment.ofArray(data)));
      }
    }
    arrays.put("scalar", NpyArray.of(new double[] {0.25}));
    Path npy = folder.resolve("a.npy");
    Path npz = folder.resolve("a.npz");
    Path back = folder.resolve("back.npz");
    NpyFile.write(npy, NpyArray.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
    NpzFile.write(npz, arrays, true);
    Result result =
        python(
            """
            import sys, numpy as np
            a = np.load(sys.argv[1])
            print(a.dtype.str, a.shape, a.flags.c_contiguous, a.ravel().tolist())
            z = np.load(sys.argv[2])
            print(' '.join(z[k].dtype.str for k in z.files))
            def foreign(a):
              return np.asarray(a.astype(a.dtype.newbyteorder('>')), order='F')
            np.savez(sys.argv[3], **{k: foreign(z[k]) for k in z.files})
            """,
            npy,
            npz,
            back);
    assertEquals(
        """
        <f4 (2, 3) True [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
        <f8 <f4 <f2 <i8 <i4 <i2 |i1 <u8 <u4 <u2 |u1 |b1 <c8 <c16 <f8""",
        result.output);
    assertEquals(arrays, NpzFile.read(back), "big-endian, in Fortran order");
  }

  @Test
  void readsEveryVersionOfNumpy(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("a.npy");
    for (int version = 1; version <= 3; version++) {
      Result result =
          python(
              """
              import sys, numpy as np
              with open(sys.argv[1], 'wb') as f:
                np.lib.format.write_array(f, np.asfortranarray(np.arange(6).reshape(2, 3)), (%d, 0))
              """
                  .formatted(version),
              path);
      assertEquals(0, result.status, result.output);
      assertArrayEquals(new long[] {0, 1, 2, 3, 4, 5}, NpyFile.readLongs(path).data());
    }
  }

  @Test
  void pythonFindsTheTensorsOfASafetensorsFile(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("m.safetensors");
    var bytes = new SafetensorsWriter.Spec("a\"\n", DType.U8, 3);
    var doubles = new SafetensorsWriter.Spec("b", DType.F64, 2);
    try (var writer = SafetensorsWriter.create(path, Map.of("k", "v"), List.of(bytes, doubles))) {
      writer.write(bytes.name(), MemorySegment.ofArray(new byte[] {1, 2, 3}));
      writer.write(doubles.name(), MemorySegment.ofArray(new double[] {0.5, -2}));
      writer.commit();
    }
    Result result =
        python(
            """
            import sys, json, numpy as np
            raw = open(sys.argv[1], 'rb').read()
            n = int.from_bytes(raw[:8], 'little')
            head = json.loads(raw[8:8 + n])
            print(n % 8, head.pop('__metadata__'))
            for name, t in head.items():
              begin, end = t['data_offsets']
              dtype = {'U8': 'u1', 'F64': '<f8'}[t['dtype']]
              print(repr(name), np.frombuffer(raw[8 + n + begin:8 + n + end], dtype).reshape(t['shape']).tolist())
            """,
            path);
    assertEquals(
        """
        0 {'k': 'v'}
        'a"\\n' [1, 2, 3]
        'b' [0.5, -2.0]""",
        result.output);
  }
}
