/**
 * The group O(3) and its irreducible representations, in the conventions of e3nn 0.5 to the last
 * sign.
 *
 * <p>A function on the sphere turns with its argument; the functions of degree l turn among
 * themselves by a (2l+1)×(2l+1) orthogonal matrix D<sup>l</sup>(R), the <em>irrep</em> l. Features
 * of an equivariant network are stacks of such vectors ({@link polyad.algebra.o3.Irreps}), and two
 * of them multiply by the {@link polyad.algebra.o3.Wigner3j} tensors, the only bilinear maps that
 * commute with every rotation.
 *
 * <pre>{@code
 * Irreps hidden = Irreps.parse("4x0e+3x1o");
 * Tensor y = new SphericalHarmonics(3, true, Normalization.COMPONENT).forward(edges); // [E, 16]
 * Tensor turn = hidden.wignerD(rotation);                                             // [13, 13]
 * }</pre>
 *
 * <h2>Conventions</h2>
 *
 * <ul>
 *   <li>The components of l are ordered m = −l..l. <b>l = 1 is (x, y, z) itself</b> and the polar
 *       axis is <b>y</b>: α = atan2(x, z), β = acos(y/r).
 *   <li>Real harmonics without the Condon–Shortley phase: Y_lm ∝ P_l^|m|(cos β) times √2 sin(|m|α)
 *       for m &lt; 0, 1 for m = 0, √2 cos(mα) for m &gt; 0.
 *   <li>R(α, β, γ) = R_y(α) R_x(β) R_y(γ), D¹ = R and Y(Rx) = D(R) Y(x).
 *   <li>3j tensors have unit Frobenius norm; their sign is that of the Racah formula carried to the
 *       real basis. The integral of three harmonics is a non-negative multiple of them ({@link
 *       polyad.algebra.o3.GauntCoefficients}).
 *   <li>Parity p = ±1 is written e (even) and o (odd); an improper rotation multiplies by p. Irreps
 *       sort as 0o, 0e, 1o, 1e, 2o, 2e, ...
 * </ul>
 *
 * <p>Source: M. Geiger and T. Smidt, e3nn: Euclidean Neural Networks (2022), and its code.
 */
@NullMarked
package polyad.algebra.o3;

import org.jspecify.annotations.NullMarked;
