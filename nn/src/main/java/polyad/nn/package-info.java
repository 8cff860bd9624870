/**
 * Modules, weights, layers, losses, optimisers and the trainer.
 *
 * <p>A {@link polyad.nn.Module} is plain data: named weights, buffers and children in order, with
 * the names PyTorch's {@code state_dict} has. Every layer takes a {@link polyad.nn.Weight}, so an
 * adapter, a mask, a factorisation or a hypernetwork goes into any model without touching its
 * layers:
 *
 * <pre>{@code
 * var linear = new Linear(128, 64, rng);
 * linear.setWeight("weight", LowRank.over(linear.weight("weight"), 8, 16, rng)); // LoRA
 * }</pre>
 *
 * <p>{@link polyad.nn.Trainer} runs a step function, reports, and keeps crash-safe checkpoints from
 * which a run continues bit for bit.
 */
@NullMarked
package polyad.nn;

import org.jspecify.annotations.NullMarked;
