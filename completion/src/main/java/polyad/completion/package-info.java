/**
 * Tensor completion: what the missing cells of a tensor hold, from the cells that were observed.
 *
 * <p>A tensor of order K is a list of cells (i_1, ..., i_K, y). What several methods need stands
 * here: sparse tensors read from and written to files, and classical completion by alternating
 * least squares. Each method has a package of its own.
 */
@NullMarked
package polyad.completion;

import org.jspecify.annotations.NullMarked;
