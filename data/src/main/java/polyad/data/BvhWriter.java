package polyad.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** Writes BVH text. Numbers are written so that reading gives the same doubles. */
final class BvhWriter {
  private final Bvh bvh;
  private final StringBuilder text = new StringBuilder();
  private int written; // joints so far: they must come out in the order that the motion rows have

  private BvhWriter(Bvh bvh) {
    this.bvh = bvh;
  }

  static void write(Bvh bvh, Path file) throws IOException {
    byte[] bytes = new BvhWriter(bvh).text().getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(bytes));
  }

  private String text() {
    text.append("HIERARCHY\n");
    joint(0, "");
    if (written < bvh.joints().size()) {
      throw new IllegalArgumentException(
          "joints[" + written + "]: its parent's other children stand between them");
    }
    text.append("MOTION\nFrames: ").append(bvh.motion().length);
    text.append("\nFrame Time: ").append(bvh.frameTime()).append('\n');
    for (double[] row : bvh.motion()) {
      text.append(join(row)).append('\n');
    }
    return text.toString();
  }

  private void joint(int index, String indent) {
    Bvh.Joint joint = bvh.joints().get(index);
    String inner = indent + "\t";
    written++;
    text.append(indent).append(index == 0 ? "ROOT " : "JOINT ").append(joint.name()).append('\n');
    text.append(indent).append("{\n");
    text.append(inner).append("OFFSET ").append(join(joint.offset())).append('\n');
    text.append(inner).append("CHANNELS ").append(joint.channels().size());
    joint.channels().forEach(channel -> text.append(' ').append(channel.word()));
    text.append('\n');
    while (written < bvh.joints().size() && bvh.joints().get(written).parent() == index) {
      joint(written, inner);
    }
    List<Bvh.End> ends = bvh.ends().stream().filter(end -> end.parent() == index).toList();
    for (Bvh.End end : ends) {
      text.append(inner).append("End Site\n").append(inner).append("{\n");
      text.append(inner).append("\tOFFSET ").append(join(end.offset())).append('\n');
      text.append(inner).append("}\n");
    }
    text.append(indent).append("}\n");
  }

  private static String join(double[] values) {
    return DoubleStream.of(values).mapToObj(Double::toString).collect(Collectors.joining(" "));
  }
}
