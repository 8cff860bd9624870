package polyad.embedding.relative;

import polyad.tensor.Tensor;

/**
 * Samples as seen from anchors.
 *
 * @param vectors [n, k]
 * @param anchors hash of the anchors, {@link Anchors#hash}
 */
public record RelativeSpace(Tensor vectors, String anchors) {}
