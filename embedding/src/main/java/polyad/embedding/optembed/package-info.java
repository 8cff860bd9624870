/**
 * OptEmbed: Learning Optimal Embedding Table for Click-through Rate Prediction (Lyu et al., CIKM
 * 2022, arXiv 2208.04482; official code fuyuanlyu/OptEmbed).
 *
 * <p>A click log has m categorical fields; field i has n_i values, n in all, and a model looks each
 * value up in one table E [n, D]. Most of that table is waste: rare values never learn anything,
 * and small fields need few dimensions. OptEmbed finds which rows and how many dimensions of each
 * field to keep, and leaves a table that is really smaller, not a mask.
 *
 * <pre>
 * xe = S(‖e_v‖ − t) · M_d · e_v      [B, m, D]
 *   S    hard step with a surrogate derivative; t a learned threshold of the field (or of the value)
 *   M_d  the first d of D dimensions
 * loss = log loss + α Σ exp(−t)
 * </pre>
 *
 * <ol>
 *   <li><b>Supernet.</b> For every sample and field d is drawn uniformly from 1..D, so that all
 *       candidates are trained alike, while the thresholds rise and prune rows. Adam is dense over
 *       the whole table with L2 in the gradient: rows absent from a batch shrink too, which is what
 *       prunes rare values. A lazy or decoupled optimiser would break the method.
 *   <li><b>Evolution.</b> With the weights frozen, mutation and crossover search the m dimensions
 *       with the best validation AUC.
 *   <li><b>Retraining</b> from the same initial weights with rows and dimensions fixed.
 *   <li><b>Export.</b> {@link polyad.embedding.optembed.CompactEmbedding}: per field a bitmap of
 *       the kept values and a matrix [kept_i, d_i]; an id is found by its rank in the bitmap.
 * </ol>
 *
 * <p>{@link polyad.embedding.optembed.CtrNetwork} holds the weights under official names and the
 * five base models (FM, DeepFM, FNN, IPNN, DCN), {@link polyad.embedding.optembed.SuperNet} the
 * learned masks, {@link polyad.embedding.optembed.MaskedNet} the fixed ones, {@link
 * polyad.embedding.optembed.OptEmbed} the phases.
 */
@NullMarked
package polyad.embedding.optembed;

import org.jspecify.annotations.NullMarked;
