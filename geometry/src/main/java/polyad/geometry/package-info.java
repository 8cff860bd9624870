/** Work in progress. */
@NullMarked
package polyad.geometry;

import org.jspecify.annotations.NullMarked;
