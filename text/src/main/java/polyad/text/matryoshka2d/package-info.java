/**
 * Two-dimensional Matryoshka sentence embeddings (Li, Li, Li, Xie, Li: 2D Matryoshka Sentence
 * Embeddings, arXiv 2402.14776, 2024; in its revised form Espresso Sentence Embeddings, ICLR 2025;
 * official code SeanLee97/AnglE): one sentence encoder for any <em>depth</em>, stopping after n
 * Transformer layers, and any <em>width</em>, keeping the first d numbers.
 *
 * <p>Each training step runs the encoder once, draws n from 1 to N − 1 and d from 8, 16, 32, ...
 * below D, and asks the same base loss ℓ of four views of the pooled sentence vectors X, [R, D]:
 *
 * <pre>
 *   L = ℓ(X_N) + w_n·ℓ(X_n) + ℓ(X_N[:d]) + w_n·ℓ(X_n[:d]) + s·KL( softmax(X_N/τ) ‖ softmax(X_n/τ) )
 * </pre>
 *
 * <p>{@link polyad.text.matryoshka2d.TwoDimensionalLoss} is that line; {@link
 * polyad.text.matryoshka2d.AngleObjective} is the paper's ℓ, of {@link
 * polyad.text.matryoshka2d.CosineLoss}, {@link polyad.text.matryoshka2d.InBatchNegativeLoss} and
 * {@link polyad.text.matryoshka2d.AngleLoss}; any other {@link polyad.text.matryoshka2d.BaseLoss}
 * will do. {@link polyad.text.matryoshka2d.Matryoshka2d} trains; {@link
 * polyad.text.matryoshka2d.Grid} holds the scores of every depth and width.
 *
 * <p>Matryoshka representation learning (Kusupati et al., 2022) is the special case without layers:
 * ℓ(X_N) + ℓ(X_N[:d]). It shortens vectors, but every text still passes through all layers.
 */
@NullMarked
package polyad.text.matryoshka2d;

import org.jspecify.annotations.NullMarked;
