package polyad.embedding.words.documents;

import java.util.Arrays;
import java.util.List;
import polyad.tensor.DType;
import polyad.tensor.Tensor;

/** Documents of different lengths, padded with word 0 to one width. */
public final class DocumentBatch {
  private final int[][] documents;
  private final int width;
  private final List<Merges> trees;

  /**
   * Documents as numbers of words.
   *
   * @param documents one or more words each
   * @param width padded length L, at least that of the longest
   * @param trees a binary tree of each, or none
   * @throws IllegalArgumentException when a document is empty or longer than the width
   */
  public DocumentBatch(int[][] documents, int width, List<Merges> trees) {
    for (int[] document : documents) {
      if (document.length == 0 || document.length > width) {
        throw new IllegalArgumentException(
            "a document has %d words, allowed: 1 to %d".formatted(document.length, width));
      }
    }
    if (!trees.isEmpty() && trees.size() != documents.length) {
      throw new IllegalArgumentException(
          "%d documents have %d trees".formatted(documents.length, trees.size()));
    }
    this.documents = documents;
    this.width = width;
    this.trees = List.copyOf(trees);
  }

  /** As wide as the longest document. */
  public static DocumentBatch of(int[][] documents) {
    int longest = Arrays.stream(documents).mapToInt(d -> d.length).max().orElse(1);
    return new DocumentBatch(documents, longest, List.of());
  }

  int size() {
    return documents.length;
  }

  int width() {
    return width;
  }

  int length(int document) {
    return documents[document].length;
  }

  int[] words(int document) {
    return documents[document];
  }

  /** The documents' trees, empty when none were given. */
  List<Merges> trees() {
    return trees;
  }

  /** [B, L]. */
  Tensor tokens() {
    return fill((document, at) -> document[at]);
  }

  /** The words of each document from its last to its first, [B, L]. */
  Tensor reversedTokens() {
    return fill((document, at) -> document[document.length - 1 - at]);
  }

  /** Where each position stands in the reversed document, [B, L]. */
  Tensor reversal() {
    return fill((document, at) -> document.length - 1 - at);
  }

  /** The last positions, [B]. */
  Tensor last() {
    long[] last = Arrays.stream(documents).mapToLong(d -> d.length - 1L).toArray();
    return Tensor.of(last, last.length);
  }

  /** The lengths, [B, 1]. */
  Tensor lengths(DType dtype) {
    double[] lengths = Arrays.stream(documents).mapToDouble(d -> d.length).toArray();
    return Tensor.of(lengths, lengths.length, 1).to(dtype);
  }

  /** 1 up to a document's end, then 0, [B, L, 1]. */
  Tensor mask(DType dtype) {
    return fill((document, at) -> 1).unsqueeze(-1).to(dtype);
  }

  @FunctionalInterface
  private interface Entry {
    long at(int[] document, int position);
  }

  private Tensor fill(Entry entry) {
    long[] values = new long[documents.length * width];
    for (int b = 0; b < documents.length; b++) {
      for (int i = 0; i < documents[b].length; i++) {
        values[b * width + i] = entry.at(documents[b], i);
      }
    }
    return Tensor.of(values, documents.length, width);
  }
}
