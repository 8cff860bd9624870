/**
 * TimesNet: Temporal 2D-Variation Modeling for General Time Series Analysis (Wu, Hu, Liu, Zhou,
 * Wang, Long, ICLR 2023, arXiv 2210.02186; official code thuml/Time-Series-Library).
 *
 * <p>A series varies within a period and from period to period. Fold it by its period p and both
 * kinds of variation lie side by side in an image, where ordinary 2D kernels see them:
 *
 * <pre>
 * x [B, T, C] → embedding [B, T, d] → L blocks → head
 * block: A = mean |rfft(h)|, q_1..q_k its largest bins, p_j = ⌊S / q_j⌋
 *        h ← layer_norm(h + Σ_j softmax(|rfft(h)|[q_j])_j · unfold(conv2d(fold(h, p_j))))
 * fold:  [B, S, d] → zeros up to a multiple of p → [B, d, rows, p]
 * conv2d: inception d → f, GELU, inception f → d; inception = mean of K kernels 1x1, 3x3, ...
 * </pre>
 *
 * <p>The mean of K kernels is one kernel: {@link polyad.series.timesnet.InceptionBlock2d} merges
 * them inside the graph and cuts off offsets that can never touch the image.
 *
 * <p>{@link polyad.series.timesnet.TimesNet} is the network, {@link
 * polyad.series.timesnet.TimesNetConfig} its sizes, {@link polyad.series.timesnet.PeriodDetector}
 * and {@link polyad.series.timesnet.Folding} its two ideas.
 */
@NullMarked
package polyad.series.timesnet;

import org.jspecify.annotations.NullMarked;
