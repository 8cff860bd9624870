/**
 * The engine: tensors over libtorch with PyTorch's names.
 *
 * <p>{@link polyad.tensor.Tensor} is an n-dimensional array with automatic differentiation. Memory
 * is owned by scopes: everything made inside {@code try (var scope = TensorScope.open())} is freed
 * at its end, but what was kept; a tensor made outside any scope is freed when the collector finds
 * it unreachable. A closed tensor used again throws {@link IllegalStateException}, from any thread.
 *
 * <p>The native library is loaded at the first tensor, never before.
 */
@NullMarked
package polyad.tensor;

import org.jspecify.annotations.NullMarked;
