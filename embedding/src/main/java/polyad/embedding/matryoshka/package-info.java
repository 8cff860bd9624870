/**
 * Matryoshka Representation Learning (Kusupati et al., NeurIPS 2022, arXiv 2205.13147; official
 * code RAIVNLab/MRL): train once, then cut every vector to its first m numbers.
 *
 * <p>An encoder maps x to z in R^d. For nested sizes M = {m₁ &lt; ... &lt; m_G = d} the loss is
 *
 * <pre>
 *   L = (1/N) Σ_i Σ_{m in M} c_m · CE( W^(m) z_i[1:m] + b^(m), y_i )          (eq. 1)
 * </pre>
 *
 * <p>with one head W^(m) [C, m] a size (MRL) or the first m columns of one shared W [C, d] (MRL-E).
 * Contrastive towers cut both sides, normalise the cut, and sum InfoNCE over the sizes; a masked
 * language model uses the first m columns of the tied embedding.
 *
 * <p>What nesting buys: {@link polyad.embedding.matryoshka.Cascade} classifies at the smallest size
 * that is confident; {@link polyad.retrieval.FunnelPlan} searches on a short prefix and re-ranks on
 * longer ones. {@link polyad.embedding.matryoshka.MatryoshkaModel} trains on a user's matrix and
 * labels.
 *
 * <p>Baselines in every run: separately trained encoders of each size (FF), truncated SVD of the
 * largest, its first coordinates, and random coordinates.
 */
@NullMarked
package polyad.embedding.matryoshka;

import org.jspecify.annotations.NullMarked;
