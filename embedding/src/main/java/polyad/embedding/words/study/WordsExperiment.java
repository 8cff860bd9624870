package polyad.embedding.words.study;

import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.Experiment;
import polyad.catalog.Profile;
import polyad.catalog.Run;

/** Models of words, their relation, characters with words, and documents, on generated texts. */
public final class WordsExperiment implements Experiment<WordsExperiment.Config> {
  /** How much to do. */
  public record Config(
      @Describe("words of the large text; 1000 or more") int tokens,
      @Describe("words of the small text, on which models are compared; 1000 or more")
          int smallTokens,
      @Describe("passes over both; 1 or more") int epochs,
      @Describe("sentences of the text of characters; 100 or more") int sentences,
      @Describe("documents whose class is an order of words; 100 or more") int documents,
      @Describe("passes over the documents; 1 or more") int documentEpochs,
      @Describe("seeds of the document models; 1 or more") int seeds,
      @Describe("longest document that is timed; 64 or more") int longest,
      @Describe("words of the matrix of the relation; 4 or more") int relationWords) {
    /** Checks the numbers. */
    public Config {
      ConfigChecks.atLeast("tokens", tokens, 1000);
      ConfigChecks.atLeast("smallTokens", smallTokens, 1000);
      ConfigChecks.atLeast("epochs", epochs, 1);
      ConfigChecks.atLeast("sentences", sentences, 100);
      ConfigChecks.atLeast("documents", documents, 100);
      ConfigChecks.atLeast("documentEpochs", documentEpochs, 1);
      ConfigChecks.atLeast("seeds", seeds, 1);
      ConfigChecks.atLeast("longest", longest, 64);
      ConfigChecks.atLeast("relationWords", relationWords, 4);
    }
  }

  /** Cheap. */
  public WordsExperiment() {}

  @Override
  public Config config(Profile profile) {
    return switch (profile) {
      case SMOKE -> new Config(20_000, 10_000, 1, 400, 200, 1, 1, 64, 6);
      case QUICK -> new Config(600_000, 200_000, 5, 4000, 6000, 8, 1, 256, 24);
      case FULL -> new Config(600_000, 200_000, 5, 8000, 6000, 8, 3, 512, 40);
    };
  }

  @Override
  public void run(Config config, Run run) throws Exception {
    new ModelsPart(config, run).report();
    new RelationPart(config, run).report();
    new CharactersPart(config, run).report();
    new DocumentsPart(config, run).report();
    if (run.profile() == Profile.FULL) {
      RealPart.report(run, config.seeds());
    }
  }
}
