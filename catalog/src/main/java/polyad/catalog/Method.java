package polyad.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A published method. Implementations are public, have a public constructor without arguments, are
 * cheap to create and touch no tensor until one of their verbs is carried out.
 */
public interface Method {
  /** What it is and where it comes from. */
  MethodCard card();

  /** Trains the method and the baselines it is said to beat, and judges the outcome. */
  Experiment<?> experiment();

  /** Training on the user's data: {@code polyad train}. */
  default Optional<Trainable<?>> trainable() {
    return Optional.empty();
  }

  /** Prediction with a trained model: {@code polyad predict}. */
  default Optional<Predictable<?>> predictable() {
    return Optional.empty();
  }

  /** Completion of a tensor with a trained model: {@code polyad complete}. */
  default Optional<Completable<?>> completable() {
    return Optional.empty();
  }

  /** Embeddings from a trained model: {@code polyad encode}, {@code index}, {@code search}. */
  default Optional<Encodable> encodable() {
    return Optional.empty();
  }

  /**
   * Embeddings of texts from a trained model: {@code polyad encode}, {@code index}, {@code search},
   * {@code serve}.
   */
  default Optional<TextEncodable> textEncodable() {
    return Optional.empty();
  }

  /** Verbs of its own: {@code polyad tool <slug> <name>}. */
  default List<Tool<?>> tools() {
    return List.of();
  }
}
