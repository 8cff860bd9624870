package polyad.tensor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pickle of a state dict and nothing else: dictionaries, tuples, texts, numbers, and
 * tensors as views of storages. Any other class or instruction is refused, so that nothing of the
 * file is ever carried out.
 */
final class StateUnpickler {
  /** Where a tuple or a group of items begins. */
  private static final Object MARK = new Object();

  private static final Object NONE = new Object();

  private final String file;
  private final ByteBuffer in;
  private final List<Object> stack = new ArrayList<>();
  private final Map<Integer, Object> memo = new HashMap<>();

  /** The name of a class or function. */
  private record Name(String text) {}

  /** Numbers in an entry of the archive. */
  private record Storage(DType dtype, String key) {}

  /**
   * A tensor.
   *
   * @param key of its storage
   * @param offset of its first element
   */
  record View(DType dtype, String key, long offset, long[] shape, long[] strides) {}

  StateUnpickler(String file, byte[] pickle) {
    this.file = file;
    this.in = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The tensors of the outermost dictionary by name; other values are left out. */
  Map<String, View> views() throws PytorchException {
    Object root;
    try {
      root = run();
    } catch (RuntimeException e) { // an empty stack, a wrong cast, an end too early
      throw wrong("a broken pickle (" + e.getClass().getSimpleName() + ")");
    }
    if (!(root instanceof Map<?, ?> map)) {
      throw wrong("no dictionary");
    }
    Map<String, View> views = new LinkedHashMap<>();
    map.forEach(
        (name, value) -> {
          if (name instanceof String text && value instanceof View view) {
            views.put(text, view);
          }
        });
    return views;
  }

  private PytorchException wrong(String found) {
    return new PytorchException(
        file + "!data.pkl", in.position(), found, "a state dict of tensors");
  }

  private Object run() throws PytorchException {
    while (true) {
      int code = in.get() & 0xFF;
      if (code == '.') {
        return pop();
      }
      step(code);
    }
  }

  private void step(int code) throws PytorchException {
    switch (code) {
      case 0x80 -> in.get(); // PROTO
      case '(' -> stack.add(MARK);
      case ')' -> stack.add(List.of());
      case '}', ']' -> stack.add(code == '}' ? new LinkedHashMap<Object, Object>() : List.of());
      case 't' -> stack.add(List.copyOf(popMark()));
      case 0x85, 0x86, 0x87 -> stack.add(popLast(code - 0x84)); // TUPLE1 to TUPLE3
      case 'N' -> stack.add(NONE);
      case 0x88, 0x89 -> stack.add(code == 0x88);
      case 'K' -> stack.add((long) (in.get() & 0xFF));
      case 'M' -> stack.add((long) (in.getShort() & 0xFFFF));
      case 'J' -> stack.add((long) in.getInt());
      case 0x8A -> stack.add(longNumber(in.get() & 0xFF));
      case 'G' -> stack.add(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
      case 'X' -> stack.add(text(in.getInt()));
      case 'c' -> stack.add(new Name(line() + "." + line()));
      case 'q' -> memo.put(in.get() & 0xFF, top());
      case 'r' -> memo.put(in.getInt(), top());
      case 'h' -> stack.add(known(in.get() & 0xFF));
      case 'j' -> stack.add(known(in.getInt()));
      case 'Q' -> stack.add(storage((List<?>) pop()));
      case 'R' -> reduce();
      case 's', 'u' -> setItems(code == 's' ? popLast(2) : popMark());
      case 'b' -> pop(); // BUILD: the version numbers beside a state dict
      default -> throw wrong("the instruction 0x%02x".formatted(code));
    }
  }

  private Object top() {
    return stack.getLast();
  }

  private Object pop() {
    return stack.removeLast();
  }

  private Object known(int key) {
    Object value = memo.get(key);
    if (value == null) {
      throw new IllegalStateException("nothing is kept under " + key);
    }
    return value;
  }

  private List<Object> popMark() {
    int at = stack.lastIndexOf(MARK);
    List<Object> items = new ArrayList<>(stack.subList(at + 1, stack.size()));
    stack.subList(at, stack.size()).clear();
    return items;
  }

  private List<Object> popLast(int count) {
    List<Object> last = stack.subList(stack.size() - count, stack.size());
    List<Object> items = List.copyOf(last);
    last.clear();
    return items;
  }

  private long longNumber(int bytes) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (in.get() & 0xFFL) << (8 * i);
    }
    return bytes == 0 ? 0 : value << (64 - 8 * bytes) >> (64 - 8 * bytes);
  }

  private String text(int length) {
    byte[] bytes = new byte[Math.min(length, in.remaining() + 1)];
    in.get(bytes);
    return new String(bytes, UTF_8);
  }

  private String line() {
    StringBuilder line = new StringBuilder();
    for (byte b = in.get(); b != '\n'; b = in.get()) {
      line.append((char) b);
    }
    return line.toString();
  }

  @SuppressWarnings("unchecked") // only this class makes maps
  private void setItems(List<Object> items) {
    Map<Object, Object> map = (Map<Object, Object>) top();
    for (int i = 0; i < items.size(); i += 2) {
      map.put(items.get(i), items.get(i + 1));
    }
  }

  /** Of {@code ('storage', class, key, device, elements)}. */
  private Storage storage(List<?> id) throws PytorchException {
    String type = ((Name) id.get(1)).text();
    DType dtype = dtype(type);
    if (dtype == null) {
      throw wrong("a " + type);
    }
    return new Storage(dtype, (String) id.get(2));
  }

  private static @Nullable DType dtype(String storage) {
    return switch (storage) {
      case "torch.DoubleStorage" -> DType.F64;
      case "torch.FloatStorage" -> DType.F32;
      case "torch.HalfStorage" -> DType.F16;
      case "torch.BFloat16Storage" -> DType.BF16;
      case "torch.LongStorage" -> DType.I64;
      case "torch.IntStorage" -> DType.I32;
      case "torch.ShortStorage" -> DType.I16;
      case "torch.CharStorage" -> DType.I8;
      case "torch.ByteStorage" -> DType.U8;
      case "torch.BoolStorage" -> DType.BOOL;
      default -> null;
    };
  }

  private void reduce() throws PytorchException {
    List<?> arguments = (List<?>) pop();
    String function = ((Name) pop()).text();
    stack.add(
        switch (function) {
          case "collections.OrderedDict" -> new LinkedHashMap<Object, Object>();
          case "torch._utils._rebuild_tensor_v2" -> view(arguments);
          case "torch._utils._rebuild_parameter" -> arguments.get(0);
          default -> throw wrong("a call of " + function);
        });
  }

  /** Of {@code (storage, offset, shape, strides, ...)}. */
  private static View view(List<?> arguments) {
    Storage storage = (Storage) arguments.get(0);
    return new View(
        storage.dtype(),
        storage.key(),
        (Long) arguments.get(1),
        numbers(arguments.get(2)),
        numbers(arguments.get(3)));
  }

  private static long[] numbers(Object tuple) {
    List<?> values = tuple instanceof List<?> list ? list : Collections.emptyList();
    return values.stream().mapToLong(v -> (Long) v).toArray();
  }
}
