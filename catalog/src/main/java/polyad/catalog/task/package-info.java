/**
 * What trained models do, on plain Java arrays, whatever method made them.
 *
 * <p>Shapes stand in the comments: {@code [n, d]} is {@code n} rows of {@code d} numbers.
 * Embeddings are {@code float}, as vector indexes keep them; measurements (series, fields,
 * energies) are {@code double}. A task that holds native memory is closed by its user; none may be
 * used after that ({@link java.lang.IllegalStateException}). Wrong shapes are {@link
 * java.lang.IllegalArgumentException}s that name both shapes.
 */
@NullMarked
package polyad.catalog.task;

import org.jspecify.annotations.NullMarked;
