@NullMarked
package polyad.series;

import org.jspecify.annotations.NullMarked;
