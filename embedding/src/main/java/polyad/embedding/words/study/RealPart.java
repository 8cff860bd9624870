package polyad.embedding.words.study;

import java.util.Optional;
import polyad.catalog.Run;

/**
 * Public texts: models, texts, passes and sizes by tests of words, by features and by initial
 * values of a network; every document model on four sets; Chinese.
 */
final class RealPart {
  private RealPart() {}

  /** Reports, where the sets are at hand. */
  static void report(Run run, int seeds) throws Exception {
    Optional<RealTexts> texts = RealTexts.open(run.data());
    if (texts.isEmpty()) {
      run.info("the sets of texts and tests are not at hand: generated language only");
    } else {
      run.report().section("Public texts");
      RealStudy study = new RealStudy(run, texts.get(), seeds);
      new RealGuidelines(study).report();
      new RealDocuments(study).report();
    }
    Optional<ChineseTexts> chinese = ChineseTexts.open(run.data());
    if (chinese.isEmpty()) {
      run.info("the Chinese sets are not at hand: generated characters only");
    } else {
      run.report().section("Chinese");
      new ChinesePart(run, chinese.get(), seeds).report();
    }
  }
}
