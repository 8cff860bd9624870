/**
 * Geometry: rotations, frames, point clouds, molecules and graphs.
 *
 * <p>The root holds e3nn for the JVM, on the pure mathematics of {@link polyad.algebra.o3}:
 *
 * <ul>
 *   <li>{@link polyad.geometry.TensorProduct} with instructions and its factories {@code full},
 *       {@code fullyConnected} and {@code elementwise}; {@link polyad.geometry.EquivariantLinear}
 *       (e3nn's {@code o3.Linear}); {@link polyad.geometry.FullyConnectedNet}; {@link
 *       polyad.geometry.Gate}, {@link polyad.geometry.IrrepsActivation}, {@link
 *       polyad.geometry.NormActivation}, {@link polyad.geometry.IrrepsBatchNorm};
 *   <li>products of functions on the sphere, one channel of every degree: {@link
 *       polyad.geometry.CgProduct}, {@link polyad.geometry.GauntTensorProduct}, {@link
 *       polyad.geometry.MatrixTensorProduct}, {@link polyad.geometry.VectorSignalTensorProduct};
 *   <li>what every force field needs: {@link polyad.geometry.ForceField} on an {@link
 *       polyad.geometry.AtomGraph}, {@link polyad.geometry.ForceFieldSet}, {@link
 *       polyad.geometry.ForceFieldTrainer}, {@link polyad.geometry.ForceFieldModel}.
 * </ul>
 *
 * <p>Parameter names, orders of weights and factors are those of e3nn 0.5, so that its checkpoints
 * load.
 */
@NullMarked
package polyad.geometry;

import org.jspecify.annotations.NullMarked;
