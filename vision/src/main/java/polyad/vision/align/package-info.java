/**
 * ALIGN: pictures and texts in one space, learned from noisy pairs.
 *
 * <p>Jia et al., <i>Scaling Up Visual and Vision-Language Representation Learning With Noisy Text
 * Supervision</i>, ICML 2021, arXiv 2102.05918.
 *
 * <p>Two towers, one for pictures and one for texts, give unit vectors u_i and v_j. With a learned
 * temperature σ the logits are s_ij = u_i·v_j/σ, and each picture has to find its own text among
 * those of the batch, and each text its picture ({@link polyad.vision.align.AlignLoss}):
 *
 * <pre>
 *   pixels [N, 3, H, W] --{@link polyad.vision.align.ImageTowerConfig image tower}--> u [N, D] ┐
 *                                       s = u·vᵀ/σ [N, N] → cross-entropy along rows and columns
 *   tokens [N, L] --{@link polyad.vision.align.TextTowerConfig text tower}--> v [N, D] ┘
 * </pre>
 *
 * <p>Both directions count; the targets are smoothed; σ divides. The trained space answers
 * zero-shot classification ({@link polyad.vision.align.ZeroShot}), retrieval both ways ({@link
 * polyad.vision.align.RetrievalRecall}) and queries that add or take away words from a picture
 * ({@link polyad.vision.align.ComposedQuery}). {@link polyad.vision.align.NestedPairLoss} makes
 * every prefix of the vectors one of its own, for funnel searches. What the paper claims is
 * measured in {@link polyad.vision.align.study}.
 *
 * <p>{@link polyad.vision.align.Align} is what programs use: it trains on a {@link
 * polyad.vision.align.PairDataset}, reads its own model directories and the checkpoints of ALIGN
 * and CLIP with Hugging Face's names, embeds, classifies and scores. {@link
 * polyad.vision.align.ImageTextIndex} keeps the vectors of pictures on disk and finds them by text,
 * by picture and by both. CLIP's towers come from {@code polyad.vision.clip}: the two methods
 * differ in towers and temperature only.
 *
 * {@snippet :
 * try (Align model = Align.load(Path.of("align-base"));
 *     ImageTextIndex index = ImageTextIndex.open(Path.of("index"), model)) {
 *   List<Hit> hits = index.searchText("a red star", 10);
 * }
 * }
 */
@NullMarked
package polyad.vision.align;

import org.jspecify.annotations.NullMarked;
