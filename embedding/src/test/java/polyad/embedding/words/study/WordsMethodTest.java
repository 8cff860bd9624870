package polyad.embedding.words.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.catalog.ModelDirectory;
import polyad.catalog.Monitor;
import polyad.catalog.PredictJob;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.RunDirectory;
import polyad.catalog.RunHeader;
import polyad.catalog.Settings;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.TrainJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.data.TaggedSentences;
import polyad.data.generate.TaggedTopicSentences;
import polyad.data.generate.TopicSentences;
import polyad.data.generate.WordOrderDocuments;

/** The method's experiment, verbs and tools. */
final class WordsMethodTest {
  private static final String SLUG = "word-document-embeddings";

  @TempDir Path temp;

  @Test
  void runsAndTakesUpAgain() throws Exception {
    WordsExperiment experiment = new WordsExperiment();
    WordsExperiment.Config config = experiment.config(Profile.SMOKE);
    Path out = temp.resolve("run");
    RunDirectory directory =
        RunDirectory.create(out, new RunHeader(SLUG, Profile.SMOKE, 1, null, false), config);
    Report report = new Report(SLUG);
    experiment.run(config, new Run(directory, report, Monitor.silent()));
    assertTrue(report.checksHold(), () -> "" + report.checks());
    assertTrue(report.tables().size() >= 6, () -> "" + report.tables().size());
    Report again = new Report(SLUG);
    experiment.run(config, new Run(RunDirectory.open(out), again, Monitor.silent()));
    assertEquals(report.tables().getFirst().rows(), again.tables().getFirst().rows());
  }

  private Path corpus() throws IOException {
    return Files.write(temp.resolve("corpus.txt"), TopicSentences.DEFAULT.draw(20_000, 3));
  }

  private static <C extends Record> Table run(
      Tool<C> tool, Map<String, String> settings, Path... files) throws Exception {
    C options = Settings.with(tool.options(), settings);
    return tool.run(options, new ToolJob(List.of(files), null, 1, Monitor.silent()));
  }

  @Test
  void vectorsAreTrainedConvertedAskedAndJudged() throws Exception {
    Path vectors = temp.resolve("words.vec");
    Table made =
        run(
            new VectorsTool(),
            Map.of("file", vectors.toString(), "dim", "12", "epochs", "2"),
            corpus());
    int words = (Integer) made.rows().getFirst().get(0);
    Path binary = temp.resolve("words.bin");
    Table converted = run(new ConvertTool(), Map.of("file", binary.toString()), vectors);
    assertEquals(words, converted.rows().getFirst().get(0));
    String word = Files.readAllLines(vectors).get(1).split(" ", -1)[0];
    Table near = run(new NearTool(), Map.of("words", word, "k", "3"), binary);
    assertEquals(3, near.rows().size());
    String other = (String) near.rows().getFirst().get(0);

    Path pairs =
        Files.writeString(temp.resolve("pairs.txt"), word + "\t" + other + "\t9\nno\tsuch\t1\n");
    Path synonyms =
        Files.writeString(
            temp.resolve("synonyms.txt"), "%s %s no such words\n".formatted(word, other));
    EvalTool eval = new EvalTool();
    Table judged =
        eval.run(
            new EvalTool.Options(List.of(pairs), Optional.empty(), Optional.of(synonyms)),
            new ToolJob(List.of(binary), null, 1, Monitor.silent()));
    assertEquals(1, judged.rows().getFirst().get(3), "asked");
    assertEquals(1, judged.rows().getFirst().get(4), "unknown");
    assertEquals(1, judged.rows().get(1).get(4), "synonyms with unknown words");
    assertThrows(UsageException.class, () -> run(eval, Map.of(), binary));
    assertThrows(UsageException.class, () -> run(new NearTool(), Map.of("words", "a,b"), binary));
  }

  @Test
  void rawTextIsSegmentedAndItsCharactersAreTrained() throws Exception {
    Path raw =
        Files.writeString(
            temp.resolve("raw.txt"), "\u6211\u662f\u4e2d\u56fd\u4eba\u3002\n".repeat(30));
    Path segmented = temp.resolve("segmented.txt");
    Table made = run(new SegmentTool(), Map.of("file", segmented.toString()), raw);
    assertEquals(List.of(30L, 150L), made.rows().getFirst());
    assertEquals(
        "\u6211 \u662f \u4e2d\u56fd \u4eba \u3002", Files.readAllLines(segmented).getFirst());
    Path words = temp.resolve("zh.vec");
    Path letters = temp.resolve("zh-characters.vec");
    Map<String, String> files =
        Map.of("file", words.toString(), "characters", letters.toString(), "dim", "6");
    Table trained = run(new CharactersTool(), files, segmented);
    assertEquals(List.of(words.toString(), 5, 6), trained.rows().get(0));
    assertEquals(List.of(letters.toString(), 6, 6), trained.rows().get(1));
    assertThrows(
        UsageException.class,
        () -> run(new CharactersTool(), Map.of("file", words.toString()), segmented));
    assertThrows(
        UsageException.class,
        () -> run(new CharactersTool(), Map.of("mode", "characters", "file", "x.vec"), segmented));
    assertThrows(UsageException.class, () -> run(new SegmentTool(), Map.of(), raw));
  }

