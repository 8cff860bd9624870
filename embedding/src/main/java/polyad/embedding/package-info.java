/** Work in progress. */
@NullMarked
package polyad.embedding;

import org.jspecify.annotations.NullMarked;
