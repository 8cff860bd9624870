/**
 * The experiment of ALIGN: what the paper claims, on captioned shapes, and in the full profile a
 * study in parts, each of them resumed on its own. See {@link polyad.vision.align} for the method.
 */
@NullMarked
package polyad.vision.align.study;

import org.jspecify.annotations.NullMarked;
