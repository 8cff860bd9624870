package polyad.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyad.tensor.SafetensorsFixtures.entry;
import static polyad.tensor.SafetensorsFixtures.file;
import static polyad.tensor.SafetensorsFixtures.parse;
import static polyad.tensor.SafetensorsFixtures.setLength;
import static polyad.tensor.SafetensorsFixtures.tensor;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsHeaderTest {
  private static final String A = "{\"a\":" + tensor("F32", "[2]", 0, 8) + "}";

  private static void assertFault(byte[] file, long offset, String found, String expected) {
    var e = assertThrows(SafetensorsException.class, () -> parse(file));
    assertEquals("test.safetensors", e.file());
    assertTrue(e.found().contains(found), e.toString());
    assertTrue(e.expected().contains(expected), e.toString());
    assertEquals(offset, e.byteOffset(), e.toString());
    assertTrue(
        e.toString().contains(": test.safetensors: at byte " + offset + ": found "), e::toString);
  }

  /** The fault of a header is expected where {@code at} begins in it. */
  private static void assertHeaderFault(
      String header, int dataBytes, String at, String found, String expected) {
    assertTrue(header.contains(at), "the test looks for " + at);
    assertFault(file(header, dataBytes), 8 + header.indexOf(at), found, expected);
  }

  @Test
  void readsTensorsAndMetadata() throws SafetensorsException {
    String header =
        "{ \"__metadata__\" : {\"format\":\"pt\",\"e\":\"\"},\n\t\"b\":"
            + tensor("I64", "[]", 8, 16)
            + ",\"a\":"
            + tensor("F32", "[ 2 , 1 ]", 0, 8)
            + ",\"none\":"
            + tensor("BOOL", "[0,9]", 8, 8)
            + "}   ";
    SafetensorsHeader parsed = parse(file(header, 16));
    assertEquals(Map.of("format", "pt", "e", ""), parsed.metadata());
    assertEquals(List.of("b", "a", "none"), List.copyOf(parsed.entries().keySet()));
    TensorEntry a = entry(parsed, "a");
    assertEquals(new TensorEntry("a", DType.F32, new long[] {2, 1}, 0, 8), a);
    assertArrayEquals(new long[0], entry(parsed, "b").shape());
    assertEquals(8 + header.length(), parsed.dataStart());
  }

  @Test
  void readsEveryEscapeAndUtf8() throws SafetensorsException {
    String header =
        "{\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\ude00é€😀\":"
            + tensor("U8", "[1]", 0, 1)
            + "}";
    assertEquals(
        List.of("\"\\/\b\f\n\r\té😀é€😀"), List.copyOf(parse(file(header, 1)).entries().keySet()));
  }

  @Test
  void readsAnEmptyHeader() throws SafetensorsException {
    assertTrue(parse(file("{}", 0)).entries().isEmpty());
  }

  @Test
  void readsEveryDType() throws SafetensorsException {
    for (DType dtype : DType.values()) {
      String header = "{\"a\":" + tensor(dtype.name(), "[3]", 0, 3L * dtype.bytes()) + "}";
      assertEquals(dtype, entry(parse(file(header, 3 * dtype.bytes())), "a").dtype());
    }
  }

  @Test
  void refusesFilesShorterThanTheirHeader() {
    assertFault(new byte[0], 0, "end of the file", "8 bytes");
    assertFault(new byte[7], 7, "end of the file", "8 bytes");
    assertFault(new byte[8], 8, "end of the header", "'{'");
    byte[] file = file(A, 8);
    setLength(file, file.length - 7);
    assertFault(file, 0, "header length " + (file.length - 7), "at most " + (file.length - 8));
    setLength(file, 100_000_001);
    assertFault(file, 0, "header length 100000001", "at most 100000000");
    setLength(file, -1);
    assertFault(file, 0, "header length 18446744073709551615", "at most 100000000");
    setLength(file, Long.MAX_VALUE);
    assertFault(file, 0, "header length 9223372036854775807", "at most");
  }

  @Test
  void refusesTruncatedAndOverlongData() {
    assertHeaderFault(A, 7, "[0,8]", "data_offsets [0, 8] of tensor \"a\"", "at most 7");
    assertFault(file(A, 10), 8 + A.length() + 8, "2 bytes that belong to no tensor", "end");
    assertFault(file("{}", 1), 10, "1 bytes", "end of the file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|0|'['|'{' at the start",
        "` {}`|0|byte 0x20|'{' at the start",
        "{|1|the end of the header|in double quotes",
        "{\"|2|the end of the header|closing quote",
        "{\"a\"|4|the end of the header|':'",
        "{\"a\":1}|5|'1'|'{'",
        "{\"a\":{}}|1|without dtype|dtype",
        "{,}|1|','|in double quotes",
        "{}x|2|'x'|only space",
        "{}{}|2|'{'|only space",
        "{\"\\x\":1}|3|'x'|after a backslash",
        "{\"\\u12G4\":1}|6|'G'|four hexadecimal",
        "{\"\\ud800\":1}|2|half of a surrogate|both",
        "{\"\\ud800\\u0041\":1}|2|half of a surrogate|both",
        "{\"\\udc00\":1}|2|half of a surrogate|both",
        "{\"__metadata__\":[]}|16|'['|'{'",
        "{\"__metadata__\":null}|16|'n'|'{'",
        "{\"__metadata__\":{\"a\":1}}|21|'1'|a text in double quotes",
        "{\"__metadata__\":{\"a\":{\"b\":\"c\"}}}|21|'{'|a text in double quotes",
        "{\"__metadata__\":{\"a\":\"\",\"a\":\"\"}}|24|\"a\" a second time|once",
        "{\"__metadata__\":{},\"__metadata__\":{}}|19|a second time|once",
      })
  void refusesMalformedHeaders(String header, int at, String found, String expected) {
    assertFault(file(header, 0), 8 + at, found, expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"dtype\":\"F33\",\"shape\":[2],\"data_offsets\":[0,8]|\"F33\"|dtype \"F33\"|F32, F16",
        "\"dtype\":\"f32\",\"shape\":[2],\"data_offsets\":[0,8]|\"f32\"|dtype \"f32\"|F32, F16",
        "\"dtype\":32,\"shape\":[2],\"data_offsets\":[0,8]|32|'3'|a dtype in double quotes",
        "\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]|2,|'2'|'[' of shape",
        "\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]|-2|'-'|non-negative integer",
        "\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]|.0|'.'|',' or ']'",
        "\"dtype\":\"F32\",\"shape\":[2e0],\"data_offsets\":[0,8]|e0|'e'|',' or ']'",
        "\"dtype\":\"F32\",\"shape\":[02],\"data_offsets\":[0,8]|02|leading zero|decimal",
        "\"dtype\":\"F32\",\"shape\":[2,],\"data_offsets\":[0,8]|],|']'|non-negative integer",
        "\"dtype\":\"F32\",\"shape\":[[[[2]]]],\"data_offsets\":[0,8]|[[[2|'['|non-negative",
        "\"dtype\":\"F32\",\"shape\":[9223372036854775808],\"data_offsets\":[0,8]|922|larger|2^63",
        "\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,8]|[0|F32 of|2^63",
        "\"dtype\":\"F32\",\"shape\":[4611686018427387904],\"data_offsets\":[0,8]|[0|F32 of|2^63",
        "\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]|[0|[0, 8]|12 bytes for F32",
        "\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]|[8|[8, 0]|not above",
        "\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]|-8|'-'|non-negative",
        "\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[1,9]|[1|[1, 9]|at most 8",
        "\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8]|[8|1 data_offsets|2, begin",
        "\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8,8]|[0|3 data_offsets|2, begin",
        "\"dtype\":\"F32\",\"shape\":[2]|\"a|without data_offsets|data_offsets",
        "\"dtype\":\"F32\",\"data_offsets\":[0,8]|\"a|without shape|shape",
        "\"shape\":[2],\"data_offsets\":[0,8]|\"a|without dtype|dtype",
        "\"dtype\":\"F32\",\"dtype\":\"F32\"|\"dtype\":\"F32\"}|\"dtype\" a second time|once",
        "\"shape\":[],\"shape\":[]|\"shape\":[]}|\"shape\" a second time|once",
        "\"strides\":[]|\"strides|key \"strides\"|dtype, shape or data_offsets",
      })
  void refusesMalformedTensors(String body, String at, String found, String expected) {
    assertHeaderFault("{\"a\":{" + body + "}}", 8, at, found, expected);
  }

  @Test
  void refusesOverlapHoleAndDuplicates() {
    String first = "{\"a\":" + tensor("U8", "[4]", 0, 4) + ",\"b\":";
    assertHeaderFault(first + tensor("U8", "[4]", 3, 7) + "}", 8, "[3,7]", "an overlap", "of 4");
    assertHeaderFault(first + tensor("U8", "[3]", 5, 8) + "}", 8, "[5,8]", "a hole", "of 4");
    assertHeaderFault(first + tensor("U8", "[4]", 0, 4) + "}", 8, "[0,4]}}", "an overlap", "of 4");
    String twice = first + tensor("U8", "[4]", 4, 8) + ",\"\\u0061\":";
    assertHeaderFault(twice + "{}}", 8, "\"\\u0061", "\"a\" a second time", "each key once");
  }

  @Test
  void refusesHoleAtTheStart() {
    String header = "{\"a\":" + tensor("U8", "[4]", 4, 8) + "}";
    assertHeaderFault(header, 8, "[4,8]", "a hole: tensor \"a\" begins at 4", "a begin of 0");
  }

  @Test
  void refusesBrokenUtf8AndControlCharacters() {
    int[][] broken = {
      {0x80},
      {0xff},
      {0xc0, 0xaf},
      {0xc3},
      {0xe0, 0x80, 0x80},
      {0xed, 0xa0, 0x80},
      {0xf0, 0x80, 0x80, 0x80},
      {0xf4, 0x90, 0x80, 0x80},
      {0xf5, 0x80, 0x80, 0x80},
      {0xe2, 0x82}
    };
    for (int[] bytes : broken) {
      byte[] header = "{\"....\":{}}".getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < bytes.length; i++) {
        header[2 + i] = (byte) bytes[i];
      }
      assertFault(file(header, 0), 10, String.format("byte 0x%02x", bytes[0]), "UTF-8");
    }
    assertFault(file("{\"\n\":{}}", 0), 10, "byte 0x0a", "closing quote");
  }

  @Test
  void refusesDeepNestingWithoutOverflowingTheStack() {
    String deep = "[".repeat(1_000_000);
    assertFault(file("{\"a\":" + deep, 0), 13, "'['", "'{'");
    assertFault(file("{\"a\":{\"shape\":" + deep, 0), 23, "'['", "non-negative integer");
    String objects = "{\"a\":".repeat(1_000_000);
    assertFault(file(objects, 0), 14, "key \"a\"", "dtype, shape or data_offsets");
  }

  @Test
  void refusesMoreDimensionsThanAnyArrayHas() {
    String shape = "[" + "1,".repeat(64) + "1]";
    String header = "{\"a\":" + tensor("U8", shape, 0, 1) + "}";
    var e = assertThrows(SafetensorsException.class, () -> parse(file(header, 1)));
    assertTrue(e.expected().contains("at most 64"), e.toString());
  }

  @Test
  void cutsLongNamesInMessages() {
    String header = "{\"" + "n".repeat(10_000) + "\":{}}";
    var e = assertThrows(SafetensorsException.class, () -> parse(file(header, 0)));
    assertTrue(e.toString().length() < 200, e.toString());
  }
}
