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
 * encoder then works on r of another, of another width as well, and vectors of both can be kept in
 * one index.
 *
 * <ul>
 *   <li>{@link polyad.embedding.relative.Anchors}: which samples, in which order, and a hash of
 *       that; {@link polyad.embedding.relative.Projection}: the similarity.
 *   <li>{@link polyad.embedding.relative.RelativeProjection}: both, for vectors that are there
 *       already; {@link polyad.embedding.relative.RelativeIndex}: on disk.
 *   <li>{@link polyad.embedding.relative.RelativeLayer} and {@link
 *       polyad.embedding.relative.SubspaceRelativeLayer}: as a part of a network, with the options
 *       of {@link polyad.embedding.relative.RelativeConfig}.
 *   <li>{@link polyad.embedding.relative.RelativeModel}: an encoder and a head trained together;
 *       {@link polyad.embedding.relative.Stitch}: one's encoder before another's head.
 *   <li>{@link polyad.embedding.relative.LatentSimilarity}: two spaces compared; {@link
 *       polyad.embedding.relative.AbsoluteAligner}: what needs fitting instead.
 * </ul>
 *
 * <p>In a network the options act in this order: anchors are drawn, samples and anchors mapped,
 * normalised and made coarse, compared, averaged by class, the similarities made coarse, read as
 * values, and the result normalised.
 *
 * <p>After Moschella et al., "Relative representations enable zero-shot latent space
 * communication", ICLR 2023 (arXiv 2209.15430); official code lucmos/relreps.
 */
@NullMarked
package polyad.embedding.relative;

import org.jspecify.annotations.NullMarked;
