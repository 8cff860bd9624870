/** Judging what was learned: nearest neighbours, linear probes, rankings. */
@NullMarked
package polyad.nn.evaluate;

import org.jspecify.annotations.NullMarked;
