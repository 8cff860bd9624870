/**
 * Gaunt tensor products in the Fourier basis: equivariant operations in O(L³).
 *
 * <p>A vector of irreps 0..L is a function on the sphere, f = Σ x_lm Y_lm. The product of two
 * functions is a product of irreps whose coefficients are Gaunt's, proportional to Clebsch–Gordan's
 * where l₁+l₂+l₃ is even. And functions multiply cheaply: as values on a grid, or as a convolution
 * of their 2D Fourier coefficients by fast transforms ({@link polyad.geometry.GauntTensorProduct}).
 * Three classes of operations of equivariant networks come out of it:
 *
 * <ul>
 *   <li>{@link polyad.geometry.gaunt.GauntFeatureInteraction}: z = w_out·Gaunt(w₁x, w₂y) per
 *       channel and degree, and {@link polyad.geometry.gaunt.GauntSelfmix};
 *   <li>{@link polyad.geometry.gaunt.GauntConvolution}: features with harmonics of an edge, also in
 *       the frame of the edge, where the filter depends on θ alone;
 *   <li>{@link polyad.geometry.gaunt.GauntManyBody}: x, x², ..., x^ν, on which MACE's energies are
 *       built.
 * </ul>
 *
 * <p>{@link polyad.geometry.gaunt.MaceGaunt} is the force field of the paper, MACE with this
 * many-body product: atoms send features times harmonics of the edge, the sums are multiplied ν
 * times, and energies are read off the scalars; forces are −dE/dx.
 *
 * <p>Paper: S. Luo, T. Chen, A. Krishnapriyan, Enabling Efficient Equivariant Operations in the
 * Fourier Basis via Gaunt Tensor Products (ICLR 2024). Code: lsj2408/Gaunt-Tensor-Product
 * (Apache-2.0).
 */
@NullMarked
package polyad.geometry.gaunt;

import org.jspecify.annotations.NullMarked;
