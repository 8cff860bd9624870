/** Work in progress. */
@NullMarked
package polyad.series;

import org.jspecify.annotations.NullMarked;
