package polyad.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import polyad.catalog.AtomicFiles;
import polyad.catalog.Progress;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.catalog.task.Encoder;
import polyad.data.TextFiles;
import polyad.retrieval.IndexConfig;
import polyad.retrieval.NestedVectorIndex;

/** {@code polyad index}. */
@Command(name = "index", description = "Embed rows of features and index them for search.")
final class IndexVerb extends Verb {
  @Parameters(index = "0", paramLabel = "MODEL", description = "A model directory.")
  private Path model = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      description = "Rows of features: .npy, .csv or idx.")
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
    float[][] vectors;
    @Nullable String space;
    try (Encoder encoder = Encoders.open(model)) {
      nesting = encoder.nesting();
      space = encoder.space().orElse(null);
      vectors = Encoders.encode(encoder, data);
    }
    Path target = out.toAbsolutePath().normalize();
    Path temporary = target.resolveSibling("." + target.getFileName() + ".building");
    AtomicFiles.deleteTree(temporary);
    try {
      build(temporary, IndexConfig.of(nesting[nesting.length - 1], nesting), space, vectors);
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

  private void build(Path folder, IndexConfig config, @Nullable String space, float[][] vectors)
      throws IOException {
    List<String> names = names(vectors.length);
    try (NestedVectorIndex index = NestedVectorIndex.create(folder, config, space);
        Progress progress =
            new Watcher(console, () -> false).progress("indexing", vectors.length)) {
      for (int i = 0; i < vectors.length; i++) {
        index.add(names.get(i), vectors[i], Map.of());
        progress.step(Double.NaN);
      }
      index.optimize();
    }
  }

  private List<String> names(int count) throws IOException {
    if (ids == null) {
      return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
    List<String> names = TextFiles.lines(ids);
    if (names.size() != count) {
      throw new UsageException(
          "%s has %d lines, %s has %d rows".formatted(ids, names.size(), data, count));
    }
    if (names.stream().distinct().count() < count) {
      throw new UsageException(ids + " names a row twice");
    }
    return names;
  }
}
