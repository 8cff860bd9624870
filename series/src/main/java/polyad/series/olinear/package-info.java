@NullMarked
package polyad.series.olinear;

import org.jspecify.annotations.NullMarked;
