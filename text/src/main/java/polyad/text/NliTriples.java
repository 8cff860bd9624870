package polyad.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import polyad.data.FormatException;
import polyad.data.SentencePairs;
import polyad.data.TextFiles;

/**
 * Triples from natural-language inference (Gao, Yao and Chen, 2021, arXiv 2104.08821): a premise, a
 * sentence that it entails, and one that it contradicts.
 */
public final class NliTriples {
  private static final String HEADER = "premise\thypothesis\tlabel";
  private static final String ENTAILMENT = "0";
  private static final String CONTRADICTION = "2";

  private NliTriples() {}

  /**
   * Reads tab-separated files with the columns premise, hypothesis and label, which is 0 for
   * entailment, 1 for neutral and 2 for contradiction. Of each premise the last hypothesis of
   * either kind is taken; premises that lack one are left out.
   *
   * @throws FormatException when the header or a line is another
   */
  public static SentencePairs read(Path... files) throws IOException {
    List<String> text = new ArrayList<>();
    List<String> entailed = new ArrayList<>();
    List<String> contradicted = new ArrayList<>();
    for (Path file : files) {
      hypotheses(file)
          .forEach(
              (premise, pair) -> {
                if (pair[0] != null && pair[1] != null) {
                  text.add(premise);
                  entailed.add(Objects.requireNonNull(pair[0]));
                  contradicted.add(Objects.requireNonNull(pair[1]));
                }
              });
    }
    return SentencePairs.triples(text, entailed, contradicted);
  }

  /** What each premise entails and what it contradicts. */
  private static Map<String, @Nullable String[]> hypotheses(Path file) throws IOException {
    List<String> lines = TextFiles.lines(file);
    if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
      throw new FormatException(
          file, "line 1", "another header", "premise, hypothesis, label between tabs");
    }
    Map<String, @Nullable String[]> pairs = new LinkedHashMap<>();
    for (int i = 1; i < lines.size(); i++) {
      String[] cells = lines.get(i).split("\t", -1);
      if (cells.length != 3) {
        throw new FormatException(file, "line " + (i + 1), cells.length + " cells", "3");
      }
      @Nullable String[] pair = pairs.computeIfAbsent(cells[0], p -> new @Nullable String[2]);
      if (cells[2].equals(ENTAILMENT)) {
        pair[0] = cells[1];
      } else if (cells[2].equals(CONTRADICTION)) {
        pair[1] = cells[1];
      }
    }
    return pairs;
  }
}
