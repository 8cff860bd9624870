/** Work in progress. */
@NullMarked
package polyad.tensor;

import org.jspecify.annotations.NullMarked;
