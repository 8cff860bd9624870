package polyad.embedding.words.study;

import java.util.List;
import polyad.embedding.words.WordVectors;
import polyad.tensor.Tensor;

/** Texts as the means of their words' vectors. */
final class TextMeans {
  private TextMeans() {}

  /**
   * The mean of the known items of each text; zero where none is known.
   *
   * @return [texts, d]
   */
  static Tensor of(WordVectors vectors, List<List<String>> texts) {
    float[][] means = new float[texts.size()][vectors.dim()];
    for (int i = 0; i < means.length; i++) {
      int known = 0;
      for (String item : texts.get(i)) {
        int id = vectors.vocabulary().indexOf(item);
        if (id >= 0) {
          known++;
          float[] vector = vectors.vector(id);
          for (int k = 0; k < vector.length; k++) {
            means[i][k] += vector[k];
          }
        }
      }
      for (int k = 0; known > 0 && k < means[i].length; k++) {
        means[i][k] /= known;
      }
    }
    return Tensor.of(means);
  }
}
