package polyad.embedding.words.documents;

import java.util.List;

/**
 * How well labels were predicted.
 *
 * @param accuracy share of right ones
 * @param macroF1 mean over the classes of the harmonic mean of precision and recall
 */
public record DocumentScore(double accuracy, double macroF1) {
  /** Of predictions; a class that is neither predicted nor there counts as 0. */
  public static DocumentScore of(
      List<String> predicted, List<String> expected, List<String> classes) {
    int right = 0;
    double f1 = 0;
    for (String label : classes) {
      int both = 0;
      int either = 0;
      for (int i = 0; i < expected.size(); i++) {
        boolean is = expected.get(i).equals(label);
        boolean said = predicted.get(i).equals(label);
        both += is && said ? 1 : 0;
        either += (is ? 1 : 0) + (said ? 1 : 0);
      }
      right += both;
      f1 += either == 0 ? 0 : 2.0 * both / either;
    }
    return new DocumentScore((double) right / expected.size(), f1 / classes.size());
  }
}
