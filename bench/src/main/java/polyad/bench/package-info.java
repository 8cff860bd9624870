/**
 * How fast Polyad is, measured three ways.
 *
 * <p>{@link polyad.bench.jmh} holds JMH benchmarks of the engine's own costs: one small operation
 * with and without a scope, a training step, the einsum planner, reading safetensors.
 *
 * <p>{@link polyad.bench.SideBySide} compares a training step with the same model in another
 * engine, which runs as a process of its own and is given a turn after each of ours (A B A B ...),
 * so that whatever else the machine does meets both. Each pair of turns gives one ratio; the table
 * shows their median and extremes. Processor time is shown beside wall time: a side that uses more
 * threads than it was given cannot hide it.
 *
 * <p>{@link polyad.bench.ServeLoad} asks a running server of embeddings for as much as it gives.
 */
@NullMarked
package polyad.bench;

import org.jspecify.annotations.NullMarked;
