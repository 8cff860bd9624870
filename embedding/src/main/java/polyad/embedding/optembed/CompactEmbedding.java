package polyad.embedding.optembed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polyad.catalog.Json;
import polyad.data.FieldLayout;
import polyad.data.FormatException;
import polyad.tensor.DType;
import polyad.tensor.SafetensorsFile;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;
import tools.jackson.core.JacksonException;

/**
 * What is left of a table: per field a bitmap of the kept values and their rows, cut to the field's
 * dimensions. The row of an id is its rank in the bitmap; pruned and unknown ids have the zero
 * vector, or their field's substitute where pruning left one. On disk and in memory a row takes d_i
 * numbers of 4 or 2 bytes.
 *
 * <p>The file is one safetensors file: {@code field.<i>.kept} [⌈n_i / 64⌉] I64, {@code
 * field.<i>.rows} [kept_i, d_i] F32 or F16, perhaps {@code substitute} [m, D], and a JSON manifest
 * of names and sizes in the metadata.
 */
public final class CompactEmbedding {
  private static final String MANIFEST = "manifest";
  private static final String SUBSTITUTE = "substitute";

  private final FieldLayout layout;
  private final int latentDim;
  private final List<CompactField> fields;
  private final float[] substitute; // [m D], or empty for zero vectors
  private final int[] offsets;

  /** The manifest. */
  record Manifest(
      List<String> names, List<Integer> sizes, int latentDim, List<Integer> dims, String dtype) {}

  private CompactEmbedding(
      FieldLayout layout, int latentDim, List<CompactField> fields, float[] substitute) {
    this.layout = layout;
    this.latentDim = latentDim;
    this.fields = List.copyOf(fields);
    this.substitute = substitute;
    offsets = layout.offsets();
  }

  /**
   * Cuts a trained table.
   *
   * @param half whether rows are kept as float16, else as float32
   */
  public static CompactEmbedding of(OptEmbedResult result, boolean half) {
    FieldLayout layout = result.layout();
    int latentDim = result.network().shape().latentDim();
    try (var _ = TensorScope.open()) {
      float[] table = result.network().table().detach().toFloatArray();
      List<CompactField> fields = new ArrayList<>();
      int[] offsets = layout.offsets();
      for (int i = 0; i < layout.count(); i++) {
        boolean[] kept = Arrays.copyOfRange(result.kept(), offsets[i], offsets[i + 1]);
        float[] rows = cut(table, offsets[i], kept, latentDim, result.dims()[i]);
        fields.add(CompactField.of(kept, rows, result.dims()[i], half));
      }
      float[] substitute = {};
      if (result.config().pruned() == Pruning.Pruned.OOV) {
        Tensor masks = DimensionMasks.of(result.dims(), latentDim, DType.F32);
        substitute = result.network().oovRows().detach().mul(masks).toFloatArray();
      }
      return new CompactEmbedding(layout, latentDim, fields, substitute);
    }
  }

  private static float[] cut(float[] table, int offset, boolean[] kept, int latentDim, int d) {
    int count = 0;
    for (boolean one : kept) {
      count += one ? 1 : 0;
    }
    float[] rows = new float[count * d];
    int at = 0;
    for (int v = 0; v < kept.length; v++) {
      if (kept[v]) {
        System.arraycopy(table, (offset + v) * latentDim, rows, at, d);
        at += d;
      }
    }
    return rows;
  }

  /** How the fields' values are numbered. */
  public FieldLayout layout() {
    return layout;
  }

  /** The numbers kept in rows, Σ kept_i d_i. */
  public long parameters() {
    return fields.stream().mapToLong(CompactField::parameters).sum();
  }

  /** The bytes of bitmaps, ranks and rows in memory. */
  public long bytes() {
    return fields.stream().mapToLong(CompactField::bytes).sum() + 4L * substitute.length;
  }

