/**
 * Tensor completion: what the missing cells of a tensor hold, from the cells that were observed.
 *
 * <p>A tensor of order K is a list of cells (i_1, ..., i_K, y), {@link polyad.data.SparseTensor}.
 * What several methods need stands here: {@link polyad.completion.CompletionFile} reads tensors
 * from any file, and the classical completers are fitted to the observed cells on plain arrays.
 *
 * <pre>{@code
 * NamedTensor named = CompletionFile.read(path, SparseTensorOptions.DEFAULT);
 * SparseTensor.Split split = named.tensor().split(0.1, 0.2, 1);
 * CellModel cp = new CpAls(5, 0.1, 30).fit(split.train(), 1);
 * double[] y = cp.complete(split.test());
 * }</pre>
 *
 * <ul>
 *   <li>{@link polyad.completion.ModeEffects}: μ + Σ_k b^k_{i_k}
 *   <li>{@link polyad.completion.CpAls}: μ + Σ_r Π_k U^k_{i_k r}
 *   <li>{@link polyad.completion.TuckerAls}: μ + Σ G_{r_1...r_K} Π_k U^k_{i_k r_k}
 * </ul>
 *
 * <p>Each method has a package of its own.
 */
@NullMarked
package polyad.completion;

import org.jspecify.annotations.NullMarked;
