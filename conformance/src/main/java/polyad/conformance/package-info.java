/** Work in progress. */
@NullMarked
package polyad.conformance;

import org.jspecify.annotations.NullMarked;
