/** Work in progress. */
@NullMarked
package polyad.algebra;

import org.jspecify.annotations.NullMarked;
