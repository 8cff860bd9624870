/** JMH benchmarks of the engine's own costs; {@code polyad bench jmh} runs them. */
@NullMarked
package polyad.bench.jmh;

import org.jspecify.annotations.NullMarked;
