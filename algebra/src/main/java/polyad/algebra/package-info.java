/**
 * Structures as pure functions on tensors: no state, no training.
 *
 * <h2>Rotations</h2>
 *
 * <p>A network puts out D numbers; a {@link polyad.algebra.RotationMap} turns them into a rotation
 * (f) and a rotation back into numbers (g), with f(g(R)) = R. The map is <em>continuous</em> in the
 * sense of Zhou, Barnes, Lu, Yang and Li (On the Continuity of Rotation Representations in Neural
 * Networks, CVPR 2019, section 3) when g is: then a network that must put out g(R) has no jump to
 * learn. No representation of SO(3) with four or fewer numbers is continuous; five and six suffice.
 *
 * <pre>{@code
 * Tensor raw = head.forward(features);                          // [N, 6]
 * Tensor rotation = RotationRepresentation.ORTHO6D.toMatrix(raw); // [N, 3, 3]
 * Tensor loss = Rotations.geodesicStable(rotation, target).mean();
 * }</pre>
 *
 * <ul>
 *   <li>{@link polyad.algebra.RotationRepresentation}: the eleven maps onto SO(3) that the paper
 *       compares;
 *   <li>{@link polyad.algebra.SpecialOrthogonal}: SO(n) in n²−n−k numbers by Gram–Schmidt and k
 *       stereographic projections; {@link polyad.algebra.SkewExponential}: the n(n−1)/2 numbers of
 *       the exponential map; {@link polyad.algebra.OrthogonalGroup}: O(n);
 *   <li>{@link polyad.algebra.Similarity}: rotation, scale and translation;
 *   <li>{@link polyad.algebra.Rotations}: random rotations, distances, slerp, exponential and
 *       logarithm, quaternions; {@link polyad.algebra.Polar}: the nearest rotation with a safe
 *       gradient.
 * </ul>
 *
 * <p>Conventions: batch dimensions first; matrices act on columns; the axes of a frame are the
 * <em>columns</em> of its matrix; quaternions are (w, x, y, z); angles are in radians. Every map
 * has derivatives.
 */
@NullMarked
package polyad.algebra;

import org.jspecify.annotations.NullMarked;
