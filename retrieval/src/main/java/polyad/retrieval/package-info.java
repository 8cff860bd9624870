/** Work in progress. */
@NullMarked
package polyad.retrieval;

import org.jspecify.annotations.NullMarked;
