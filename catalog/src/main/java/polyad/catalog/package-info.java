/** Work in progress. */
@NullMarked
package polyad.catalog;

import org.jspecify.annotations.NullMarked;
