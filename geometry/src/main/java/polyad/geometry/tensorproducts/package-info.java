/**
 * The price of freedom: which tensor product, what it can compute and what it costs.
 *
 * <p>An equivariant network multiplies features by a bilinear map that commutes with rotations. The
 * Clebsch–Gordan product keeps a weight for each path (l₁, l₂, l₃), O(L⁶); the Gaunt product
 * multiplies functions on the sphere, O(L³), but ties the paths together and loses the odd ones,
 * the cross product among them. So the products are <em>different operations</em>, and speed is
 * bought with expressivity. This package measures both:
 *
 * <ul>
 *   <li>{@link polyad.geometry.tensorproducts.Expressivity}: the dimension of the bilinear maps a
 *       product can express, and which triples it lets interact;
 * </ul>
 *
 * <p>The paper trains MACE with the Gaunt product, so its force field is taken from {@link
 * polyad.geometry.gaunt}.
 *
 * <p>The toolbox itself is {@link polyad.algebra.o3} and {@link polyad.geometry}.
 *
 * <p>Paper: Y. Xie, A. Daigavane, M. Kotak, T. Smidt, The Price of Freedom: Exploring Expressivity
 * and Runtime Tradeoffs in Equivariant Tensor Products (ICML 2025). Code:
 * atomicarchitects/PriceofFreedom; conventions: e3nn/e3nn 0.5.1 (MIT).
 */
@NullMarked
package polyad.geometry.tensorproducts;

import org.jspecify.annotations.NullMarked;
