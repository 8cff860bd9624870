@NullMarked
package polyad.embedding.words;

import org.jspecify.annotations.NullMarked;
