package polyad.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import polyad.catalog.AtomicFiles;
import polyad.catalog.Progress;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.retrieval.Entry;
import polyad.retrieval.IndexConfig;
import polyad.retrieval.NestedVectorIndex;

/** {@code polyad index}. */
@Command(
    name = "index",
    description = "Embed rows of features, or texts, and index them for search.")
final class IndexVerb extends Verb {
  @Parameters(index = "0", paramLabel = "MODEL", description = "A model directory.")
  private Path model = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      description = "Rows of features: .npy, .csv or idx; for models of text a text a line.")
  private Path data = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "IDX",
      required = true,
      description = "The index directory to make.")
  private Path out = Path.of("");

  @Option(
      names = "--ids",
      paramLabel = "FILE",
      description = "Names of the rows, one a line; else their numbers from 0.")
  private @Nullable Path ids;

  @Mixin private final Threads threads = new Threads();

  IndexVerb(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws Exception {
    if (Files.exists(out)) {
      throw new UsageException(out + " exists: choose another name");
    }
    threads.apply();
    int[] nesting;
    List<String> texts = null;
    float[][] vectors;
    String space;
    try (FileEncoder encoder = FileEncoder.open(model)) {
      nesting = encoder.encoder().nesting();
      space = encoder.space();
      if (encoder instanceof FileEncoder.Texts ofTexts) {
        texts = FileEncoder.Texts.read(data);
        vectors = ofTexts.encode(texts, encoder.encoder().dimension());
      } else {
        vectors = encoder.encode(data, encoder.encoder().dimension());
      }
    }
    Path target = out.toAbsolutePath().normalize();
    Path temporary = target.resolveSibling("." + target.getFileName() + ".building");
    AtomicFiles.deleteTree(temporary);
    try {
      IndexConfig config = IndexConfig.of(nesting[nesting.length - 1], nesting);
      build(temporary, config, space, vectors, texts);
      new IndexSource(model.toAbsolutePath().normalize().toString(), texts != null)
          .write(temporary);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      AtomicFiles.deleteTree(temporary);
    }
    print(
        Table.of("")
            .columns("index", "vectors", "dimension")
            .row(out.toString(), vectors.length, nesting[nesting.length - 1])
            .build());
    return OK;
  }

  private void build(
      Path folder,
      IndexConfig config,
      String space,
      float[][] vectors,
      @Nullable List<String> texts)
      throws IOException {
    List<String> names = RowNames.of(ids, data, vectors.length);
    try (NestedVectorIndex index = NestedVectorIndex.create(folder, config, space);
        Progress progress =
            new Watcher(console, () -> false).progress("indexing", vectors.length)) {
      for (int i = 0; i < vectors.length; i++) {
        String content = texts == null ? null : texts.get(i);
        index.add(new Entry(names.get(i), vectors[i], Map.of(), content));
        progress.step(Double.NaN);
      }
      index.optimize();
    }
  }
}
