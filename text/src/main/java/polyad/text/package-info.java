/**
 * Sentence encoders.
 *
 * <p>A text becomes tokens, tokens become vectors, and one vector stands for the text:
 *
 * <pre>
 *   ids [B, L] --{@link polyad.text.Bert}--> H_0, ..., H_N, each [B, L, D]
 *              --{@link polyad.text.Pooling}--> [B, D] --{@link polyad.text.Dense}, cut, normalise--> [B, d]
 * </pre>
 *
 * <p>{@link polyad.text.Bert} is the Transformer of BERT (Devlin et al., 2019, arXiv 1810.04805)
 * and of DistilBERT (Sanh et al., 2019, arXiv 1910.01108) under the names of Hugging Face
 * Transformers; layers beyond the one asked for are not run. {@link polyad.text.Tokenizer} is
 * either {@link polyad.text.WordPiece} with a {@code vocab.txt}, which {@link
 * polyad.text.WordPieceTrainer} can also learn from a corpus, or a user's {@code tokenizer.json}.
 * {@link polyad.text.SentenceEncoder} joins them and reads and writes the directories of
 * sentence-transformers, so that models go to and fro between Polyad and Python.
 */
@NullMarked
package polyad.text;

import org.jspecify.annotations.NullMarked;
