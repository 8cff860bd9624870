package polyad.data;

import java.util.List;

/**
 * A tensor as its file names it.
 *
 * @param tensor the cells
 * @param modes names of the entities, one mode each
 * @param value name of the values, such as {@code rating}
 */
public record NamedTensor(SparseTensor tensor, List<TensorMode> modes, String value) {
  /** Checks that the names fit the tensor. */
  public NamedTensor {
    modes = List.copyOf(modes);
    if (modes.size() != tensor.order()) {
      throw new IllegalArgumentException(
          "modes: %d names for order %d".formatted(modes.size(), tensor.order()));
    }
    for (int k = 0; k < modes.size(); k++) {
      if (modes.get(k).size() != tensor.dim(k)) {
        throw new IllegalArgumentException(
            "mode '%s' names %d of %d entities"
                .formatted(modes.get(k).name(), modes.get(k).size(), tensor.dim(k)));
      }
    }
  }

  /** The same names for other cells of the same extents. */
  public NamedTensor with(SparseTensor cells) {
    return new NamedTensor(cells, modes, value);
  }
}