  /**
   * Embeddings, padded with zeros to D.
   *
   * @param ids global ids, row after row [B m]; one outside its field is unknown
   * @return [B m D]
   */
  public float[] lookup(int[] ids) {
    int m = fields.size();
    float[] out = new float[ids.length * latentDim];
    for (int at = 0; at < ids.length; at++) {
      int i = at % m;
      boolean found = fields.get(i).copyRow(ids[at] - offsets[i], out, at * latentDim);
      if (!found && substitute.length > 0) {
        System.arraycopy(substitute, i * latentDim, out, at * latentDim, latentDim);
      }
    }
    return out;
  }

  /** Writes the file, whole or not at all. */
  public void export(Path file) throws IOException {
    try (var _ = TensorScope.open()) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      List<Integer> dims = new ArrayList<>();
      for (int i = 0; i < fields.size(); i++) {
        CompactField field = fields.get(i);
        dims.add(field.dims());
        tensors.put(name(i, "kept"), Tensor.of(field.words(), field.words().length));
        tensors.put(name(i, "rows"), field.rows());
      }
      if (substitute.length > 0) {
        tensors.put(SUBSTITUTE, Tensor.of(substitute, fields.size(), latentDim));
      }
      String dtype = fields.getFirst().isHalf() ? "F16" : "F32";
      Manifest manifest = new Manifest(layout.names(), layout.sizes(), latentDim, dims, dtype);
      TensorFiles.writeSafetensors(
          file, tensors, Map.of(MANIFEST, Json.mapper().writeValueAsString(manifest)));
    }
  }

  private static String name(int field, String part) {
    return "field." + field + "." + part;
  }

  /**
   * Reads the file.
   *
   * @throws FormatException when it is not one of these
   */
  public static CompactEmbedding load(Path file) throws IOException {
    try (var _ = TensorScope.open();
        SafetensorsFile open = SafetensorsFile.open(file)) {
      Manifest manifest = manifest(file, open.metadata().getOrDefault(MANIFEST, "{}"));
      FieldLayout layout = new FieldLayout(manifest.names(), manifest.sizes());
      List<CompactField> fields = new ArrayList<>();
      for (int i = 0; i < layout.count(); i++) {
        long[] words = TensorFiles.read(open, name(i, "kept")).toLongArray();
        Tensor rows = TensorFiles.read(open, name(i, "rows"));
        fields.add(field(file, i, layout.sizes().get(i), manifest.dims().get(i), words, rows));
      }
      boolean has = open.names().contains(SUBSTITUTE);
      float[] substitute = has ? TensorFiles.read(open, SUBSTITUTE).toFloatArray() : new float[0];
      return new CompactEmbedding(layout, manifest.latentDim(), fields, substitute);
    }
  }

  private static CompactField field(Path file, int i, int size, int dims, long[] words, Tensor rows)
      throws FormatException {
    long kept = 0;
    for (long word : words) {
      kept += Long.bitCount(word);
    }
    if (words.length != (size + 63) / 64 || rows.size(0) != kept || rows.size(1) != dims) {
      throw new FormatException(
          file,
          "field " + i,
          words.length + " words and rows " + Arrays.toString(rows.shape()),
          (size + 63) / 64 + " words and rows [" + kept + ", " + dims + "]");
    }
    return rows.dtype() == DType.F16
        ? new CompactField(words, new float[0], halves(rows), dims)
        : new CompactField(words, rows.toFloatArray(), new short[0], dims);
  }

  private static short[] halves(Tensor rows) {
    short[] halves = new short[(int) rows.numel()];
    ByteBuffer.wrap(rows.toByteArray()).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(halves);
    return halves;
  }

  private static Manifest manifest(Path file, String json) throws FormatException {
    try {
      Manifest manifest = Json.mapper().readValue(json, Manifest.class);
      if (manifest.names() != null
          && manifest.sizes() != null
          && manifest.dims() != null
          && manifest.dims().size() == manifest.sizes().size()) {
        return manifest;
      }
    } catch (JacksonException e) {
      throw new FormatException(
          file, "metadata 'manifest'", e.getOriginalMessage(), "JSON of names, sizes and dims");
    }
    throw new FormatException(
        file, "metadata", "no whole manifest", "'manifest' with names, sizes and dims");
  }
}
