/**
 * CLIP's two Transformers, with the weight names of Hugging Face.
 *
 * <p>Radford et al., <i>Learning Transferable Visual Models From Natural Language Supervision</i>,
 * ICML 2021, arXiv 2103.00020.
 *
 * <pre>
 *   pixels [B, 3, S, S] --patches of P, a class vector in front, positions--> [B, (S/P)²+1, W]
 *     --norm, N layers, norm of the class vector, projection--> [B, D]
 *   tokens [B, L] --words + positions--> [B, L, W]
 *     --N layers that look backwards only, norm, the end token's state, projection--> [B, D]
 * </pre>
 *
 * <p>A layer normalises before its attention and before its feed-forward part; the activation is
 * x·sigmoid(1.702·x). {@link polyad.vision.clip.ClipImageEncoder} and {@link
 * polyad.vision.clip.ClipTextEncoder} are the towers; {@code polyad.vision.align} joins, trains and
 * searches with them.
 */
@NullMarked
package polyad.vision.clip;

import org.jspecify.annotations.NullMarked;
