/**
 * BT²: Backward-compatible Training with Basis Transformation (Zhou et al., ICCV 2023, arXiv
 * 2211.03989; official code YifeiZhou02/BT-2): a new encoder whose vectors can be compared with
 * those that an old encoder left in an index, and which is as good as one trained freely.
 *
 * <p>The old model φ_old has d_o coordinates, an independently trained new one φ'_new has d_n. A
 * backbone gives b in R^(d_n + d_o); the head makes of it
 *
 * <pre>
 *   f     = b[:d_n] / |b[:d_n]|                  the free part, close to φ'_new
 *   o     = fc3(relu(b)) in R^(d_o)
 *   h     = [ o[:K] / |o[:K]| ; P (C f) ]        in R^(K + d_n)
 *   φ_new = [ Q h[:d_o] ; h[d_o:] ]              the first d_o coordinates live in the old space
 * </pre>
 *
 * <p>with P [d_n, d_n] and Q [d_o, d_o] kept exactly orthonormal as B·exp(A), A = tril(X) −
 * tril(X)ᵀ ({@link polyad.embedding.bt2.BasisTransformation}). So φ_new is a rotation of [unit
 * vector; C f]: its norm is √(1 + C²) for every sample, and nothing of f is lost. Only K dimensions
 * are added, for what the old space knows and the new one does not.
 *
 * <pre>
 *   L = CE(fc_out f, y) + λ₂ CE(φ̂_bct pᵀ, y) + λ₃ (1 − cos(φ_old, φ_bct)) + λ₁ (1 − cos(φ'_new, f))
 * </pre>
 *
 * <p>where p holds the mean old feature of every class, also of those that the old model never saw.
 * {@link polyad.embedding.bt2.BackwardCompatible} trains this and the baselines (BCT, feature
 * regression, an independent model) on images or on frozen vectors; {@link
 * polyad.retrieval.CompatibleVectorIndex} serves old and new vectors from one index.
 */
@NullMarked
package polyad.embedding.bt2;

import org.jspecify.annotations.NullMarked;
