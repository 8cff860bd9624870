/**
 * Functional Bayesian Tucker decomposition: tensors whose indexes are real numbers.
 *
 * <p>y = vec(W)'(u¹(t₁) ⊗ ... ⊗ u^K(t_K)) + ε, with a Tucker core W and latent functions u^k_r ~
 * GP(0, κ_k) (CP: W is superdiagonal ones). A Matérn kernel of half-integer smoothness is a linear
 * stochastic differential equation, so the posterior of a mode's functions comes from a Kalman
 * filter and a smoother over its sorted indexes: linear cost. A sweep passes messages from
 * observations to indexes, runs the chains, then updates the core and the noise; all in closed
 * form, damped.
 *
 * <ul>
 *   <li>{@link polyad.completion.functional.MaternKernel}, {@link
 *       polyad.completion.functional.KalmanSmoother}, {@link
 *       polyad.completion.functional.StateSpaceGp}: regression in linear time;
 *   <li>{@link polyad.completion.functional.FunBat}: inference; {@link
 *       polyad.completion.functional.FunBatModel}: predictions with variances at any index, draws
 *       of functions, further observations, files.
 * </ul>
 *
 * <pre>{@code
 * FunBatConfig config = FunBatConfig.of(false, List.of(3, 3), List.of(kernel, kernel));
 * FunBatModel model = FunBat.fit(t, y, config, 1); // t [N][K], y [N]
 * FunBatModel.Prediction p = model.predict(unseen); // mean, latentVariance, variance
 * }</pre>
 *
 * <p>Paper: S. Fang, X. Yu, Z. Wang, S. Li, M. Kirby, S. Zhe, Functional Bayesian Tucker
 * Decomposition for Continuous-indexed Tensor Data (ICLR 2024). Code:
 * xuangu-fang/Functional-Bayesian-Tucker-Decomposition (MIT).
 */
@NullMarked
package polyad.completion.functional;

import org.jspecify.annotations.NullMarked;
