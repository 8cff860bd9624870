package polyad.geometry.tdn;

import polyad.tensor.Tensor;

/**
 * Edges of a batch.
 *
 * @param source [E], the neighbour
 * @param target [E], the centre
 * @param harmonics [E, d, 1]
 * @param radial [E, gaussians]
 */
record EdgeFeatures(Tensor source, Tensor target, Tensor harmonics, Tensor radial) {}
