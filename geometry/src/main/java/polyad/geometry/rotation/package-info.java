/**
 * Continuous rotation representations: Zhou, Barnes, Lu, Yang, Li, <em>On the Continuity of
 * Rotation Representations in Neural Networks</em>, CVPR 2019; code at
 * https://github.com/papagina/RotationContinuity.
 *
 * <p>A network that must put out a rotation puts out D real numbers, and a map f turns them into a
 * matrix. Training needs the way back, g with f(g(R)) = R, to be continuous: where g jumps, close
 * rotations ask for far outputs, and the network errs by up to 180° there. With four numbers or
 * fewer g must jump somewhere; with five or six it need not (section 4):
 *
 * <pre>
 *   6D: raw (a₁, a₂)   x = a₁/‖a₁‖, z = x×a₂/‖x×a₂‖, y = z×x, R = [x y z]
 *   5D: the last four numbers of (a₁, a₂) folded into three by stereographic projection
 * </pre>
 *
 * <p>The maps themselves are in {@code polyad.algebra}; here are what trains with them and what
 * measures them:
 *
 * <ul>
 *   <li>{@link polyad.geometry.rotation.RotationHead}: features {@code [..., in]} to rotations
 *       {@code [..., 3, 3]}, the layer to put on any network;
 *   <li>{@link polyad.geometry.rotation.ContinuityReport}: how far g jumps along closed loops of
 *       rotations;
 *   <li>{@link polyad.geometry.rotation.RotationAutoencoder}: the sanity test, R to R;
 *   <li>{@link polyad.geometry.rotation.PointCloudRotationEstimator}: the rotation between two
 *       point clouds {@code [P, 3]};
 *   <li>{@link polyad.geometry.rotation.InverseKinematics}: joint rotations {@code [J, 3, 3]} from
 *       joint positions {@code [J, 3]}, with {@link polyad.geometry.rotation.ForwardKinematics} in
 *       the loss;
 *   <li>{@link polyad.geometry.rotation.RotationRepresentationsExperiment}: the paper's comparison.
 * </ul>
 */
@NullMarked
package polyad.geometry.rotation;

import org.jspecify.annotations.NullMarked;
