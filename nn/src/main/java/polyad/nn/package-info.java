/** Work in progress. */
@NullMarked
package polyad.nn;

import org.jspecify.annotations.NullMarked;
