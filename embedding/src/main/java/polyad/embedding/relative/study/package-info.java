/**
 * The method in the catalogue: what the paper claims of images, reconstruction, words, graphs and
 * text, and its verbs on a user's own vectors. See {@link polyad.embedding.relative} for the
 * method.
 *
 * <p>The comparison of word spaces trains its words with {@link polyad.embedding.words}, on which
 * the paper's experiment builds.
 */
@NullMarked
package polyad.embedding.relative.study;

import org.jspecify.annotations.NullMarked;
