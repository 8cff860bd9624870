package polyad.text.matryoshka2d;

import polyad.data.SentencePairs;
import polyad.data.generate.ParaphraseLanguage;
import polyad.text.WordPiece;
import polyad.text.WordPieceTrainer;

/**
 * Data of one comparison.
 *
 * @param name in tables and files
 * @param train pairs or triples
 * @param test scored pairs
 * @param tokenizer learned on the training sentences
 */
record Examples(String name, SentencePairs train, SentencePairs test, WordPiece tokenizer) {
  private static final int VOCABULARY = 8192;

  /** Examples whose vocabulary is learned from the training part. */
  static Examples of(String name, SentencePairs train, SentencePairs test, int minFrequency) {
    WordPiece tokenizer = WordPieceTrainer.train(train.sentences(), VOCABULARY, minFrequency, true);
    return new Examples(name, train, test, tokenizer);
  }

  /** The language of paraphrases. */
  static Examples language(int triples, int testPairs, long seed) {
    return of(
        "paraphrase language",
        ParaphraseLanguage.DEFAULT.triples(triples, seed),
        ParaphraseLanguage.DEFAULT.scored(testPairs, seed + 1_000_003),
        1);
  }
}
