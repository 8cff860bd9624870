package polyad.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyFileTest {
  private static final Set<DType> WITHOUT_NPY =
      EnumSet.of(DType.BF16, DType.F8_E4M3, DType.F8_E5M2);

  private static final String TOKENS = "0123456789()[]{}',";

  /** A file of the given version, its header padded with nothing. */
  private static byte[] file(int version, String header, byte[] data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    int start = version == 1 ? 10 : 12;
    byte[] file = new byte[start + text.length + data.length];
    System.arraycopy(
        new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version}, 0, file, 0, 7);
    file[8] = (byte) text.length;
    file[9] = (byte) (text.length >> 8);
    System.arraycopy(text, 0, file, start, text.length);
    System.arraycopy(data, 0, file, start + text.length, data.length);
    return file;
  }

  private static String header(String descr, String fortran, String shape) {
    return "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }\n".formatted(descr, fortran, shape);
  }

  private static NpyArray parse(byte[] file) throws NpyException {
    return NpyFile.parse(MemorySegment.ofArray(file), "test.npy");
  }

  private static void assertFault(byte[] file, long offset, String found, String expected) {
    var e = assertThrows(NpyException.class, () -> parse(file));
    assertEquals("test.npy", e.file());
    assertTrue(e.found().contains(found), e::toString);
    assertTrue(e.expected().contains(expected), e::toString);
    assertEquals(offset, e.byteOffset(), e::toString);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void readsEveryVersion(int version) throws NpyException {
    NpyArray array = parse(file(version, header("<i2", "False", "(2,)"), bytes(1, 0, 255, 255)));
    assertEquals(DType.I16, array.dtype());
    assertArrayEquals(new long[] {2}, array.shape());
    assertArrayEquals(new long[] {1, -1}, array.toLongs());
  }

  @Test
  void readsBigEndianPartsOfComplexNumbersInPlace() throws NpyException {
    byte[] one = bytes(0x3f, 0x80, 0, 0, 0xc0, 0, 0, 0);
    NpyArray array = parse(file(1, header(">c8", "False", "()"), one));
    byte[] swapped = array.data().toArray(ValueLayout.JAVA_BYTE);
    assertArrayEquals(bytes(0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0), swapped);
    byte[] big = bytes(0, 1, 0xff, 0xfe);
    assertArrayEquals(
        new long[] {1, 65534}, parse(file(1, header(">u2", "False", "(2,)"), big)).toLongs());
  }

  @Test
  void transposesFortranOrder() throws NpyException {
    // Element (i, j, k) of shape (2, 3, 2) is 100 i + 10 j + k, stored with i fastest.
    byte[] data = new byte[12];
    for (int n = 0; n < 12; n++) {
      data[n] = (byte) (100 * (n % 2) + 10 * (n / 2 % 3) + n / 6);
    }
    NpyArray array = parse(file(1, header("|u1", "True", "(2, 3, 2)"), data));
    assertArrayEquals(
        new long[] {0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121}, array.toLongs());
    assertEquals(0, parse(file(1, header("<f8", "True", "(3, 0)"), new byte[0])).elements());
  }

  @Test
  void readsOddlyWrittenDictionaries() throws NpyException {
    String header = " {\"shape\":(2L,1L),\n'fortran_order':False,'descr':\"=u1\"} \n";
    assertArrayEquals(new long[] {2, 1}, parse(file(1, header, bytes(5, 6))).shape());
  }

  @Test
  void convertsEveryType() throws NpyException {
    assertArrayEquals(
        new double[] {-2, 65504},
        parse(file(1, header("<f2", "False", "(2,)"), bytes(0, 0xc0, 0xff, 0x7b))).toDoubles());
    byte[] ones = new byte[8];
    Arrays.fill(ones, (byte) -1);
    NpyArray largest = parse(file(1, header("<u8", "False", "()"), ones));
    assertArrayEquals(new double[] {0x1p64}, largest.toDoubles());
    assertThrows(IllegalArgumentException.class, largest::toLongs);
    assertArrayEquals(
        new long[] {-1, -1}, parse(file(1, header("<i4", "False", "(2,)"), ones)).toLongs());
    assertArrayEquals(
        new long[] {0xffffffffL, 0xffffffffL},
        parse(file(1, header("<u4", "False", "(2,)"), ones)).toLongs());
    assertArrayEquals(
        new long[] {1, 0}, parse(file(1, header("|b1", "False", "(2,)"), bytes(1, 0))).toLongs());
    assertArrayEquals(
        new float[] {-1, 7},
        parse(file(1, header("|i1", "False", "(2,)"), bytes(255, 7))).toFloats());
    assertThrows(IllegalArgumentException.class, NpyArray.of(new double[1])::toLongs);
  }

  @Test
  void refusesWhatIsNotNpy() {
    byte[] file = file(1, header("<f4", "False", "()"), new byte[4]);
    assertFault(new byte[0], 0, "end of the file", "npy header");
    assertFault(Arrays.copyOf(file, 7), 7, "end of the file", "npy header");
    assertFault(Arrays.copyOf(file, 20), 6 + 2, "header length", "at most 10");
    assertFault(Arrays.copyOf(file, file.length - 1), file.length - 1, "end of", "4 bytes of data");
    assertFault(Arrays.copyOf(file, file.length + 3), file.length, "3 more bytes", "f32[]");
    file[6] = 4;
    assertFault(file, 6, "version 4.0", "1.0, 2.0 or 3.0");
    file[3] = 'n';
    assertFault(file, 3, "byte 0x6e", "NUMPY");
    byte[] endless = file(2, header("<f4", "False", "()"), new byte[4]);
    Arrays.fill(endless, 8, 12, (byte) -1);
    assertFault(endless, 8, "header length 4294967295", "at most");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "[]~0~'['~'{'",
        "{}~0~without descr~descr",
        "{'descr': '<f4', 'shape': ()}~0~without fortran_order~fortran_order",
        "{'descr': '<f4', 'fortran_order': True}~0~without shape~shape",
        "{'descr': '<f4', 'descr': '<f4'}~17~second time~once",
        "{'x': 1}~1~key \"x\"~'descr'",
        "{'descr': [('a', '<f4')]}~10~structured~f2 f4",
        "{'descr': '|O'}~10~type \"|O\"~f2 f4",
        "{'descr': '<f16'}~10~\"<f16\"~c16",
        "{'descr': '|f4'}~10~\"|f4\"~'<', '>'",
        "{'descr': ''}~10~type \"\"~f2 f4",
        "{'descr': '\\x41'}~11~'\\'~closing quote",
        "{'descr': __import__('os')}~10~'_'~in quotes",
        "{'fortran_order': 1}~18~'1'~True or False",
        "{'shape': [1]}~10~'['~'('",
        "{'shape': (1)}~10~number in parentheses~tuple",
        "{'shape': (-1,)}~11~'-'~non-negative",
        "{'shape': (1.5,)}~12~'.'~',' or ')'",
        "{'shape': (9223372036854775808,)}~11~larger~2^63",
        "{'shape': ((((1,),),),)}~11~'('~non-negative",
        "{'descr': '<f4', 'fortran_order': False, 'shape': ()} x~54~'x'~only space",
        "{'descr': '<f4', 'fortran_order': False, 'shape': ()~52~end of the header~'}'",
      })
  void refusesMalformedHeaders(String header, int at, String found, String expected) {
    assertFault(file(1, header, new byte[0]), 10 + at, found, expected);
  }

  @Test
  void refusesHostileShapesBeforeAllocating() {
    String vast = header("<f8", "False", "(1000000, 1000000)");
    byte[] file = file(1, vast, new byte[8]);
    assertFault(file, file.length, "end of the file", "8000000000000 bytes of data");
    String overflowing = header("<f8", "False", "(4294967296, 4294967296)");
    assertFault(
        file(1, overflowing, new byte[8]), 10 + overflowing.indexOf('('), "f64", "fewer than 2^63");
    String deep = header("<f8", "False", "(" + "1,".repeat(65) + ")");
    var e = assertThrows(NpyException.class, () -> parse(file(1, deep, new byte[8])));
    assertTrue(e.expected().contains("at most 64"), e::toString);
  }

  @Test
  void mutatedFilesParseOrFailCleanly() {
    byte[] valid = file(1, header("<f4", "False", "(2, 3)"), new byte[24]);
    var random = new Random(7);
    int parsed = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] mutated = Arrays.copyOf(valid, valid.length - random.nextInt(3) / 2);
      for (int n = random.nextInt(4); n >= 0; n--) {
        int at = random.nextInt(10 + 60);
        boolean flip = random.nextBoolean();
        int bit = mutated[at] ^ (1 << random.nextInt(8));
        mutated[at] = (byte) (flip ? bit : TOKENS.charAt(random.nextInt(TOKENS.length())));
      }
      try {
        parsed += parse(mutated).data().byteSize() <= mutated.length ? 1 : 0;
      } catch (NpyException e) {
        assertTrue(e.byteOffset() >= 0 && e.byteOffset() <= mutated.length, e::toString);
      }
    }
    assertTrue(parsed > 0 && parsed < 10_000, parsed + " parsed");
  }

  @Test
  void readsMatrices(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("a.npy");
    NpyFile.write(path, NpyArray.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 1, 2));
    NpyFile.FloatMatrix floats = NpyFile.readFloats(path);
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, floats.data());
    assertEquals(List.of(3, 2), List.of(floats.rows(), floats.cols()));
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, NpyFile.readDoubles(path).data());
    assertThrows(NpyException.class, () -> NpyFile.readLongs(path));
    NpyFile.write(path, NpyArray.of(new long[] {7, 8}, 2));
    NpyFile.LongMatrix longs = NpyFile.readLongs(path);
    assertArrayEquals(new long[] {7, 8}, longs.data());
    assertEquals(List.of(2, 1), List.of(longs.rows(), longs.cols()));
    NpyFile.write(path, NpyArray.of(new double[] {-0.5}));
    NpyFile.DoubleMatrix scalar = NpyFile.readDoubles(path);
    assertEquals(List.of(1, 1), List.of(scalar.rows(), scalar.cols()));
    for (String shape :
        List.of("(0, 4294967296)", "(4294967296, 0)", "(0, 9999999999, 9999999999)")) {
      Files.write(path, file(1, header("<f4", "False", shape), new byte[0]));
      assertThrows(NpyException.class, () -> NpyFile.readFloats(path));
    }
  }

  @Test
  void writingATypeThatNpyLacksLeavesTheOldFile(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("a.npy");
    NpyFile.write(path, NpyArray.of(new long[] {7}, 1));
    for (DType dtype : WITHOUT_NPY) {
      var array = new NpyArray(dtype, new long[] {0}, MemorySegment.ofArray(new byte[0]));
      assertThrows(IllegalArgumentException.class, () -> NpyFile.write(path, array));
    }
    assertArrayEquals(new long[] {7}, NpyFile.readLongs(path).data());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(path), files.toList());
    }
  }

  @Provide
  static Arbitrary<NpyArray> arrays() {
    Arbitrary<long[]> shapes = Arbitraries.longs().between(0, 4).array(long[].class).ofMaxSize(4);
    Arbitrary<DType> dtypes = Arbitraries.of(EnumSet.complementOf(EnumSet.copyOf(WITHOUT_NPY)));
    return Combinators.combine(dtypes, shapes, Arbitraries.longs())
        .as(
            (dtype, shape, seed) -> {
              byte[] data = new byte[(int) ArrayLayout.bytes(dtype, shape)];
              new Random(seed).nextBytes(data);
              return new NpyArray(dtype, shape, MemorySegment.ofArray(data));
            });
  }

  @Property(tries = 150, seed = "42")
  void roundTrips(@ForAll("arrays") NpyArray array) throws IOException {
    Path path = Files.createTempFile("polyad", ".npy");
    try {
      NpyFile.write(path, array);
      assertEquals(array, NpyFile.read(path));
    } finally {
      Files.delete(path);
    }
  }
}
