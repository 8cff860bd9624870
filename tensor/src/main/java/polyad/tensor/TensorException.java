package polyad.tensor;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An operation was refused by the engine, most often for its operands' shapes or types. The message
 * names the operation, the reason and the operands.
 */
public final class TensorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message for people. */
  public TensorException(String message) {
    super(message);
  }

  private TensorException(String message, Throwable cause) {
    super(message, cause);
  }

  static TensorException of(String op, RuntimeException cause, @Nullable Tensor... operands) {
    String reason =
        String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
    String shown =
        Arrays.stream(operands)
            .filter(Objects::nonNull)
            .map(TensorException::describe)
            .collect(Collectors.joining(", "));
    return new TensorException(op + "(" + shown + "): " + reason, cause);
  }

  private static String describe(Tensor tensor) {
    if (tensor.isClosed()) {
      return "closed";
    }
    return tensor.isDefined() ? tensor.dtype() + Arrays.toString(tensor.shape()) : "undefined";
  }
}
