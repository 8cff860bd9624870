package polyad.embedding.words.study;

import java.nio.file.Path;
import java.util.Optional;
import polyad.catalog.Describe;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.embedding.words.CharWordObjective;
import polyad.embedding.words.CharWordOptions;
import polyad.embedding.words.CharWordVectors;
import polyad.embedding.words.SegmentedCorpus;
import polyad.embedding.words.VectorFormat;
import polyad.embedding.words.WordVectorOptions;
import polyad.embedding.words.WordVectors;

/** {@code polyad tool word-document-embeddings characters}: vectors of characters and words. */
final class CharactersTool implements Tool<CharactersTool.Options> {

  record Options(
      @Describe("file of the words' vectors to write: .txt or .vec, .bin, .npy")
          Optional<Path> file,
      @Describe("file of the characters' vectors to write") Optional<Path> characters,
      @Describe("characters, words, joint or composed") CharWordOptions.Mode mode,
      @Describe("length of the vectors; 1 to 10000") int dim,
      @Describe("context characters on each side; 1 to 100") int charWindow,
      @Describe("context words on each side; 1 to 100") int wordWindow,
      @Describe("rarer words have no vector of their own; 1 or more") int minCount,
      @Describe("passes over the text; 1 or more") int epochs,
      @Describe("negative samples an example; 1 or more") int negative,
      @Describe("weight of characters and words in a context: pooled or half")
          CharWordObjective.Balance balance,
      @Describe("composed: whether first, inner and last characters have tables of their own")
          boolean places) {}

  @Override
  public String name() {
    return "characters";
  }

  @Override
  public String summary() {
    return "Trains vectors of characters and words on UTF-8 files, words between blanks.";
  }

  @Override
  public Options options() {
    return new Options(
        Optional.empty(),
        Optional.empty(),
        CharWordOptions.Mode.JOINT,
        100,
        2,
        2,
        5,
        5,
        5,
        CharWordObjective.Balance.POOLED,
        false);
  }

  @Override
  public Table run(Options options, ToolJob job) throws Exception {
    if (job.files().isEmpty()) {
      throw new UsageException("expected one or more files of text, got none");
    }
    requireFile(options.file(), options.mode() != CharWordOptions.Mode.CHARACTERS, "--file");
    requireFile(options.characters(), options.mode() != CharWordOptions.Mode.WORDS, "--characters");
    CharWordOptions training =
        new CharWordOptions(
            options.mode(),
            options.dim(),
            options.charWindow(),
            options.wordWindow(),
            options.epochs(),
            options.negative(),
            0.05,
            options.balance(),
            WordVectorOptions.CbowGradient.MEAN,
            options.places(),
            job.seed());
    SegmentedCorpus corpus = SegmentedCorpus.read(job.files(), options.minCount());
    CharWordVectors vectors =
        UsageException.naming(
            job.files().getFirst(), () -> CharWordVectors.train(corpus, training));
    Table.Builder table =
        Table.of("Vectors of characters and words").columns("file", "vectors", "dim");
    save(vectors.words(), options.file(), table);
    save(vectors.characters(), options.characters(), table);
    return table.build();
  }

  private static void requireFile(Optional<Path> file, boolean trained, String option) {
    if (trained && file.isEmpty()) {
      throw new UsageException("name the file to write with %s FILE".formatted(option));
    }
    if (!trained && file.isPresent()) {
      throw new UsageException(
          "%s names a file, but the mode trains no such vectors".formatted(option));
    }
  }

  private static void save(Optional<WordVectors> vectors, Optional<Path> file, Table.Builder table)
      throws Exception {
    if (vectors.isPresent() && file.isPresent()) {
      Path out = file.get();
      vectors.get().save(out, VectorFormat.of(out));
      table.row(out.toString(), vectors.get().size(), vectors.get().dim());
    }
  }
}
