/** Judging embeddings: nearest neighbours and linear probes. */
@NullMarked
package polyad.nn.evaluate;

import org.jspecify.annotations.NullMarked;
