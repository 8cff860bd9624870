package polyad.tensor;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.StringViewOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.jspecify.annotations.Nullable;

/**
 * The native arguments of one call, freed together when it ends. What the engine returns by
 * reference must never be added: JavaCPP may hand back the operand itself.
 */
final class Temporaries implements AutoCloseable {
  private @Nullable List<Pointer> pointers;

  <P extends Pointer> P add(P pointer) {
    if (pointers == null) {
      pointers = new ArrayList<>(4);
    }
    pointers.add(pointer);
    return pointer;
  }

  Scalar scalar(double value) {
    return add(new Scalar(value));
  }

  Scalar scalar(long value) {
    return add(new Scalar(value));
  }

  ScalarOptional scalarOptional(@Nullable Double value) {
    return add(value == null ? new ScalarOptional() : new ScalarOptional(scalar(value)));
  }

  LongOptional longOptional(@Nullable Long value) {
    return add(value == null ? new LongOptional() : new LongOptional(value));
  }

  DoubleOptional doubleOptional(@Nullable Double value) {
    return add(value == null ? new DoubleOptional() : new DoubleOptional(value));
  }

  BoolOptional boolOptional(boolean value) {
    return add(new BoolOptional(value));
  }

  ScalarTypeOptional scalarType(@Nullable DType dtype) {
    return add(
        dtype == null
            ? new ScalarTypeOptional()
            : new ScalarTypeOptional(Native.scalarType(dtype)));
  }

  GeneratorOptional generator(org.bytedeco.pytorch.Generator generator) {
    return add(new GeneratorOptional(generator));
  }

  TensorOptional tensor(org.bytedeco.pytorch.@Nullable Tensor tensor) {
    return add(tensor == null ? new TensorOptional() : new TensorOptional(tensor));
  }

  MemoryFormatOptional memoryFormat() {
    return add(new MemoryFormatOptional());
  }

  StringViewOptional string(@Nullable String value) {
    if (value == null) {
      return add(new StringViewOptional());
    }
    return add(new StringViewOptional(add(new BytePointer(value))));
  }

  TensorVector tensors(org.bytedeco.pytorch.Tensor... tensors) {
    return add(new TensorVector(tensors));
  }

  @Override
  public void close() {
    if (pointers != null) {
      for (int i = pointers.size() - 1; i >= 0; i--) {
        pointers.get(i).close();
      }
    }
  }
}
