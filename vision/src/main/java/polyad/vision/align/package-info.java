/**
 * ALIGN: pictures and texts in one space, learned from noisy pairs.
 *
 * <p>Jia et al., <i>Scaling Up Visual and Vision-Language Representation Learning With Noisy Text
 * Supervision</i>, ICML 2021, arXiv 2102.05918.
 *
 * <p>Two towers, one for pictures and one for texts, give unit vectors u_i and v_j. With a learned
 * temperature σ the logits are s_ij = u_i·v_j/σ, and each picture has to find its own text among
 * those of the batch, and each text its picture ({@link polyad.vision.align.AlignLoss}):
 *
 * <pre>
 *   pixels --{@link polyad.vision.align.ImageEncoder}--> u [N, D] ┐
 *                                       s = u·vᵀ/σ [N, N] → cross-entropy along rows and columns
 *   tokens --{@link polyad.vision.align.AlignTextEncoder}--> v [N, D] ┘
 * </pre>
 *
 * <p>Both directions count; the targets are smoothed; σ divides. The trained space answers
 * zero-shot classification ({@link polyad.vision.align.ZeroShot}), retrieval both ways ({@link
 * polyad.vision.align.RetrievalRecall}) and queries that add or take away words from a picture
 * ({@link polyad.vision.align.ComposedQuery}). {@link polyad.vision.align.NestedPairLoss} makes
 * every prefix of the vectors one of its own, for funnel searches. What the paper claims is
 * measured in {@link polyad.vision.align.study}.
 */
@NullMarked
package polyad.vision.align;

import org.jspecify.annotations.NullMarked;
