package polyad.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.tensor.SafetensorsWriter.Spec;

class SafetensorsFileTest {
  private static final Spec BYTES = new Spec("bytes", DType.U8, 3);
  private static final Spec DOUBLES = new Spec("doubles", DType.F64, 2);

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static Path write(Path folder) throws IOException {
    Path path = folder.resolve("model.safetensors");
    try (var writer = SafetensorsWriter.create(path, Map.of("k", "v"), List.of(BYTES, DOUBLES))) {
      writer.write("bytes", MemorySegment.ofArray(new byte[] {1, 2, 3}));
      writer.write("doubles", MemorySegment.ofArray(new double[] {0.5, -2}));
      writer.commit();
    }
    return path;
  }

  @Test
  void readsWhatWasWritten(@TempDir Path folder) throws IOException {
    Path path = write(folder);
    assertEquals(List.of(path), files(folder));
    try (var file = SafetensorsFile.open(path)) {
      assertEquals(Map.of("k", "v"), file.metadata());
      assertEquals(List.of("bytes", "doubles"), file.names());
      assertEquals(new TensorEntry("bytes", DType.U8, new long[] {3}, 16, 19), file.entry("bytes"));
      MemorySegment doubles = file.bytes("doubles");
      assertEquals(-2, doubles.getAtIndex(ValueLayout.JAVA_DOUBLE, 1), "aligned, so readable");
      assertEquals(3, file.bytes("bytes").get(ValueLayout.JAVA_BYTE, 2));
      assertTrue(doubles.isReadOnly());
      assertTrue(file.contains("bytes"));
      assertFalse(file.contains("other"));
      assertThrows(IllegalArgumentException.class, () -> file.entry("other"));
      assertThrows(IllegalArgumentException.class, () -> file.bytes("other"));
    }
  }

  @Test
  void useAfterCloseThrows(@TempDir Path folder) throws Exception {
    var file = SafetensorsFile.open(write(folder));
    MemorySegment doubles = file.bytes("doubles");
    Thread closer = new Thread(file::close);
    closer.start();
    closer.join();
    file.close();
    assertThrows(IllegalStateException.class, () -> file.bytes("doubles"));
    assertThrows(IllegalStateException.class, () -> doubles.getAtIndex(ValueLayout.JAVA_DOUBLE, 0));
    assertEquals(List.of("bytes", "doubles"), file.names());
  }

  @Test
  void refusesEmptyTruncatedAndMissingFiles(@TempDir Path folder) throws IOException {
    Path path = write(folder);
    byte[] whole = Files.readAllBytes(path);
    for (int length = 0; length < whole.length; length++) {
      Files.write(path, Arrays.copyOf(whole, length));
      var e = assertThrows(SafetensorsException.class, () -> SafetensorsFile.open(path));
      assertEquals(path.toString(), e.file());
    }
    assertThrows(NoSuchFileException.class, () -> SafetensorsFile.open(folder.resolve("none")));
  }

