package polyad.data;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The extended XYZ format of molecules: for each frame a line with the number of atoms, a line of
 * {@code key=value} pairs and a line an atom.
 *
 * <p>{@code Properties=species:S:1:pos:R:3:forces:R:3} names the columns, in any order; the energy
 * and force keys are found whatever their case ({@code energy}, {@code Energy}, {@code forces},
 * {@code force}). {@code Lattice} gives the cell, {@code pbc} what repeats (everything, when only
 * the lattice is there). {@code .gz} files are unpacked.
 */
public final class ExtendedXyz {
  private static final int MAX_ATOMS = 10_000_000;
  private static final String DEFAULT_COLUMNS = "species:S:1:pos:R:3";

  private ExtendedXyz() {}

  /** Reads all frames with the usual keys. */
  public static List<Molecule> read(Path file) throws IOException {
    return read(file, "energy", "forces");
  }

  /**
   * Reads all frames.
   *
   * @param energyKey the key of the energy, whatever its case
   * @param forcesKey the column of the forces, whatever its case
   * @throws FormatException naming the line, what was found and what was expected
   */
  public static List<Molecule> read(Path file, String energyKey, String forcesKey)
      throws IOException {
    List<String> lines = TextFiles.lines(file);
    List<Molecule> frames = new ArrayList<>();
    int at = 0;
    while (at < lines.size()) {
      if (lines.get(at).isBlank()) {
        at++;
        continue;
      }
      Frame frame = new Frame(file, lines, at, energyKey, forcesKey);
      frames.add(frame.molecule());
      at += frame.lines();
    }
    if (frames.isEmpty()) {
      throw new FormatException(file, "", "no frame", "the number of atoms in the first line");
    }
    return List.copyOf(frames);
  }

  /** One frame being read. */
  private static final class Frame {
    private final Path file;
    private final List<String> lines;
    private final int start;
    private final int atoms;
    private final String energyKey;
    private final String forcesKey;

    private record Column(String name, int offset, int count) {}

    Frame(Path file, List<String> lines, int start, String energyKey, String forcesKey)
        throws FormatException {
      this.file = file;
      this.lines = lines;
      this.start = start;
      this.energyKey = energyKey;
      this.forcesKey = forcesKey;
      this.atoms = atoms();
    }

    int lines() {
      return atoms + 2;
    }

    private int atoms() throws FormatException {
      String text = lines.get(start).strip();
      int count;
      try {
        count = Integer.parseInt(text);
      } catch (NumberFormatException e) {
        throw wrong(start, FormatException.quote(text), "a number of atoms");
      }
      if (count < 1 || count > MAX_ATOMS) {
        throw wrong(start, text + " atoms", "1 to " + MAX_ATOMS + " atoms");
      }
      if (lines.size() - start - 2 < count) {
        throw wrong(
            lines.size() - 1, "the end of the file", count + " atoms after line " + (start + 2));
      }
      return count;
    }

    private FormatException wrong(int line, String found, String expected) {
      return new FormatException(file, "line " + (line + 1), found, expected);
    }

    Molecule molecule() throws FormatException {
      Map<String, String> info = info();
      List<Column> columns = columns(info.getOrDefault("properties", DEFAULT_COLUMNS));
      int width = columns.stream().mapToInt(Column::count).sum();
      Column species = column(columns, "species");
      Column pos = column(columns, "pos");
      if (species == null || pos == null || pos.count() != 3) {
        throw wrong(
            start + 1, "Properties=" + info.get("properties"), "columns species:S:1 and pos:R:3");
      }
      Column force = column(columns, forcesKey);
      if (force == null && forcesKey.equalsIgnoreCase("forces")) {
        force = column(columns, "force");
      }
      if (force != null && force.count() != 3) {
        throw wrong(start + 1, force.count() + " columns of " + force.name(), "3 columns");
      }
      int[] numbers = new int[atoms];
      double[] positions = new double[3 * atoms];
      double[] forces = force == null ? null : new double[3 * atoms];
      for (int i = 0; i < atoms; i++) {
        int line = start + 2 + i;
        String[] cells = lines.get(line).strip().split("\\s+", -1);
        if (cells.length != width) {
          throw wrong(line, cells.length + " columns", width + " columns");
        }
        numbers[i] = element(line, cells[species.offset()]);
        numbers(line, cells, pos, positions, 3 * i);
        if (force != null && forces != null) {
          numbers(line, cells, force, forces, 3 * i);
        }
      }
      double[] cell = cell(info.get("lattice"));
      return new Molecule(
          numbers, positions, energy(info), forces, cell, periodic(info.get("pbc"), cell));
    }

    private int element(int line, String text) throws FormatException {
      int number = Elements.number(text);
      if (number == 0) {
        throw wrong(line, FormatException.quote(text), "the symbol of an element");
      }
      return number;
    }

    private void numbers(int line, String[] cells, Column column, double[] into, int at)
        throws FormatException {
      for (int k = 0; k < 3; k++) {
        into[at + k] = number(line, cells[column.offset() + k]);
      }
    }

    private double number(int line, String text) throws FormatException {
      try {
        double value = Double.parseDouble(text);
        if (Double.isFinite(value)) {
          return value;
        }
      } catch (NumberFormatException e) {
        // falls through to the one error below
      }
      throw wrong(line, FormatException.quote(text), "a finite number");
    }

