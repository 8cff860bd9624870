/** Equivariant graph polynomials. */
@NullMarked
package polyad.geometry.polynomials;

import org.jspecify.annotations.NullMarked;
