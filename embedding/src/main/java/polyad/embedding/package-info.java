/**
 * Embedding methods, and what they share: {@link polyad.embedding.Nesting}, the sizes at which an
 * embedding can be cut, and {@link polyad.embedding.NestedLoss}, the sum of one loss over them.
 */
@NullMarked
package polyad.embedding;

import org.jspecify.annotations.NullMarked;
