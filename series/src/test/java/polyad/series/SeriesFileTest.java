package polyad.series;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.data.FormatException;
import polyad.data.Missing;

class SeriesFileTest {
  @TempDir Path folder;

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("s.csv"), content);
  }

  @Test
  void theClockMayStandAnywhere() throws IOException {
    SeriesFile read =
        SeriesFile.read(file("load,when,wind\n1,2024-01-01,5\n2,2024-01-02,6\n"), Missing.REJECT);
    assertEquals(Optional.of("when"), read.timestampColumn());
    assertTrue(read.dateOnly());
    assertEquals(List.of("load", "wind"), read.series().names());
    assertArrayEquals(new double[] {2, 6}, read.series().values()[1]);
  }

  @Test
  void badFilesNameTheirPlace() throws IOException {
    Path text = file("when,a\n2024-01-01,1\n2024-01-02,x\n");
    String cell =
        assertThrows(FormatException.class, () -> SeriesFile.read(text, Missing.REJECT))
            .getMessage();
    assertTrue(cell.contains("line 3, column 'a'"), cell);
    Path order = file("when,a\n2024-01-02,1\n2024-01-01,2\n");
    String dates =
        assertThrows(FormatException.class, () -> SeriesFile.read(order, Missing.REJECT))
            .getMessage();
    assertTrue(dates.contains("row 2") && dates.contains("increasing"), dates);
    assertThrows(FormatException.class, () -> SeriesFile.read(file("when,a\n"), Missing.REJECT));
    assertThrows(
        FormatException.class, () -> SeriesFile.read(file("when\n2024-01-01\n"), Missing.REJECT));
  }

  @Test
  void hoursAndMonthsGoOn() {
    LocalDateTime start = LocalDateTime.of(2024, 1, 31, 22, 0);
    SeriesClock hours =
        new SeriesClock(List.of(start, start.plusHours(1), start.plusHours(2), start.plusHours(5)));
    assertEquals(Duration.ofHours(1), hours.step());
    assertEquals(Optional.of(start.plusHours(5)), hours.firstGap());
    assertEquals(List.of(start.plusHours(6), start.plusHours(7)), hours.next(2));
    LocalDateTime first = LocalDateTime.of(2023, 11, 1, 0, 0);
    SeriesClock months = new SeriesClock(List.of(first, first.plusMonths(1), first.plusMonths(2)));
    assertEquals(Optional.empty(), months.firstGap());
    assertEquals(List.of(first.plusMonths(3), first.plusMonths(4)), months.next(2));
    assertThrows(IllegalArgumentException.class, () -> new SeriesClock(List.of(start)));
  }
}
