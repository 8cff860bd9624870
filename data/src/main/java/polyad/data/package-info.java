/** Work in progress. */
@NullMarked
package polyad.data;

import org.jspecify.annotations.NullMarked;
