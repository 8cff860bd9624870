package polyad.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import polyad.data.generate.MorseMolecules;

final class ExtendedXyzTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("a.xyz"), text);
  }

  @Test
  void readsColumnsInAnyOrder() throws IOException {
    Path file =
        file(
            """
            2
            Properties=pos:R:3:mass:R:1:force:R:3:species:S:1 note="a b=c" Energy=-1.5 Lattice="9 0 0 0 9 0 0 0 9" pbc="T F T"
            0 0 0 1 0.1 0.2 0.3 H
            0 0 1.5 16 -1 -2 -3 O

            1
            Properties=species:S:1:pos:R:3
            C 1 2 3
            """);
    List<Molecule> frames = ExtendedXyz.read(file);
    assertEquals(2, frames.size());
    Molecule first = frames.getFirst();
    assertArrayEquals(new int[] {1, 8}, first.numbers());
    assertEquals(-1.5, first.energy().orElseThrow());
    assertArrayEquals(new double[] {0.1, 0.2, 0.3, -1, -2, -3}, first.forces());
    assertArrayEquals(new boolean[] {true, false, true}, first.periodic());
    assertTrue(frames.get(1).energy().isEmpty());
  }

  @Test
  void writesWhatItReads() throws IOException {
    List<Molecule> frames = MorseMolecules.DEFAULT.draw(5, 3);
    Path file = folder.resolve("b.xyz.gz");
    ExtendedXyz.write(file, frames);
    List<Molecule> again = ExtendedXyz.read(file);
    for (int i = 0; i < 5; i++) {
      assertArrayEquals(frames.get(i).positions(), again.get(i).positions());
      assertArrayEquals(frames.get(i).forces(), again.get(i).forces());
      assertEquals(frames.get(i).energy(), again.get(i).energy());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "two|line 1: found 'two', expected a number of atoms",
        "0|line 1: found 0 atoms",
        "2#x=1#H 0 0 0|expected 2 atoms after line 2",
        "1##H 0 0|line 3: found 3 columns, expected 4 columns",
        "1##Qq 0 0 0|line 3: found 'Qq', expected the symbol of an element",
        "1##H 0 zero 0|line 3: found 'zero', expected a finite number",
        "1##H 0 NaN 0|line 3: found 'NaN', expected a finite number",
        "1#energy=low#H 0 0 0|line 2: found 'low', expected a finite number",
        "1#Lattice=\"1 2\"#H 0 0 0|line 2: found a Lattice of 2 numbers, expected 9 numbers",
        "1#a=\"b#H 0 0 0|line 2: found a quote that does not end",
        "1#Properties=species:S:1#H|expected columns species:S:1 and pos:R:3",
        "1#Properties=species:S:x:pos:R:3#H 0 0 0|expected name:type:count triples",
        "''|found no frame"
      })
  void refusesBadFiles(String text, String message) throws IOException {
    Path file = file(text.replace('#', '\n') + "\n");
    FormatException e = assertThrows(FormatException.class, () -> ExtendedXyz.read(file));
    assertTrue(e.getMessage().contains(message), e.getMessage());
    assertTrue(e.getMessage().startsWith(file.toString()));
  }

  @Test
  void readsTheRealSets() throws IOException {
    Path shared = Path.of(System.getProperty("polyad.shared", "../shared"), "data");
    Assumptions.assumeTrue(Files.isDirectory(shared), shared + " is not there");
    List<Molecule> frames = ExtendedXyz.read(shared.resolve("3bpa/train_300K.xyz.gz"));
    assertEquals(500, frames.size());
    assertEquals(27, frames.getFirst().size());
    assertEquals(-17660.461737861464, frames.getFirst().energy().orElseThrow());
    assertEquals(1000, ExtendedXyz.read(shared.resolve("rmd17/ethanol_train_01.xyz.gz")).size());
    assertEquals(128, ExtendedXyz.read(shared.resolve("qm9-sample/qm9_sample.xyz.gz")).size());
  }
}
