/** Searching without derivatives: evolution and random search over vectors of whole numbers. */
@NullMarked
package polyad.nn.search;

import org.jspecify.annotations.NullMarked;
