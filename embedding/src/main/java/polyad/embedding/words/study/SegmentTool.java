package polyad.embedding.words.study;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import polyad.catalog.Describe;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.data.AtomicFile;
import polyad.data.TextFiles;
import polyad.embedding.words.SmartChinese;

/** {@code polyad tool word-document-embeddings segment}: raw Chinese as words between blanks. */
final class SegmentTool implements Tool<SegmentTool.Options> {

  record Options(@Describe("file to write, UTF-8, words between blanks") Optional<Path> file) {}

  @Override
  public String name() {
    return "segment";
  }

  @Override
  public String summary() {
    return "Puts blanks between the words of Chinese UTF-8 text (or .gz) by Lucene's smartcn.";
  }

  @Override
  public Options options() {
    return new Options(Optional.empty());
  }

  @Override
  public Table run(Options options, ToolJob job) throws Exception {
    Path out =
        options
            .file()
            .orElseThrow(() -> new UsageException("name the file to write with --file FILE"));
    long[] counts = new long[2];
    try (SmartChinese smart = new SmartChinese()) {
      AtomicFile.write(
          out,
          stream -> {
            for (String line : TextFiles.lines(job.file())) {
              List<String> words = smart.words(line);
              stream.write((String.join(" ", words) + "\n").getBytes(StandardCharsets.UTF_8));
              counts[0]++;
              counts[1] += words.size();
            }
          });
    }
    return Table.of(out.toString()).columns("lines", "words").row(counts[0], counts[1]).build();
  }
}
