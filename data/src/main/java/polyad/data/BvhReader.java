package polyad.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringTokenizer;

/** Recursive-descent parser of BVH text, one word at a time, that knows its line. */
final class BvhReader {
  private static final int MAX_JOINTS = 1_000;
  private static final String END_OF_FILE = "";

  private final Path file;
  private final List<String> lines;
  private final List<Bvh.Joint> joints = new ArrayList<>();
  private final List<Bvh.End> ends = new ArrayList<>();
  private StringTokenizer words = new StringTokenizer("");
  private int line;

  BvhReader(Path file) throws IOException {
    this.file = file;
    this.lines = TextFiles.lines(file);
  }

  Bvh read() throws FormatException {
    expect("HIERARCHY");
    expect("ROOT");
    joint(-1);
    expect("MOTION");
    expect("Frames:");
    int frames = count("a number of frames", Integer.MAX_VALUE);
    expect("Frame");
    expect("Time:");
    double frameTime = number("seconds a frame");
    if (!(frameTime > 0)) {
      throw error(Double.toString(frameTime), "seconds a frame over 0");
    }
    return new Bvh(joints, ends, frameTime, motion(frames));
  }

  /** Reads a joint from its name to its closing brace, with everything that hangs on it. */
  private void joint(int parent) throws FormatException {
    if (joints.size() == MAX_JOINTS) {
      throw error("joint " + (MAX_JOINTS + 1), "at most " + MAX_JOINTS + " joints");
    }
    String name = restOfLine();
    expect("{");
    expect("OFFSET");
    double[] offset = offset();
    int index = joints.size();
    joints.add(new Bvh.Joint(name, parent, offset, channels()));
    for (String word = next(); !word.equals("}"); word = next()) {
      switch (word.toUpperCase(Locale.ROOT)) {
        case "JOINT" -> joint(index);
        case "END" -> end(index);
        default -> throw unexpected(word, "JOINT, End Site or }");
      }
    }
  }

  private void end(int parent) throws FormatException {
    expect("Site");
    expect("{");
    expect("OFFSET");
    ends.add(new Bvh.End(parent, offset()));
    expect("}");
  }

  private double[] offset() throws FormatException {
    return new double[] {number("an offset"), number("an offset"), number("an offset")};
  }

  private List<BvhChannel> channels() throws FormatException {
    expect("CHANNELS");
    int count = count("a number of channels", 7);
    List<BvhChannel> channels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String word = next();
      BvhChannel channel =
          BvhChannel.of(word)
              .orElseThrow(() -> unexpected(word, "a channel such as Xposition or Zrotation"));
      if (channels.contains(channel)) {
        throw unexpected(word, "every channel once");
      }
      channels.add(channel);
    }
    return channels;
  }

  private double[][] motion(int frames) throws FormatException {
    int channels = joints.stream().mapToInt(joint -> joint.channels().size()).sum();
    List<double[]> rows = new ArrayList<>(); // grows with the file, not with its claim
    for (int f = 0; f < frames; f++) {
      double[] row = new double[channels];
      for (int c = 0; c < channels; c++) {
        row[c] = number("value " + (c + 1) + " of " + channels + " of frame " + f);
      }
      rows.add(row);
    }
    String surplus = next();
    if (!surplus.equals(END_OF_FILE)) {
      throw unexpected(surplus, "the end of the file after " + frames + " frames");
    }
    return rows.toArray(double[][]::new);
  }

  private void expect(String word) throws FormatException {
    String found = next();
    if (!found.equalsIgnoreCase(word)) {
      throw unexpected(found, word);
    }
  }

  private double number(String what) throws FormatException {
    String word = next();
    double value = CsvTable.parse(word);
    if (Double.isNaN(value)) {
      throw unexpected(word, what + " (a number)");
    }
    return value;
  }

  private int count(String what, int below) throws FormatException {
    String word = next();
    double value = CsvTable.parse(word);
    if (!(value >= 0) || value >= below || value != Math.rint(value)) {
      throw unexpected(word, what);
    }
    return (int) value;
  }

  private String restOfLine() throws FormatException {
    StringBuilder rest = new StringBuilder();
    while (words.hasMoreTokens()) {
      String word = words.nextToken();
      rest.append(rest.isEmpty() ? "" : " ").append(word);
    }
    if (rest.isEmpty()) {
      throw error("no name", "the joint's name");
    }
    if (rest.length() > 1 && rest.charAt(rest.length() - 1) == '{') {
      words = new StringTokenizer("{"); // the brace may stand on the name's line
      rest.setLength(rest.length() - 1);
    }
    return rest.toString().strip();
  }

  private String next() {
    while (!words.hasMoreTokens()) {
      if (line == lines.size()) {
        return END_OF_FILE;
      }
      words = new StringTokenizer(lines.get(line++));
    }
    return words.nextToken();
  }

  private FormatException unexpected(String word, String expected) {
    return error(
        word.equals(END_OF_FILE) ? "the end of the file" : FormatException.quote(word), expected);
  }

  private FormatException error(String found, String expected) {
    return new FormatException(file, "line " + line, found, expected);
  }
}
