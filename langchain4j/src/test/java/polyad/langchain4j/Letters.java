package polyad.langchain4j;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import polyad.catalog.task.TextEncoder;
import polyad.embedding.words.MeanWordEncoder;
import polyad.embedding.words.Vocabulary;
import polyad.embedding.words.WordVectors;

/** Word vectors of every letter, so that any text has an embedding of its own. */
final class Letters implements TextEncoder {
  private static final int DIM = 64;
  private final MeanWordEncoder words = new MeanWordEncoder(vectors());

  private static WordVectors vectors() {
    Map<String, Integer> letters = new HashMap<>();
    for (char letter = '!'; letter <= '~'; letter++) {
      letters.put(Character.toString(letter), (int) letter);
    }
    List<String> names = List.copyOf(letters.keySet());
    float[] values = new float[names.size() * DIM];
    for (int i = 0; i < names.size(); i++) {
      var random = new java.util.SplittableRandom(letters.get(names.get(i)));
      for (int k = 0; k < DIM; k++) {
        values[i * DIM + k] = (float) random.nextGaussian();
      }
    }
    long[] counts = new long[names.size()];
    Arrays.fill(counts, 1);
    return WordVectors.of(new Vocabulary(names, counts), values, DIM);
  }

  private static List<String> spaced(List<String> texts) {
    return texts.stream().map(text -> String.join(" ", text.split("", -1))).toList();
  }

  @Override
  public int dimension() {
    return DIM;
  }

  @Override
  public float[][] encode(List<String> texts, int dimension) {
    return words.encode(spaced(texts), dimension);
  }

  @Override
  public long tokens(List<String> texts) {
    return words.tokens(spaced(texts));
  }
}
