package polyad.retrieval;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A reference case in a safetensors file: as much of the format as these tests need. */
final class ReferenceCase {
  private final ByteBuffer data;
  private final JsonNode header;

  ReferenceCase(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] json = new byte[Math.toIntExact(bytes.getLong())];
    bytes.get(json);
    header = JsonMapper.builder().build().readTree(new String(json, StandardCharsets.UTF_8));
    data = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  JsonNode config() {
    String json = header.get("__metadata__").get("config").asString();
    return JsonMapper.builder().build().readTree(json);
  }

  int[] configInts(String key) {
    JsonNode node = config().get(key);
    int[] values = new int[node.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = node.get(i).asInt();
    }
    return values;
  }

  double[][] doubles(String name) {
    int[] shape = shape(name);
    double[][] rows = new double[shape[0]][shape[1]];
    ByteBuffer values = tensor(name);
    for (double[] row : rows) {
      for (int j = 0; j < row.length; j++) {
        row[j] = values.getDouble();
      }
    }
    return rows;
  }

  double scalar(String name) {
    return tensor(name).getDouble();
  }

  int[] ints(String name) {
    int[] items = new int[shape(name)[0]];
    ByteBuffer values = tensor(name);
    for (int i = 0; i < items.length; i++) {
      items[i] = Math.toIntExact(values.getLong());
    }
    return items;
  }

  int[][] intRows(String name) {
    int[] shape = shape(name);
    int[][] rows = new int[shape[0]][shape[1]];
    ByteBuffer values = tensor(name);
    for (int[] row : rows) {
      for (int j = 0; j < row.length; j++) {
        row[j] = Math.toIntExact(values.getLong());
      }
    }
    return rows;
  }

  private int[] shape(String name) {
    JsonNode shape = header.get(name).get("shape");
    int[] sizes = new int[shape.size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = shape.get(i).asInt();
    }
    return sizes;
  }

  private ByteBuffer tensor(String name) {
    JsonNode offsets = header.get(name).get("data_offsets");
    int from = offsets.get(0).asInt();
    return data.slice(from, offsets.get(1).asInt() - from).order(ByteOrder.LITTLE_ENDIAN);
  }
}
