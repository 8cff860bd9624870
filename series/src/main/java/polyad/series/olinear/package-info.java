/**
 * OLinear: A Linear Model for Time Series Forecasting in Orthogonally Transformed Domain (Yue et
 * al., NeurIPS 2025, arXiv 2505.08550; official code jackyue1994/OLinear).
 *
 * <p>The steps of a window are strongly correlated, which makes maps of them hard to learn. Let Σ
 * be the correlation matrix of the T steps of a window, averaged over variates, and Σ = Qᵀ diag(λ)
 * Q its eigendecomposition with eigenvectors as rows of Q. <b>OrthoTrans</b> is z = Qx; its
 * coordinates are uncorrelated on the training rows. As Q is orthogonal and linear maps surround
 * it, the model can express nothing new: what changes is how easily it is trained.
 *
 * <p>Variates are mixed by <b>NormLin</b>, h ← A v(h) with A = softplus(W) divided by its row sums:
 * a learned matrix that is positive, sums to 1 in every row, and does not depend on the input,
 * unlike attention's. It needs 2ND² + N²D multiply-adds a sample where attention needs twice that.
 *
 * <pre>
 * x [B, T, N] → normalise each window → N series of T steps, d copies e₁x, ..., e_dx
 *   → z = xQᵀ + δ₁ → linear d·T → D → L encoder layers → linear D → d·τ
 *   → y = zQ_out + δ₂ → linear τ·d → F → GELU → linear F → τ → undo the normalisation [B, τ, N]
 * encoder layer: h ← norm(h + out(A v(h)));  h ← norm(h + conv₂ gelu conv₁ h)
 * </pre>
 *
 * <p>{@link polyad.series.olinear.OLinear} is the network, {@link
 * polyad.series.olinear.OLinearConfig} its sizes and the ablations' choices, {@link
 * polyad.series.olinear.OLinearBuilder} fits Q on training rows, {@link
 * polyad.series.olinear.OLinearCheckpoint} reads and writes official names, {@link
 * polyad.series.olinear.OLinearForecaster} is a trained model with its scaler. The parts that other
 * forecasters take, {@link polyad.series.OrthoTrans}, {@link polyad.series.OrthoForecaster} and
 * {@link polyad.series.NormLin}, are in the package above.
 */
@NullMarked
package polyad.series.olinear;

import org.jspecify.annotations.NullMarked;
