/**
 * Word vectors by seven models in one trainer, and characters trained with words (Lai: Word and
 * Document Embeddings based on Neural Network Approaches, thesis, 2016, arXiv 1611.05962; code of
 * its comparison: licstar/compare).
 *
 * <p>A text is a sequence of words w_1..w_T, each with a vector e(w) [d]. The target w stands among
 * its context c: up to {@code window} words on each side. A score s(w, c) is raised for words that
 * occur and lowered for drawn ones:
 *
 * <pre>
 * skip-gram  e(c_j)·e'(w), an example a context word
 * CBOW       mean_j e(c_j) · e'(w)
 * Order      [e(c_1); ..; e(c_2k)] · e'(w)                        e' [2k·d]
 * LBL        H [e(c_1); ..; e(c_2k)] · e'(w)                      H [h, 2k·d], e' [h]
 * NNLM       tanh(H [e(c_1); ..; e(c_2k)]) · e'(w)
 * C&amp;W        u · tanh(H [e(c_1); ..; e(w); ..; e(c_2k)])          H [h, (2k+1)·d]
 * GloVe      e(w)·ẽ(c) + b_w + b̃_c fitted to log X by ½ f(X)(s − log X)²
 * loss       −log σ(s) − Σ_k log σ(−s_k); C&amp;W: Σ_k max(0, 1 − s + s_k)
 * </pre>
 *
 * <p>Skip-gram and GloVe fit one matrix: {@link polyad.embedding.words.SkipGramGloveRelation} has
 * the losses and identities. {@link polyad.embedding.words.CharWordVectors} trains characters and
 * words in one space: the mean of the characters and words around a character or a word predicts
 * it.
 *
 * <p>Vectors are judged by tests of words ({@link polyad.embedding.words.WordEvaluation}:
 * similarity, analogies, synonyms), as features and as initial values ({@link
 * polyad.embedding.words.WordTagger}, {@link polyad.embedding.words.WordSegmenter}). {@link
 * polyad.embedding.words.SmartChinese} finds the words of raw Chinese.
 *
 * <p>{@link polyad.embedding.words.WordVectors} trains, asks and stores; the trainer is plain
 * arrays with SIMD instructions and threads without locks. Documents are in {@link
 * polyad.embedding.words.documents}.
 */
@NullMarked
package polyad.embedding.words;

import org.jspecify.annotations.NullMarked;
