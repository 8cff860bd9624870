/**
 * Tensor decomposition networks: the Clebsch–Gordan product of low rank.
 *
 * <p>All paths (l₁, l₂, l₃) with one shared weight are a single tensor M ∈ ℝ<sup>d×d×d</sup>, d =
 * (L+1)². Written as a sum of R rank-one terms, M ≈ Σ_r a_r ⊗ b_r ⊗ c_r, the product of two feature
 * vectors is C·(Aᵀx ∘ Bᵀy): two matrix products and a multiplication, O(d·R) instead of O(d³). With
 * R = 7d it is off by a few percent, and so is the equivariance: ‖T(Dx, Dy) − DT(x, y)‖ ≤ 2‖M −
 * M̃‖·‖x‖‖y‖ for every rotation. With a rank still finite (8 for L = 1, 40 for L = 2) nothing is
 * lost.
 *
 * <p>Features are [N, (L+1)², C], components before channels, rotations only.
 *
 * <ul>
 *   <li>{@link polyad.geometry.tdn.SharedPathTensor}, {@link polyad.geometry.tdn.CpDecomposition}:
 *       M and its factors, by alternating least squares or stochastic gradients;
 *   <li>{@link polyad.geometry.tdn.SharedProduct}: one interface for the exact products, CP,
 *       Tucker, tensor train and the Gaunt grid, in five connection modes;
 *   <li>{@link polyad.geometry.tdn.TensorDecompositionNetwork}: the network of the paper, and
 *       {@link polyad.geometry.tdn.TdnForceField} with its scale;
 *   <li>{@link polyad.geometry.tdn.SchNet}, {@link polyad.geometry.tdn.PaiNN} and {@link
 *       polyad.geometry.tdn.ConvolutionNetwork}: what it is compared with.
 * </ul>
 *
 * <p>Paper: Y. Lin, C. Fu, E. Krueger, H. Yu, M. Nakata, J. Xie, E. Kucukbenli, X. Qian, S. Ji,
 * Tensor Decomposition Networks for Fast Machine Learning Interatomic Potential Computations
 * (NeurIPS 2025). Code: divelab/AIRS, OpenMol/TDN (GPL-3.0; facts only).
 */
@NullMarked
package polyad.geometry.tdn;

import org.jspecify.annotations.NullMarked;
