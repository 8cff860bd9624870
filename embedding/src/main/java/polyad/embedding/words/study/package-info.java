/**
 * The method in the catalogue: its experiment, and its verbs on a user's own text. See {@link
 * polyad.embedding.words} for the models of words and {@link polyad.embedding.words.documents} for
 * those of documents.
 */
@NullMarked
package polyad.embedding.words.study;

import org.jspecify.annotations.NullMarked;
