/** Work in progress. */
@NullMarked
package polyad.cli;

import org.jspecify.annotations.NullMarked;
