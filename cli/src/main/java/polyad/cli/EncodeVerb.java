package polyad.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.data.MatrixCsv;
import polyad.tensor.NpyArray;
import polyad.tensor.NpyFile;

/** {@code polyad encode}. */
@Command(name = "encode", description = "Embed rows of features, or texts, with a trained model.")
final class EncodeVerb extends Verb {
  @Parameters(paramLabel = "MODEL", description = "A model directory.")
  private Path model = Path.of("");

  @Option(
      names = "--data",
      paramLabel = "FILE",
      required = true,
      description = "Rows of features: .npy, .csv or idx; for models of text a text a line.")
  private Path data = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "Where to write the embeddings: .npy or .csv.")
  private Path out = Path.of("");

  @Option(
      names = "--dim",
      paramLabel = "M",
      description = "Keep this nested prefix only; polyad encode says which there are.")
  private @Nullable Integer dim;

  @Mixin private final Threads threads = new Threads();

  EncodeVerb(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws Exception {
    String name = out.toString().toLowerCase(Locale.ROOT);
    if (!name.endsWith(".npy") && !name.endsWith(".csv")) {
      throw new UsageException("--out " + out + " is of no known kind: expected .npy or .csv");
    }
    threads.apply();
    float[][] vectors;
    int width;
    try (FileEncoder encoder = FileEncoder.open(model)) {
      width =
          dim == null ? encoder.encoder().dimension() : prefix(encoder.encoder().nesting(), dim);
      vectors = encoder.encode(data, width);
    }
    write(vectors, width, name.endsWith(".npy"));
    print(
        Table.of("")
            .columns("file", "rows", "dimension")
            .row(out.toString(), vectors.length, width)
            .build());
    return OK;
  }

  private static int prefix(int[] nesting, int wanted) {
    if (Arrays.binarySearch(nesting, wanted) < 0) {
      throw new UsageException(
          "--dim is " + wanted + ", expected one of the model's " + Arrays.toString(nesting));
    }
    return wanted;
  }

  private void write(float[][] vectors, int width, boolean npy) throws IOException {
    if (npy) {
      float[] flat = new float[vectors.length * width];
      for (int i = 0; i < vectors.length; i++) {
        System.arraycopy(vectors[i], 0, flat, i * width, width);
      }
      NpyFile.write(out, NpyArray.of(flat, vectors.length, width));
      return;
    }
    double[][] wide = new double[vectors.length][width];
    for (int i = 0; i < vectors.length; i++) {
      for (int j = 0; j < width; j++) {
        wide[i][j] = Double.parseDouble(Float.toString(vectors[i][j]));
      }
    }
    MatrixCsv.write(out, wide);
  }
}
