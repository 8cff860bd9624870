package polyad.tensor;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** Builds safetensors files in memory from their header text. */
final class SafetensorsFixtures {
  private SafetensorsFixtures() {}

  static byte[] file(String header, int dataBytes) {
    return file(header.getBytes(StandardCharsets.UTF_8), dataBytes);
  }

  static byte[] file(byte[] header, int dataBytes) {
    byte[] file = new byte[Long.BYTES + header.length + dataBytes];
    setLength(file, header.length);
    System.arraycopy(header, 0, file, Long.BYTES, header.length);
    Arrays.fill(file, Long.BYTES + header.length, file.length, (byte) 7);
    return file;
  }

  static void setLength(byte[] file, long length) {
    MemorySegment.ofArray(file).set(SafetensorsHeader.LENGTH, 0, length);
  }

  static SafetensorsHeader parse(byte[] file) throws SafetensorsException {
    return SafetensorsHeader.parse(MemorySegment.ofArray(file), "test.safetensors");
  }

  static TensorEntry entry(SafetensorsHeader header, String name) {
    return Objects.requireNonNull(header.entries().get(name), name);
  }

  static String tensor(String dtype, String shape, long begin, long end) {
    return "{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
        .formatted(dtype, shape, begin, end);
  }
}
