/** Work in progress. */
@NullMarked
package polyad.bench;

import org.jspecify.annotations.NullMarked;