    private OptionalDouble energy(Map<String, String> info) throws FormatException {
      String text = info.get(energyKey.toLowerCase(Locale.ROOT));
      return text == null ? OptionalDouble.empty() : OptionalDouble.of(number(start + 1, text));
    }

    private double @Nullable [] cell(@Nullable String text) throws FormatException {
      if (text == null) {
        return null;
      }
      String[] cells = text.strip().split("\\s+", -1);
      if (cells.length != 9) {
        throw wrong(start + 1, "a Lattice of " + cells.length + " numbers", "9 numbers");
      }
      double[] cell = new double[9];
      for (int i = 0; i < 9; i++) {
        cell[i] = number(start + 1, cells[i]);
      }
      return cell;
    }

    private boolean[] periodic(@Nullable String text, double @Nullable [] cell)
        throws FormatException {
      if (cell == null) {
        return new boolean[3];
      }
      if (text == null) {
        return new boolean[] {true, true, true};
      }
      String[] cells = text.strip().split("\\s+", -1);
      boolean[] periodic = new boolean[3];
      for (int i = 0; i < 3; i++) {
        String flag = cells.length == 3 ? cells[i].toUpperCase(Locale.ROOT) : "";
        if (!List.of("T", "F", "TRUE", "FALSE", "1", "0").contains(flag)) {
          throw wrong(start + 1, "pbc=" + FormatException.quote(text), "three of T or F");
        }
        periodic[i] = flag.startsWith("T") || flag.equals("1");
      }
      return periodic;
    }

    private static @Nullable Column column(List<Column> columns, String name) {
      return columns.stream().filter(c -> c.name().equalsIgnoreCase(name)).findFirst().orElse(null);
    }

    private List<Column> columns(String text) throws FormatException {
      String[] parts = text.split(":", -1);
      List<Column> columns = new ArrayList<>();
      int offset = 0;
      for (int i = 0; i + 2 < parts.length; i += 3) {
        int count;
        try {
          count = Integer.parseInt(parts[i + 2]);
        } catch (NumberFormatException e) {
          throw wrong(start + 1, "Properties=" + text, "name:type:count triples");
        }
        columns.add(new Column(parts[i], offset, count));
        offset += count;
      }
      if (columns.isEmpty() || parts.length % 3 != 0) {
        throw wrong(start + 1, "Properties=" + text, "name:type:count triples");
      }
      return columns;
    }

    /** The pairs of the comment line, keys in lower case; values may be quoted. */
    private Map<String, String> info() throws FormatException {
      String text = lines.get(start + 1);
      Map<String, String> info = new LinkedHashMap<>();
      int at = 0;
      while (at < text.length()) {
        if (Character.isWhitespace(text.charAt(at))) {
          at++;
          continue;
        }
        int key = at;
        while (at < text.length() && text.charAt(at) != '=' && text.charAt(at) > ' ') {
          at++;
        }
        String name = text.substring(key, at).toLowerCase(Locale.ROOT);
        if (at >= text.length() || text.charAt(at) != '=') {
          info.put(name, "T");
          continue;
        }
        at++;
        int begin = at;
        if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
          int end = text.indexOf(text.charAt(at), at + 1);
          if (end < 0) {
            throw wrong(start + 1, "a quote that does not end", "its second quote");
          }
          info.put(name, text.substring(begin + 1, end));
          at = end + 1;
        } else {
          while (at < text.length() && text.charAt(at) > ' ') {
            at++;
          }
          info.put(name, text.substring(begin, at));
        }
      }
      return info;
    }
  }

  /** Writes frames, whole or not at all. */
  public static void write(Path file, List<Molecule> frames) throws IOException {
    AtomicFile.write(
        file,
        out -> {
          Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          for (Molecule frame : frames) {
            writer.write(text(frame));
          }
          writer.flush();
        });
  }

  private static String text(Molecule frame) {
    StringBuilder text = new StringBuilder();
    text.append(frame.size()).append('\n');
    double[] cell = frame.cell();
    if (cell != null) {
      text.append("Lattice=\"");
      for (int i = 0; i < 9; i++) {
        text.append(i == 0 ? "" : " ").append(cell[i]);
      }
      text.append("\" ");
    }
    double[] forces = frame.forces();
    text.append("Properties=species:S:1:pos:R:3").append(forces == null ? "" : ":forces:R:3");
    frame.energy().ifPresent(energy -> text.append(" energy=").append(energy));
    text.append(" pbc=\"");
    for (int i = 0; i < 3; i++) {
      text.append(i == 0 ? "" : " ").append(frame.periodic()[i] ? 'T' : 'F');
    }
    text.append("\"\n");
    for (int i = 0; i < frame.size(); i++) {
      text.append(Elements.symbol(frame.numbers()[i]));
      for (int k = 0; k < 3; k++) {
        text.append(' ').append(frame.positions()[3 * i + k]);
      }
      for (int k = 0; forces != null && k < 3; k++) {
        text.append(' ').append(forces[3 * i + k]);
      }
      text.append('\n');
    }
    return text.toString();
  }
}
