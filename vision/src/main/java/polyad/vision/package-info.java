/**
 * Image encoders.
 *
 * <p>{@link polyad.vision.EfficientNet} (Tan and Le, 2019, arXiv 1905.11946) turns pixels into a
 * map of features in stages of inverted bottlenecks: a 1×1 convolution widens, a depthwise one
 * looks around, a gate weighs channels, and a 1×1 convolution narrows again:
 *
 * <pre>
 *   [B, 3, H, W] --stem, stride 2--> [B, c, H/2, W/2] --blocks--> [B, C, h, w] --mean--> [B, C]
 * </pre>
 *
 * <p>Widths and repeats of the stages are multiplied by {@link polyad.vision.EfficientNetConfig}'s
 * coefficients, so that one table of stages gives a family of networks.
 */
@NullMarked
package polyad.vision;

import org.jspecify.annotations.NullMarked;