  @Test
  void readsBeyondTwoGigabytes(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("large.safetensors");
    long size = 3L << 30;
    byte[] start =
        SafetensorsFixtures.file(
            "{\"a\":" + SafetensorsFixtures.tensor("U8", "[" + size + "]", 0, size) + "}", 0);
    try (var channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(start));
      channel.write(ByteBuffer.wrap(new byte[] {9}), start.length + size - 1);
    }
    try (var file = SafetensorsFile.open(path)) {
      assertEquals(9, file.bytes("a").get(ValueLayout.JAVA_BYTE, size - 1));
    }
  }

  @Test
  void closeWithoutCommitLeavesNothing(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("m");
    Files.writeString(path, "the old one");
    try (var writer = SafetensorsWriter.create(path, Map.of(), List.of(BYTES))) {
      writer.write("bytes", MemorySegment.ofArray(new byte[3]));
      assertEquals(2, files(folder).size());
    }
    assertEquals(List.of(path), files(folder));
    assertEquals("the old one", Files.readString(path));
  }

  @Test
  void refusesMisuseOfTheWriter(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("m");
    MemorySegment three = MemorySegment.ofArray(new byte[3]);
    try (var writer = SafetensorsWriter.create(path, Map.of(), List.of(BYTES, DOUBLES))) {
      assertThrows(IllegalArgumentException.class, () -> writer.write("other", three));
      assertThrows(IllegalArgumentException.class, () -> writer.write("doubles", three));
      writer.write("bytes", three);
      assertThrows(IllegalArgumentException.class, () -> writer.write("bytes", three));
      assertThrows(IllegalStateException.class, writer::commit);
      writer.write("doubles", MemorySegment.ofArray(new double[2]));
      writer.commit();
      assertThrows(IllegalStateException.class, writer::commit);
      assertThrows(IllegalStateException.class, () -> writer.write("bytes", three));
    }
    assertEquals(List.of(path), files(folder));
  }

  @Test
  void refusesBadDeclarations(@TempDir Path folder) throws IOException {
    assertThrows(IllegalArgumentException.class, () -> new Spec("__metadata__", DType.U8));
    assertThrows(IllegalArgumentException.class, () -> new Spec("a", DType.U8, -1));
    assertThrows(IllegalArgumentException.class, () -> new Spec("a", DType.U8, 1L << 62, 4));
    assertThrows(IllegalArgumentException.class, () -> new Spec("a", DType.U8, new long[65]));
    Path path = folder.resolve("m");
    for (var specs :
        List.of(
            List.of(BYTES, BYTES),
            List.of(new Spec("\ud800", DType.U8)),
            List.of(
                new Spec("a", DType.U8, Long.MAX_VALUE),
                new Spec("b", DType.U8, Long.MAX_VALUE)))) {
      assertThrows(
          IllegalArgumentException.class, () -> SafetensorsWriter.create(path, Map.of(), specs));
    }
    assertThrows(
        FileSystemException.class, () -> SafetensorsWriter.create(folder, Map.of(), List.of()));
    Path nowhere = folder.resolve("none/m");
    assertThrows(
        FileSystemException.class, () -> SafetensorsWriter.create(nowhere, Map.of(), List.of()));
    assertEquals(List.of(), files(folder));
  }

  @Provide
  Arbitrary<List<Spec>> specs() {
    Arbitrary<long[]> shapes = Arbitraries.longs().between(0, 4).array(long[].class).ofMaxSize(4);
    Arbitrary<String> names =
        Arbitraries.strings()
            .ofMaxLength(6)
            .filter(s -> s.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff));
    return Combinators.combine(names, Arbitraries.of(DType.class), shapes)
        .as(Spec::new)
        .list()
        .uniqueElements(Spec::name)
        .ofMaxSize(8);
  }

  @Property(tries = 150, seed = "42")
  void roundTrips(@ForAll("specs") List<Spec> specs) throws IOException {
    Path path = Files.createTempFile("polyad", ".safetensors");
    try {
      Map<String, String> metadata = Map.of("count", "" + specs.size(), "\"\\\u0001é😀", "\n");
      try (var writer = SafetensorsWriter.create(path, metadata, specs)) {
        for (Spec spec : specs.reversed()) {
          writer.write(spec.name(), MemorySegment.ofArray(content(spec)));
        }
        writer.commit();
      }
      try (var file = SafetensorsFile.open(path)) {
        assertEquals(metadata, file.metadata());
        assertEquals(specs.stream().map(Spec::name).toList(), file.names());
        for (Spec spec : specs) {
          TensorEntry entry = file.entry(spec.name());
          assertEquals(spec, new Spec(entry.name(), entry.dtype(), entry.shape()));
          assertEquals(0, entry.begin() % entry.dtype().bytes());
          MemorySegment bytes = file.bytes(spec.name());
          assertEquals(-1, bytes.mismatch(MemorySegment.ofArray(content(spec))));
        }
      }
    } finally {
      Files.delete(path);
    }
  }

  private static byte[] content(Spec spec) {
    byte[] bytes = new byte[(int) ArrayLayout.bytes(spec.dtype(), spec.shape())];
    new Random(spec.hashCode()).nextBytes(bytes);
    return bytes;
  }

  @Test
  void opensEveryReferenceVector() throws IOException {
    Path vectors = Path.of(System.getProperty("polyad.shared", "none"), "vectors");
    Assumptions.assumeTrue(Files.isDirectory(vectors), vectors + " is not there");
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(vectors)) {
      paths = walk.filter(p -> p.toString().endsWith(".safetensors")).toList();
    }
    assertFalse(paths.isEmpty());
    for (Path path : paths) {
      try (var file = SafetensorsFile.open(path)) {
        long data = file.names().stream().mapToLong(n -> file.bytes(n).byteSize()).sum();
        long headerBytes;
        try (var in = Files.newInputStream(path)) {
          headerBytes = MemorySegment.ofArray(in.readNBytes(8)).get(SafetensorsHeader.LENGTH, 0);
        }
        assertEquals(Files.size(path), 8 + headerBytes + data, path.toString());
      }
    }
  }
}