  private Path conll(String name, long seed) throws IOException {
    TaggedSentences names = TaggedTopicSentences.names(TopicSentences.DEFAULT, 600, seed);
    StringBuilder text = new StringBuilder();
    for (int s = 0; s < names.size(); s++) {
      for (int i = 0; i < names.words().get(s).size(); i++) {
        text.append(names.words().get(s).get(i)).append(" _ ");
        text.append(names.tags().get(s).get(i)).append('\n');
      }
      text.append('\n');
    }
    return Files.writeString(temp.resolve(name), text);
  }

  @Test
  void taggersLearnFromConllFiles() throws Exception {
    Path vectors = temp.resolve("tag.vec");
    run(new VectorsTool(), Map.of("file", vectors.toString(), "dim", "12"), corpus());
    Path train = conll("train.conll", 1);
    Path test = conll("test.conll", 2);
    Table judged =
        run(
            new TaggerTool(),
            Map.of("train", train.toString(), "test", test.toString(), "epochs", "2"),
            vectors);
    double accuracy = (Double) judged.rows().getFirst().get(1);
    assertTrue(accuracy > 0.2 && accuracy <= 1, "" + accuracy);
    assertThrows(
        UsageException.class,
        () -> run(new TaggerTool(), Map.of("train", train.toString()), vectors));
    Path empty = Files.writeString(temp.resolve("empty.conll"), "\n");
    assertThrows(
        UsageException.class,
        () ->
            run(
                new TaggerTool(),
                Map.of("train", empty.toString(), "test", test.toString()),
                vectors));
  }

  private TrainJob job(Path data, Path out) {
    return new TrainJob(SLUG, List.of(data), null, out, false, 1, Monitor.silent());
  }

  @Test
  void classifiersTrainAndPredictOnFiles() throws Exception {
    var texts = WordOrderDocuments.DEFAULT.draw(200, WordOrderDocuments.Place.ANY, 1);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < texts.size(); i++) {
      lines.append(texts.labels().get(i)).append('\t').append(texts.texts().get(i)).append('\n');
    }
    Path data = Files.writeString(temp.resolve("labelled.tsv"), lines);
    Path out = temp.resolve("model");
    DocumentTrainVerb verb = new DocumentTrainVerb();
    verb.train(Settings.with(verb.trainConfig(), Map.of("kind", "bigrams-lr")), job(data, out));
    Path asked = Files.write(temp.resolve("texts.txt"), texts.texts());
    Table predicted =
        new DocumentPredictVerb()
            .predict(
                new DocumentPredictVerb().predictOptions(),
                ModelDirectory.open(out),
                new PredictJob(List.of(asked), Monitor.silent()));
    int right = 0;
    for (int i = 0; i < texts.size(); i++) {
      right += predicted.rows().get(i).get(1).equals(texts.labels().get(i)) ? 1 : 0;
    }
    assertTrue(right > 190, right + " of 200");
  }

  @Test
  void treesAreLearnedAndPredicted() throws Exception {
    String good = "(1 (1 very) (1 good))\n";
    String bad = "(0 (0 (0 not) (0 very)) (0 bad))\n";
    Path data = Files.writeString(temp.resolve("trees.txt"), (good + bad).repeat(20));
    Path out = temp.resolve("trees-model");
    DocumentTrainVerb verb = new DocumentTrainVerb();
    verb.train(
        Settings.with(verb.trainConfig(), Map.of("kind", "recursive", "epochs", "20")),
        job(data, out));
    Path asked = Files.writeString(temp.resolve("asked.txt"), bad + good);
    DocumentPredictVerb predict = new DocumentPredictVerb();
    Table predicted =
        predict.predict(
            predict.predictOptions(),
            ModelDirectory.open(out),
            new PredictJob(List.of(asked), Monitor.silent()));
    assertEquals("0", predicted.rows().get(0).get(1));
    assertEquals("1", predicted.rows().get(1).get(1));
    Path plain = Files.writeString(temp.resolve("plain.txt"), "very good\n");
    var e =
        assertThrows(
            UsageException.class,
            () ->
                predict.predict(
                    predict.predictOptions(),
                    ModelDirectory.open(out),
                    new PredictJob(List.of(plain), Monitor.silent())));
    assertTrue(String.valueOf(e.getMessage()).contains("no trees"), e.getMessage());
    assertThrows(
        UsageException.class,
        () -> verb.train(verb.trainConfig(), job(data, temp.resolve("another"))));
  }

  @Test
  void wrongFilesLeaveNothing() throws Exception {
    Path out = temp.resolve("model");
    DocumentTrainVerb verb = new DocumentTrainVerb();
    Path one = Files.writeString(temp.resolve("one.tsv"), "yes\ta text\nyes\tanother\n");
    var classes =
        assertThrows(UsageException.class, () -> verb.train(verb.trainConfig(), job(one, out)));
    assertTrue(String.valueOf(classes.getMessage()).contains("one.tsv"), classes.getMessage());
    Path bare = Files.writeString(temp.resolve("bare.tsv"), "no tab here\n");
    var tab = assertThrows(IOException.class, () -> verb.train(verb.trainConfig(), job(bare, out)));
    assertTrue(String.valueOf(tab.getMessage()).contains("line 1"), tab.getMessage());
    assertFalse(Files.exists(out));
    Path empty = Files.writeString(temp.resolve("empty.txt"), "");
    assertThrows(
        Exception.class,
        () -> run(new VectorsTool(), Map.of("file", temp.resolve("v.vec").toString()), empty));
    assertFalse(Files.exists(temp.resolve("v.vec")));
  }
}
