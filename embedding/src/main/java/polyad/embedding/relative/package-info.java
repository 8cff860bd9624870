/**
 * Relative representations: encoders that were trained apart, compared and joined without training.
 *
 * <p>Two encoders of the same data often differ by little more than a rotation and a scale. So a
 * sample is described by its similarity to a fixed set of anchor samples a_1..a_k, each encoded by
 * the encoder at hand,
 *
 * <pre>
 *   r(x) = (sim(e(x), e(a_1)), ..., sim(e(x), e(a_k)))          [n, d], [k, d] to [n, k]
 * </pre>
 *
 * <p>which with the cosine does not change when e is rotated or scaled. A head trained on r of one
 * encoder then works on r of another, of another width as well. {@link
 * polyad.embedding.relative.Projection} is the similarity, {@link
 * polyad.embedding.relative.RelativeLayer} the layer of a network, {@link
 * polyad.embedding.relative.Anchors} the choice of anchors, {@link
 * polyad.embedding.relative.LatentSimilarity} the comparison of two spaces and {@link
 * polyad.embedding.relative.AbsoluteAligner} what needs fitting instead.
 *
 * <p>After Moschella et al., "Relative representations enable zero-shot latent space
 * communication", ICLR 2023 (arXiv 2209.15430); official code lucmos/relreps.
 */
@NullMarked
package polyad.embedding.relative;

import org.jspecify.annotations.NullMarked;
