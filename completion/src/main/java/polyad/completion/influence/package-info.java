/**
 * DAIN: Influence-guided Data Augmentation for Neural Tensor Completion (Oh, Kim, Rossi, Kumar,
 * CIKM 2021, arXiv 2108.10248; official code srijankr/DAIN).
 *
 * <p>A neural completer over-fits where cells are few. DAIN adds synthetic cells there where they
 * matter for the validation cells:
 *
 * <pre>
 * 1. train a network on the observed cells, ŷ = w·h + b with h [B, h] its last hidden vector; keep
 *    the weights after the best epoch b
 * 2. cell importance   s_c = Σ_{e ≤ b} w_e ⟨g_e(c), G_e⟩,  g = (ŷ − y) h,  G_e = Σ_validation g
 *                      importance_c = | s_c / max s |
 * 3. entity importance α^k_j = Σ_{c: i_k = j} importance_c / Σ_c importance_c    [K][n_k]
 * 4. ratio·n new cells: every index drawn independently from its mode's α^k, values predicted
 * 5. train a new network on observed and new cells
 * </pre>
 *
 * <p>G_e is taken at the epoch's start and g_e(c) in the cell's own batch, before its update. So
 * G_e is known when g_e(c) occurs and one number a cell is all that is kept: {@link
 * polyad.completion.influence.InfluenceTracker}, for any model that shows h. The sign is kept until
 * the epochs are summed.
 *
 * <p>Beside this form, after TracIn, there are its version on the gradient of all parameters, the
 * classical influence function −Gᵀ H⁻¹ g of the last layer's ridge least squares, and that of all
 * parameters by conjugate gradients on Hessian-vector products ({@link
 * polyad.completion.influence.DainConfig.Influence}).
 *
 * <p>{@link polyad.completion.influence.Dain} is the whole procedure. The base models are {@link
 * polyad.completion.influence.MlpTensorModel}, {@link polyad.completion.influence.CostcoModel} and
 * {@link polyad.completion.influence.NtmModel}; {@link polyad.completion.influence.Augmenter} draws
 * the cells, DAIN's and those of the methods it is compared with; {@link
 * polyad.completion.influence.NeuralCompleter} is a trained model with the names of its entities.
 */
@NullMarked
package polyad.completion.influence;

import org.jspecify.annotations.NullMarked;
