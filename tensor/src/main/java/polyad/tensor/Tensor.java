package polyad.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Cleaner;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.LongArrayRef;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorOptionalList;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * An n-dimensional array with automatic differentiation, over libtorch and with PyTorch's names.
 *
 * <p>Operations return new tensors; the few that change one say {@code InPlace} or {@code From}.
 * Indexes and dimensions count from 0, negative ones from the end. Linear algebra is in {@link
 * Linalg}, Fourier transforms in {@link Fft}, layers' functions in {@link Functional}, derivatives
 * in {@link Autograd}.
 *
 * <p>Every operation throws {@link TensorException} when shapes or types do not fit, and {@link
 * IllegalStateException} when an operand is closed.
 */
public final class Tensor implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();

  private final Handle handle;
  private long @Nullable [] shape;
  private @Nullable DType dtype;

  private Tensor(Handle handle) {
    this.handle = handle;
  }

  static Tensor wrap(org.bytedeco.pytorch.Tensor made) {
    Handle handle = new Handle(made);
    Tensor tensor = new Tensor(handle);
    TensorScope scope = TensorScope.current();
    if (scope == null) {
      CLEANER.register(tensor, handle::close);
    } else {
      scope.register(handle);
    }
    return tensor;
  }

  Handle handle() {
    return handle;
  }

  // Creation

  /** A tensor of these floats, F32, in row-major order. */
  public static Tensor of(float[] data, long... shape) {
    return fill(DType.F32, MemorySegment.ofArray(data), data.length, shape);
  }

  /** A tensor of these doubles, F64, in row-major order. */
  public static Tensor of(double[] data, long... shape) {
    return fill(DType.F64, MemorySegment.ofArray(data), data.length, shape);
  }

  /** A tensor of these longs, I64, in row-major order. */
  public static Tensor of(long[] data, long... shape) {
    return fill(DType.I64, MemorySegment.ofArray(data), data.length, shape);
  }

  /** A tensor of these ints, I64 (the type of indexes), in row-major order. */
  public static Tensor of(int[] data, long... shape) {
    return of(Arrays.stream(data).asLongStream().toArray(), shape);
  }

  /** A tensor of these truth values, BOOL, in row-major order. */
  public static Tensor of(boolean[] data, long... shape) {
    byte[] bytes = new byte[data.length];
    for (int i = 0; i < data.length; i++) {
      bytes[i] = (byte) (data[i] ? 1 : 0);
    }
    return fill(DType.BOOL, MemorySegment.ofArray(bytes), data.length, shape);
  }

  /** A tensor of these bytes, U8, in row-major order. */
  public static Tensor ofBytes(byte[] data, long... shape) {
    return fill(DType.U8, MemorySegment.ofArray(data), data.length, shape);
  }

  /** A matrix of these rows, F32 [rows, columns]. */
  public static Tensor of(float[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    float[] flat = new float[rows.length * columns];
    for (int i = 0; i < rows.length; i++) {
      checkRow(i, rows[i].length, columns);
      System.arraycopy(rows[i], 0, flat, i * columns, columns);
    }
    return of(flat, rows.length, columns);
  }

  /** A matrix of these rows, F64 [rows, columns]. */
  public static Tensor of(double[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    double[] flat = new double[rows.length * columns];
    for (int i = 0; i < rows.length; i++) {
      checkRow(i, rows[i].length, columns);
      System.arraycopy(rows[i], 0, flat, i * columns, columns);
    }
    return of(flat, rows.length, columns);
  }

  private static void checkRow(int row, int found, int expected) {
    if (found != expected) {
      throw new IllegalArgumentException(
          "row " + row + " has " + found + " values, row 0 has " + expected);
    }
  }

  /** A tensor copied from raw little-endian memory of exactly the size the shape needs. */
  public static Tensor ofMemory(DType dtype, MemorySegment data, long... shape) {
    long expected = Math.multiplyExact(elements(shape), dtype.bytes());
    if (data.byteSize() != expected) {
      throw new IllegalArgumentException(
          "shape "
              + Arrays.toString(shape)
              + " of "
              + dtype
              + " needs "
              + expected
              + " bytes, got "
              + data.byteSize());
    }
    Tensor tensor = empty(dtype, shape);
    if (expected > 0) {
      tensor.access(true, segment -> segment.copyFrom(data));
    }
    return tensor;
  }

  private static Tensor fill(DType dtype, MemorySegment data, long length, long... shape) {
    if (elements(shape) != length) {
      throw new IllegalArgumentException(
          "shape " + Arrays.toString(shape) + " does not hold " + length + " values");
    }
    return ofMemory(dtype, data, shape);
  }

  private static long elements(long... shape) {
    long count = 1;
    for (long size : shape) {
      if (size < 0) {
        throw new IllegalArgumentException("negative size in shape " + Arrays.toString(shape));
      }
      count = Math.multiplyExact(count, size);
    }
    return count;
  }

  /** A single number without dimensions, F64. */
  public static Tensor scalar(double value) {
    return of(new double[] {value});
  }

  /** A single number without dimensions of this type. */
  public static Tensor scalar(double value, DType dtype) {
    return full(value, dtype);
  }

  /** Uninitialised memory. */
  public static Tensor empty(DType dtype, long... shape) {
    return Op.create(
        "empty", t -> torch.torch_empty(shape, Native.options(dtype), t.memoryFormat()));
  }

  /** Zeros. */
  public static Tensor zeros(DType dtype, long... shape) {
    return Op.create("zeros", t -> torch.torch_zeros(shape, Native.options(dtype)));
  }

  /** Zeros, F32. */
  public static Tensor zeros(long... shape) {
    return zeros(DType.F32, shape);
  }

  /** Ones. */
  public static Tensor ones(DType dtype, long... shape) {
    return Op.create("ones", t -> torch.torch_ones(shape, Native.options(dtype)));
  }

  /** Ones, F32. */
  public static Tensor ones(long... shape) {
    return ones(DType.F32, shape);
  }

  /** One value everywhere. */
  public static Tensor full(double value, DType dtype, long... shape) {
    return Op.create("full", t -> torch.torch_full(shape, t.scalar(value), Native.options(dtype)));
  }

  /** The identity matrix [n, n]. */
  public static Tensor eye(DType dtype, long n) {
    return Op.create("eye", t -> torch.torch_eye(n, Native.options(dtype)));
  }

  /** start, start + step, ... below end. */
  public static Tensor arange(DType dtype, double start, double end, double step) {
    return Op.create(
        "arange",
        t ->
            torch.torch_arange(
                t.scalar(start), t.scalar(end), t.scalar(step), Native.options(dtype)));
  }

  /** 0, 1, ... n − 1 as I64. */
  public static Tensor arange(long n) {
    return Op.create("arange", t -> torch.torch_arange(t.scalar(n), Native.options(DType.I64)));
  }

  /** {@code steps} values from start to end, both included. */
  public static Tensor linspace(DType dtype, double start, double end, long steps) {
    return Op.create(
        "linspace",
        t -> torch.torch_linspace(t.scalar(start), t.scalar(end), steps, Native.options(dtype)));
  }

  /** Samples of N(0, 1). */
  public static Tensor randn(Generator rng, DType dtype, long... shape) {
    return Op.create(
        "randn",
        t -> torch.torch_randn(shape, t.generator(rng.generator()), Native.options(dtype)));
  }

  /** Samples of N(0, 1), F32. */
  public static Tensor randn(Generator rng, long... shape) {
    return randn(rng, DType.F32, shape);
  }

  /** Samples of the uniform distribution on [0, 1). */
  public static Tensor rand(Generator rng, DType dtype, long... shape) {
    return Op.create(
        "rand", t -> torch.torch_rand(shape, t.generator(rng.generator()), Native.options(dtype)));
  }

  /** Uniform whole numbers in [low, high), I64. */
  public static Tensor randint(Generator rng, long low, long high, long... shape) {
    return Op.create(
        "randint",
        t ->
            torch.torch_randint(
                low, high, shape, t.generator(rng.generator()), Native.options(DType.I64)));
  }

  /** A random order of 0 ... n − 1, I64. */
  public static Tensor randperm(Generator rng, long n) {
    return Op.create(
        "randperm",
        t -> torch.torch_randperm(n, t.generator(rng.generator()), Native.options(DType.I64)));
  }

  /** A complex tensor of its real and imaginary parts. */
  public static Tensor complex(Tensor real, Tensor imaginary) {
    return stack(-1, real, imaginary).viewAsComplex();
  }

  /** A complex tensor abs·e^{i·angle}. */
  public static Tensor polar(Tensor abs, Tensor angle) {
    return Op.apply("polar", abs, angle, (t, a, b) -> torch.polar(a, b));
  }

  /**
   * A sparse COO matrix or tensor; {@code indices} is [sparseDim, nnz], {@code values} [nnz, ...].
   */
  public static Tensor sparseCoo(Tensor indices, Tensor values, long... shape) {
    return Op.apply(
            "sparseCoo",
            indices,
            values,
            (t, a, b) ->
                torch.torch_sparse_coo_tensor(
                    a, b, shape, Native.options(values.dtype()), t.boolOptional(false)))
        .coalesce();
  }

  /** Zeros of this tensor's shape and type. */
  public Tensor zerosLike() {
    return Op.apply("zerosLike", this, (t, a) -> torch.zeros_like(a));
  }

  /** Ones of this tensor's shape and type. */
  public Tensor onesLike() {
    return Op.apply("onesLike", this, (t, a) -> torch.ones_like(a));
  }

  /** Samples of N(0, 1) of this tensor's shape and type. */
  public Tensor randnLike(Generator rng) {
    return randn(rng, dtype(), shape());
  }

  /** 0/1 samples that are 1 with the probability this tensor holds at each place. */
  public Tensor bernoulli(Generator rng) {
    return Op.apply("bernoulli", this, (t, a) -> torch.bernoulli(a, t.generator(rng.generator())));
  }

  /** Indexes drawn in proportion to the weights in the last dimension: [..., n] to [..., count]. */
  public Tensor multinomial(Generator rng, long count, boolean replacement) {
    return Op.apply(
        "multinomial",
        this,
        (t, a) -> torch.multinomial(a, count, replacement, t.generator(rng.generator())));
  }

  // Facts

  /** The sizes; the array is a copy. */
  public long[] shape() {
    return sizes().clone();
  }

  private long[] sizes() {
    long[] known = shape;
    if (known == null) {
      known =
          Op.call(
              "shape",
              this,
              (t, a) -> {
                LongArrayRef sizes = t.add(a.sizes());
                long[] copy = new long[Math.toIntExact(sizes.size())];
                if (copy.length > 0) {
                  sizes.data().get(copy);
                }
                return copy;
              });
      shape = known;
    }
    return known;
  }

  /** The size of one dimension. */
  public long size(int dim) {
    long[] sizes = sizes();
    int at = dim < 0 ? dim + sizes.length : dim;
    if (at < 0 || at >= sizes.length) {
      throw new TensorException(
          "size(" + dim + "): the tensor has shape " + Arrays.toString(sizes));
    }
    return sizes[at];
  }

  /** The number of dimensions. */
  public int dim() {
    return sizes().length;
  }

  /** The number of elements. */
  public long numel() {
    return elements(sizes());
  }

  /** The element type. */
  public DType dtype() {
    DType known = dtype;
    if (known == null) {
      known = Op.call("dtype", this, (t, a) -> Native.dtype(a.scalar_type()));
      dtype = known;
    }
    return known;
  }

  /** Where the tensor lives. */
  public Device device() {
    return Op.call(
        "device",
        this,
        (t, a) -> {
          var device = t.add(a.device());
          return device.is_cuda() ? Device.cuda(Math.max(0, device.index())) : Device.CPU;
        });
  }

  boolean isDefined() {
    var n = handle.acquire();
    try {
      return n.defined();
    } finally {
      handle.release();
    }
  }

  /** Whether the elements are complex. */
  public boolean isComplex() {
    return dtype().isComplex();
  }

  /** Whether the memory is in row-major order without gaps. */
  public boolean isContiguous() {
    return Op.call("isContiguous", this, (t, a) -> a.is_contiguous());
  }

  /** Whether this is a sparse COO tensor. */
  public boolean isSparse() {
    return Op.call("isSparse", this, (t, a) -> a.is_sparse());
  }

  // Memory

  /** Takes the tensor out of its scope: it lives until it is closed or unreachable. */
  public Tensor retain() {
    if (handle.scope != null) {
      handle.scope = null;
      CLEANER.register(this, handle::close);
    }
    return this;
  }

  /** Frees the memory now. Closing twice has no effect. */
  @Override
  public void close() {
    handle.close();
  }

  /** Whether the tensor was closed or its scope has ended. */
  public boolean isClosed() {
    return handle.isClosed();
  }

  /** Runs an action on the raw memory of a contiguous CPU tensor. */
  void access(boolean write, java.util.function.Consumer<MemorySegment> action) {
    var _ =
        Op.call(
            "access",
            this,
            (t, a) -> {
              long bytes = numel() * dtype().bytes();
              long address = t.add(write ? a.mutable_data_ptr() : a.const_data_ptr()).address();
              action.accept(MemorySegment.ofAddress(address).reinterpret(bytes));
              return a;
            });
  }

  /** The elements as raw little-endian bytes in row-major order. */
  public byte[] toByteArray() {
    try (var _ = TensorScope.open()) {
      Tensor plain = plain();
      byte[] bytes = new byte[Math.toIntExact(plain.numel() * plain.dtype().bytes())];
      if (bytes.length > 0) {
        plain.access(false, s -> MemorySegment.ofArray(bytes).copyFrom(s));
      }
      return bytes;
    }
  }

  /** A contiguous CPU tensor with the same elements and no pending conjugation. */
  Tensor plain() {
    Tensor local = device().type() == Device.Type.CPU ? this : to(Device.CPU);
    if (local.isSparse()) {
      local = local.toDense();
    }
    if (isComplex()) {
      local = Op.apply("resolveConj", local, (t, a) -> torch.resolve_conj(a));
    }
    return local.isContiguous() ? local : local.contiguous();
  }

  /** The elements as floats, row-major; other types are converted. */
  public float[] toFloatArray() {
    try (var _ = TensorScope.open()) {
      Tensor plain = detach().to(DType.F32).plain();
      float[] values = new float[Math.toIntExact(plain.numel())];
      if (values.length > 0) {
        plain.access(
            false, s -> MemorySegment.copy(s, ValueLayout.JAVA_FLOAT, 0, values, 0, values.length));
      }
      return values;
    }
  }

  /** The elements as doubles, row-major; other types are converted. */
  public double[] toDoubleArray() {
    try (var _ = TensorScope.open()) {
      Tensor plain = detach().to(DType.F64).plain();
      double[] values = new double[Math.toIntExact(plain.numel())];
      if (values.length > 0) {
        plain.access(
            false,
            s -> MemorySegment.copy(s, ValueLayout.JAVA_DOUBLE, 0, values, 0, values.length));
      }
      return values;
    }
  }

  /** The elements as longs, row-major; other types are converted. */
  public long[] toLongArray() {
    try (var _ = TensorScope.open()) {
      Tensor plain = detach().to(DType.I64).plain();
      long[] values = new long[Math.toIntExact(plain.numel())];
      if (values.length > 0) {
        plain.access(
            false, s -> MemorySegment.copy(s, ValueLayout.JAVA_LONG, 0, values, 0, values.length));
      }
      return values;
    }
  }

  /** A matrix [rows, columns] as arrays of rows, F32. */
  public float[][] toFloatMatrix() {
    if (dim() != 2) {
      throw new TensorException("toFloatMatrix: needs 2 dimensions, found " + dim());
    }
    int columns = Math.toIntExact(size(1));
    float[] flat = toFloatArray();
    float[][] rows = new float[Math.toIntExact(size(0))][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(flat, i * columns, (i + 1) * columns);
    }
    return rows;
  }

  /** The only element as a double. */
  public double item() {
    return Op.call("item", this, (t, a) -> t.add(item(a)).toDouble());
  }

  /** The only element as a long. */
  public long itemLong() {
    return Op.call("item", this, (t, a) -> t.add(item(a)).toLong());
  }

  private static Scalar item(org.bytedeco.pytorch.Tensor a) {
    return a.item();
  }

  // Types and places

  /** Converted to another type; the same tensor when it has that type. */
  public Tensor to(DType type) {
    return type == dtype() ? this : Op.apply("to", this, (t, a) -> a.to(Native.scalarType(type)));
  }

  /** Moved to another device; the same tensor when it is there. */
  public Tensor to(Device target) {
    if (device().equals(target)) {
      return this;
    }
    return Op.apply(
        "to",
        this,
        (t, a) ->
            a.to(
                t.add(new org.bytedeco.pytorch.Device(target.toString())),
                Native.scalarType(dtype())));
  }

  /** A copy with memory of its own. */
  public Tensor copy() {
    return Op.apply("copy", this, (t, a) -> torch.clone(a));
  }

  /** In row-major order without gaps; the same memory when it is so already. */
  public Tensor contiguous() {
    return Op.apply("contiguous", this, (t, a) -> a.contiguous());
  }

  /** The same memory outside the graph of derivatives. */
  public Tensor detach() {
    return Op.apply("detach", this, (t, a) -> torch.detach(a));
  }

  /** A dense tensor of a sparse one. */
  public Tensor toDense() {
    return Op.apply(
        "toDense",
        this,
        (t, a) -> a.to_dense(t.scalarType(null), t.add(new org.bytedeco.pytorch.BoolOptional())));
  }

  /** A sparse COO tensor of a dense one. */
  public Tensor toSparse() {
    return Op.apply("toSparse", this, (t, a) -> a.to_sparse());
  }

  /** A sparse tensor with its duplicate entries summed. */
  public Tensor coalesce() {
    return Op.apply("coalesce", this, (t, a) -> a.coalesce());
  }

  /** The imaginary part, a view. */
  public Tensor imag() {
    return Op.apply("imag", this, (t, a) -> torch.imag(a));
  }

  // Derivatives

  /** Whether derivatives with respect to this tensor are recorded. */
  public boolean requiresGrad() {
    return Op.call("requiresGrad", this, (t, a) -> a.requires_grad());
  }

  /** Starts or stops recording derivatives; returns this tensor. */
  public Tensor requiresGrad(boolean record) {
    var _ = Op.call("requiresGrad", this, (t, a) -> a.set_requires_grad(record));
    return this;
  }

  /** The derivative accumulated by {@link #backward()}, or null. */
  public @Nullable Tensor grad() {
    org.bytedeco.pytorch.Tensor grad =
        Op.call("grad", this, (t, a) -> new org.bytedeco.pytorch.Tensor(a.grad()));
    if (!grad.defined()) {
      grad.close();
      return null;
    }
    return wrap(grad);
  }

  /** Forgets the accumulated derivative. */
  public void zeroGrad() {
    var _ =
        Op.call(
            "zeroGrad",
            this,
            (t, a) -> {
              if (a.grad().defined()) {
                a.mutable_grad().reset();
              }
              return a;
            });
  }

  /** Adds the derivative of this single number to the grad of every leaf it came from. */
  public void backward() {
    var _ =
        Op.call(
            "backward",
            this,
            (t, a) -> {
              a.backward();
              return a;
            });
  }

  /** Adds the vector-Jacobian product with {@code gradient} to the grad of every leaf. */
  public void backward(Tensor gradient) {
    var _ =
        Op.call(
            "backward",
            this,
            gradient,
            (t, a, b) -> {
              a.backward(
                  b,
                  t.add(new org.bytedeco.pytorch.BoolOptional()),
                  false,
                  t.add(new org.bytedeco.pytorch.TensorArrayRefOptional()));
              return a;
            });
  }

  // In place

  private Tensor mutate(String op, Tensor other, Op.F2<Object> f) {
    var _ = Op.call(op, this, other, f);
    return this;
  }

  private Tensor mutate(String op, Op.F1<Object> f) {
    var _ = Op.call(op, this, f);
    return this;
  }

  /** this ← source, broadcast. */
  public Tensor copyFrom(Tensor source) {
    return mutate("copyFrom", source, (t, a, b) -> a.copy_(b));
  }

  /** this ← this + other. */
  public Tensor addInPlace(Tensor other) {
    return mutate("addInPlace", other, (t, a, b) -> a.add_(b));
  }

  /** this ← this + factor·other. */
  public Tensor addInPlace(Tensor other, double factor) {
    return mutate("addInPlace", other, (t, a, b) -> a.add_(b, t.scalar(factor)));
  }

  /** this ← this − other. */
  public Tensor subInPlace(Tensor other) {
    return mutate("subInPlace", other, (t, a, b) -> a.sub_(b));
  }

  /** this ← this·other. */
  public Tensor mulInPlace(Tensor other) {
    return mutate("mulInPlace", other, (t, a, b) -> a.mul_(b));
  }

  /** this ← this·value. */
  public Tensor mulInPlace(double value) {
    return mutate("mulInPlace", (t, a) -> a.mul_(t.scalar(value)));
  }

  /** this ← this / other. */
  public Tensor divInPlace(Tensor other) {
    return mutate("divInPlace", other, (t, a, b) -> a.div_(b));
  }

  /** this ← value everywhere. */
  public Tensor fillInPlace(double value) {
    return mutate("fillInPlace", (t, a) -> a.fill_(t.scalar(value)));
  }

  /** this ← samples of N(mean, std²). */
  public Tensor normalInPlace(Generator rng, double mean, double std) {
    return mutate("normalInPlace", (t, a) -> a.normal_(mean, std, t.generator(rng.generator())));
  }

  /** this ← samples of the uniform distribution on [low, high). */
  public Tensor uniformInPlace(Generator rng, double low, double high) {
    return mutate("uniformInPlace", (t, a) -> a.uniform_(low, high, t.generator(rng.generator())));
  }

  // Arithmetic

  /** −x, element by element. */
  public Tensor neg() {
    return Op.apply("neg", this, (t, a) -> torch.neg(a));
  }

  /** |x|; real for complex tensors. */
  public Tensor abs() {
    return Op.apply("abs", this, (t, a) -> torch.abs(a));
  }

  /** −1, 0 or 1. */
  public Tensor sign() {
    return Op.apply("sign", this, (t, a) -> torch.sign(a));
  }

  /** e^x. */
  public Tensor exp() {
    return Op.apply("exp", this, (t, a) -> torch.exp(a));
  }

  /** e^x − 1, exact near 0. */
  public Tensor expm1() {
    return Op.apply("expm1", this, (t, a) -> torch.expm1(a));
  }

  /** Natural logarithm. */
  public Tensor log() {
    return Op.apply("log", this, (t, a) -> torch.log(a));
  }

  /** ln(1 + x), exact near 0. */
  public Tensor log1p() {
    return Op.apply("log1p", this, (t, a) -> torch.log1p(a));
  }

  /** Logarithm of base 2. */
  public Tensor log2() {
    return Op.apply("log2", this, (t, a) -> torch.log2(a));
  }

  /** Square root. */
  public Tensor sqrt() {
    return Op.apply("sqrt", this, (t, a) -> torch.sqrt(a));
  }

  /** 1/√x. */
  public Tensor rsqrt() {
    return Op.apply("rsqrt", this, (t, a) -> torch.rsqrt(a));
  }

  /** x². */
  public Tensor square() {
    return Op.apply("square", this, (t, a) -> torch.square(a));
  }

  /** 1/x. */
  public Tensor reciprocal() {
    return Op.apply("reciprocal", this, (t, a) -> torch.reciprocal(a));
  }

  /** Sine of radians. */
  public Tensor sin() {
    return Op.apply("sin", this, (t, a) -> torch.sin(a));
  }

  /** Cosine of radians. */
  public Tensor cos() {
    return Op.apply("cos", this, (t, a) -> torch.cos(a));
  }

  /** Tangent of radians. */
  public Tensor tan() {
    return Op.apply("tan", this, (t, a) -> torch.tan(a));
  }

  /** Arc sine, radians. */
  public Tensor asin() {
    return Op.apply("asin", this, (t, a) -> torch.asin(a));
  }

  /** Arc cosine, radians. */
  public Tensor acos() {
    return Op.apply("acos", this, (t, a) -> torch.acos(a));
  }

  /** Arc tangent, radians. */
  public Tensor atan() {
    return Op.apply("atan", this, (t, a) -> torch.atan(a));
  }

  /** Hyperbolic sine. */
  public Tensor sinh() {
    return Op.apply("sinh", this, (t, a) -> torch.sinh(a));
  }

  /** Hyperbolic cosine. */
  public Tensor cosh() {
    return Op.apply("cosh", this, (t, a) -> torch.cosh(a));
  }

  /** Hyperbolic tangent. */
  public Tensor tanh() {
    return Op.apply("tanh", this, (t, a) -> torch.tanh(a));
  }

  /** Inverse hyperbolic tangent. */
  public Tensor atanh() {
    return Op.apply("atanh", this, (t, a) -> torch.atanh(a));
  }

  /** Inverse hyperbolic sine. */
  public Tensor asinh() {
    return Op.apply("asinh", this, (t, a) -> torch.asinh(a));
  }

  /** Inverse hyperbolic cosine. */
  public Tensor acosh() {
    return Op.apply("acosh", this, (t, a) -> torch.acosh(a));
  }

  /** Error function. */
  public Tensor erf() {
    return Op.apply("erf", this, (t, a) -> torch.erf(a));
  }

  /** Inverse error function. */
  public Tensor erfinv() {
    return Op.apply("erfinv", this, (t, a) -> torch.erfinv(a));
  }

  /** ln |Γ(x)|. */
  public Tensor lgamma() {
    return Op.apply("lgamma", this, (t, a) -> torch.lgamma(a));
  }

  /** Derivative of lgamma. */
  public Tensor digamma() {
    return Op.apply("digamma", this, (t, a) -> torch.digamma(a));
  }

  /** 1 / (1 + e^−x). */
  public Tensor sigmoid() {
    return Op.apply("sigmoid", this, (t, a) -> torch.sigmoid(a));
  }

  /** max(x, 0). */
  public Tensor relu() {
    return Op.apply("relu", this, (t, a) -> torch.relu(a));
  }

  /** Largest integer not above x. */
  public Tensor floor() {
    return Op.apply("floor", this, (t, a) -> torch.floor(a));
  }

  /** Smallest integer not below x. */
  public Tensor ceil() {
    return Op.apply("ceil", this, (t, a) -> torch.ceil(a));
  }

  /** Nearest integer, halves to even. */
  public Tensor round() {
    return Op.apply("round", this, (t, a) -> torch.round(a));
  }

  /** Integer part. */
  public Tensor trunc() {
    return Op.apply("trunc", this, (t, a) -> torch.trunc(a));
  }

  /** Fractional part. */
  public Tensor frac() {
    return Op.apply("frac", this, (t, a) -> torch.frac(a));
  }

  /** Where x is NaN. */
  public Tensor isNan() {
    return Op.apply("isNan", this, (t, a) -> torch.isnan(a));
  }

  /** Where x is finite. */
  public Tensor isFinite() {
    return Op.apply("isFinite", this, (t, a) -> torch.isfinite(a));
  }

  /** Where x is infinite. */
  public Tensor isInf() {
    return Op.apply("isInf", this, (t, a) -> torch.isinf(a));
  }

  /** Complex conjugate. */
  public Tensor conj() {
    return Op.apply("conj", this, (t, a) -> torch.conj(a));
  }

  /** Argument of complex numbers, radians. */
  public Tensor angle() {
    return Op.apply("angle", this, (t, a) -> torch.angle(a));
  }

  /** Real part, a view. */
  public Tensor real() {
    return Op.apply("real", this, (t, a) -> torch.real(a));
  }

  /** [...] complex as [..., 2] real, a view. */
  public Tensor viewAsReal() {
    return Op.apply("viewAsReal", this, (t, a) -> torch.view_as_real(a));
  }

  /** [..., 2] real as [...] complex, a view. */
  public Tensor viewAsComplex() {
    return Op.apply("viewAsComplex", this, (t, a) -> torch.view_as_complex(a));
  }

  /** Logical negation. */
  public Tensor logicalNot() {
    return Op.apply("logicalNot", this, (t, a) -> torch.logical_not(a));
  }

  /** Angle of (x = other, y = this), radians. Operands are broadcast. */
  public Tensor atan2(Tensor other) {
    return Op.apply("atan2", this, other, (t, a, b) -> torch.atan2(a, b));
  }

  /** The larger of the two, element by element. Operands are broadcast. */
  public Tensor maximum(Tensor other) {
    return Op.apply("maximum", this, other, (t, a, b) -> torch.maximum(a, b));
  }

  /** The smaller of the two, element by element. Operands are broadcast. */
  public Tensor minimum(Tensor other) {
    return Op.apply("minimum", this, other, (t, a, b) -> torch.minimum(a, b));
  }

  /** Where this equals other. Operands are broadcast. */
  public Tensor eq(Tensor other) {
    return Op.apply("eq", this, other, (t, a, b) -> torch.eq(a, b));
  }

  /** Where this differs from other. Operands are broadcast. */
  public Tensor ne(Tensor other) {
    return Op.apply("ne", this, other, (t, a, b) -> torch.ne(a, b));
  }

  /** Where this is below other. Operands are broadcast. */
  public Tensor lt(Tensor other) {
    return Op.apply("lt", this, other, (t, a, b) -> torch.lt(a, b));
  }

  /** Where this is at most other. Operands are broadcast. */
  public Tensor le(Tensor other) {
    return Op.apply("le", this, other, (t, a, b) -> torch.le(a, b));
  }

  /** Where this is above other. Operands are broadcast. */
  public Tensor gt(Tensor other) {
    return Op.apply("gt", this, other, (t, a, b) -> torch.gt(a, b));
  }

  /** Where this is at least other. Operands are broadcast. */
  public Tensor ge(Tensor other) {
    return Op.apply("ge", this, other, (t, a, b) -> torch.ge(a, b));
  }

  /** Logical and. Operands are broadcast. */
  public Tensor logicalAnd(Tensor other) {
    return Op.apply("logicalAnd", this, other, (t, a, b) -> torch.logical_and(a, b));
  }

  /** Logical or. Operands are broadcast. */
  public Tensor logicalOr(Tensor other) {
    return Op.apply("logicalOr", this, other, (t, a, b) -> torch.logical_or(a, b));
  }

  /** Logical exclusive or. Operands are broadcast. */
  public Tensor logicalXor(Tensor other) {
    return Op.apply("logicalXor", this, other, (t, a, b) -> torch.logical_xor(a, b));
  }

  /** Remainder with the sign of this. Operands are broadcast. */
  public Tensor fmod(Tensor other) {
    return Op.apply("fmod", this, other, (t, a, b) -> torch.fmod(a, b));
  }

  /** Remainder with the sign of other. Operands are broadcast. */
  public Tensor remainder(Tensor other) {
    return Op.apply("remainder", this, other, (t, a, b) -> torch.remainder(a, b));
  }

  /** Quotient rounded down. Operands are broadcast. */
  public Tensor floorDivide(Tensor other) {
    return Op.apply("floorDivide", this, other, (t, a, b) -> torch.floor_divide(a, b));
  }

  /** √(x² + y²). Operands are broadcast. */
  public Tensor hypot(Tensor other) {
    return Op.apply("hypot", this, other, (t, a, b) -> torch.hypot(a, b));
  }

  /** Where this equals value. */
  public Tensor eq(double value) {
    return Op.apply("eq", this, (t, a) -> torch.eq(a, t.scalar(value)));
  }

  /** Where this differs from value. */
  public Tensor ne(double value) {
    return Op.apply("ne", this, (t, a) -> torch.ne(a, t.scalar(value)));
  }

  /** Where this is below value. */
  public Tensor lt(double value) {
    return Op.apply("lt", this, (t, a) -> torch.lt(a, t.scalar(value)));
  }

  /** Where this is at most value. */
  public Tensor le(double value) {
    return Op.apply("le", this, (t, a) -> torch.le(a, t.scalar(value)));
  }

  /** Where this is above value. */
  public Tensor gt(double value) {
    return Op.apply("gt", this, (t, a) -> torch.gt(a, t.scalar(value)));
  }

  /** Where this is at least value. */
  public Tensor ge(double value) {
    return Op.apply("ge", this, (t, a) -> torch.ge(a, t.scalar(value)));
  }

  /** Remainder with the sign of this. */
  public Tensor fmod(double value) {
    return Op.apply("fmod", this, (t, a) -> torch.fmod(a, t.scalar(value)));
  }

  /** Remainder with the sign of value. */
  public Tensor remainder(double value) {
    return Op.apply("remainder", this, (t, a) -> torch.remainder(a, t.scalar(value)));
  }

  /** Sum, operands broadcast. */
  public Tensor add(Tensor other) {
    return Op.apply("add", this, other, (t, a, b) -> torch.add(a, b));
  }

  /** Sum with a number; an integer tensor becomes floating. */
  public Tensor add(double value) {
    return Op.apply("add", this, (t, a) -> torch.add(a, t.scalar(value)));
  }

  /** Sum with a whole number; the type stays. */
  public Tensor add(long value) {
    return Op.apply("add", this, (t, a) -> torch.add(a, t.scalar(value)));
  }

  /** Difference, operands broadcast. */
  public Tensor sub(Tensor other) {
    return Op.apply("sub", this, other, (t, a, b) -> torch.sub(a, b));
  }

  /** Difference with a number; an integer tensor becomes floating. */
  public Tensor sub(double value) {
    return Op.apply("sub", this, (t, a) -> torch.sub(a, t.scalar(value)));
  }

  /** Difference with a whole number; the type stays. */
  public Tensor sub(long value) {
    return Op.apply("sub", this, (t, a) -> torch.sub(a, t.scalar(value)));
  }

  /** Product, operands broadcast. */
  public Tensor mul(Tensor other) {
    return Op.apply("mul", this, other, (t, a, b) -> torch.mul(a, b));
  }

  /** Product with a number; an integer tensor becomes floating. */
  public Tensor mul(double value) {
    return Op.apply("mul", this, (t, a) -> torch.mul(a, t.scalar(value)));
  }

  /** Product with a whole number; the type stays. */
  public Tensor mul(long value) {
    return Op.apply("mul", this, (t, a) -> torch.mul(a, t.scalar(value)));
  }

  /** Quotient, operands broadcast. */
  public Tensor div(Tensor other) {
    return Op.apply("div", this, other, (t, a, b) -> torch.div(a, b));
  }

  /** Quotient with a number; an integer tensor becomes floating. */
  public Tensor div(double value) {
    return Op.apply("div", this, (t, a) -> torch.div(a, t.scalar(value)));
  }

  /** Quotient with a whole number; the type stays. */
  public Tensor div(long value) {
    return Op.apply("div", this, (t, a) -> torch.div(a, t.scalar(value)));
  }

  /** value − this. */
  public Tensor rsub(double value) {
    return Op.apply("rsub", this, (t, a) -> torch.rsub(a, t.scalar(value)));
  }

  /** this + factor·other. */
  public Tensor add(Tensor other, double factor) {
    return Op.apply("add", this, other, (t, a, b) -> torch.add(a, b, t.scalar(factor)));
  }

  /** this + factor·(x·y). */
  public Tensor addcmul(Tensor x, Tensor y, double factor) {
    return Op.apply(
        "addcmul", this, x, y, (t, a, b, c) -> torch.addcmul(a, b, c, t.scalar(factor)));
  }

  /** this + weight·(end − this). */
  public Tensor lerp(Tensor end, double weight) {
    return Op.apply("lerp", this, end, (t, a, b) -> torch.lerp(a, b, t.scalar(weight)));
  }

  /** this^exponent. */
  public Tensor pow(double exponent) {
    return Op.apply("pow", this, (t, a) -> torch.pow(a, t.scalar(exponent)));
  }

  /** this^exponent, element by element. */
  public Tensor pow(Tensor exponent) {
    return Op.apply("pow", this, exponent, (t, a, b) -> torch.pow(a, b));
  }

  /** Values below min become min, above max become max; null leaves a side open. */
  public Tensor clamp(@Nullable Double min, @Nullable Double max) {
    return Op.apply(
        "clamp", this, (t, a) -> torch.clamp(a, t.scalarOptional(min), t.scalarOptional(max)));
  }

  /** Values below min become min. */
  public Tensor clampMin(double min) {
    return Op.apply("clampMin", this, (t, a) -> torch.clamp_min(a, t.scalar(min)));
  }

  /** Values above max become max. */
  public Tensor clampMax(double max) {
    return Op.apply("clampMax", this, (t, a) -> torch.clamp_max(a, t.scalar(max)));
  }

  /** this where the condition holds, other elsewhere. */
  public Tensor where(Tensor condition, Tensor other) {
    return Op.apply("where", condition, this, other, (t, c, a, b) -> torch.where(c, a, b));
  }

  /** value where the mask holds, this elsewhere. */
  public Tensor maskedFill(Tensor mask, double value) {
    return Op.apply(
        "maskedFill", this, mask, (t, a, b) -> torch.masked_fill(a, b, t.scalar(value)));
  }

  /** NaN becomes {@code nan}; infinities become the type's largest values. */
  public Tensor nanToNum(double nan) {
    return Op.apply(
        "nanToNum",
        this,
        (t, a) ->
            torch.nan_to_num(
                a, t.doubleOptional(nan), t.doubleOptional(null), t.doubleOptional(null)));
  }

  // Reductions

  /** The sum of all elements. */
  public Tensor sum() {
    return Op.apply("sum", this, (t, a) -> torch.sum(a));
  }

  /** Sums over dimensions, which disappear. */
  public Tensor sum(int... dims) {
    return sum(false, dims);
  }

  /** Sums over dimensions. */
  public Tensor sum(boolean keepDim, int... dims) {
    return Op.apply("sum", this, (t, a) -> torch.sum(a, longs(dims), keepDim, t.scalarType(null)));
  }

  /** The mean of all elements. */
  public Tensor mean() {
    return Op.apply("mean", this, (t, a) -> torch.mean(a));
  }

  /** Means over dimensions, which disappear. */
  public Tensor mean(int... dims) {
    return mean(false, dims);
  }

  /** Means over dimensions. */
  public Tensor mean(boolean keepDim, int... dims) {
    return Op.apply(
        "mean", this, (t, a) -> torch.mean(a, longs(dims), keepDim, t.scalarType(null)));
  }

  /** Variance over dimensions, divisor n − 1 when unbiased, else n. */
  public Tensor var(boolean unbiased, boolean keepDim, int... dims) {
    return Op.apply("var", this, (t, a) -> torch.var(a, longs(dims), unbiased, keepDim));
  }

  /** Standard deviation over dimensions, divisor n − 1 when unbiased, else n. */
  public Tensor std(boolean unbiased, boolean keepDim, int... dims) {
    return Op.apply("std", this, (t, a) -> torch.std(a, longs(dims), unbiased, keepDim));
  }

  /** The product over one dimension. */
  public Tensor prod(int dim, boolean keepDim) {
    return Op.apply("prod", this, (t, a) -> torch.prod(a, dim, keepDim, t.scalarType(null)));
  }

  /** The largest element. */
  public Tensor max() {
    return Op.apply("max", this, (t, a) -> torch.max(a));
  }

  /** The smallest element. */
  public Tensor min() {
    return Op.apply("min", this, (t, a) -> torch.min(a));
  }

  /** The largest values over one dimension and where they are. */
  public Ranked max(int dim, boolean keepDim) {
    return Ranked.of(Op.pair(Op.call("max", this, (t, a) -> torch.max(a, dim, keepDim))));
  }

  /** The smallest values over one dimension and where they are. */
  public Ranked min(int dim, boolean keepDim) {
    return Ranked.of(Op.pair(Op.call("min", this, (t, a) -> torch.min(a, dim, keepDim))));
  }

  /** The largest values over dimensions; the derivative is shared by equal ones. */
  public Tensor amax(boolean keepDim, int... dims) {
    return Op.apply("amax", this, (t, a) -> torch.amax(a, longs(dims), keepDim));
  }

  /** The smallest values over dimensions; the derivative is shared by equal ones. */
  public Tensor amin(boolean keepDim, int... dims) {
    return Op.apply("amin", this, (t, a) -> torch.amin(a, longs(dims), keepDim));
  }

  /** Where the largest value over one dimension is, I64. */
  public Tensor argmax(int dim, boolean keepDim) {
    return Op.apply("argmax", this, (t, a) -> torch.argmax(a, t.longOptional((long) dim), keepDim));
  }

  /** Where the smallest value over one dimension is, I64. */
  public Tensor argmin(int dim, boolean keepDim) {
    return Op.apply("argmin", this, (t, a) -> torch.argmin(a, t.longOptional((long) dim), keepDim));
  }

  /** Whether any element is true or not zero. */
  public boolean any() {
    return Op.call("any", this, (t, a) -> t.add(item(t.add(torch.any(a)))).toBool());
  }

  /** Whether all elements are true or not zero. */
  public boolean all() {
    return Op.call("all", this, (t, a) -> t.add(item(t.add(torch.all(a)))).toBool());
  }

  /** The vector p-norm over dimensions (all when none is given). */
  public Tensor norm(double p, boolean keepDim, int... dims) {
    return Op.apply(
        "norm",
        this,
        (t, a) ->
            torch.linalg_vector_norm(a, t.scalar(p), longs(dims), keepDim, t.scalarType(null)));
  }

  /** The Euclidean norm of all elements. */
  public Tensor norm() {
    return norm(2, false);
  }

  /** ln Σ e^x over one dimension, without overflow. */
  public Tensor logsumexp(int dim, boolean keepDim) {
    return Op.apply("logsumexp", this, (t, a) -> torch.logsumexp(a, new long[] {dim}, keepDim));
  }

  /** e^x / Σ e^x over one dimension. */
  public Tensor softmax(int dim) {
    return Op.apply("softmax", this, (t, a) -> torch.softmax(a, dim));
  }

  /** ln softmax over one dimension. */
  public Tensor logSoftmax(int dim) {
    return Op.apply("logSoftmax", this, (t, a) -> torch.log_softmax(a, dim));
  }

  /** Running sums along one dimension. */
  public Tensor cumsum(int dim) {
    return Op.apply("cumsum", this, (t, a) -> torch.cumsum(a, dim));
  }

  /** Running products along one dimension. */
  public Tensor cumprod(int dim) {
    return Op.apply("cumprod", this, (t, a) -> torch.cumprod(a, dim));
  }

  /** The linearly interpolated quantile over one dimension, {@code q} in [0, 1]. */
  public Tensor quantile(double q, int dim, boolean keepDim) {
    return Op.apply(
        "quantile",
        this,
        (t, a) -> torch.quantile(a, q, t.longOptional((long) dim), keepDim, "linear"));
  }

  /** The median over one dimension (the lower one of two) and where it is. */
  public Ranked median(int dim, boolean keepDim) {
    return Ranked.of(Op.pair(Op.call("median", this, (t, a) -> torch.median(a, dim, keepDim))));
  }

  /** The k largest (or smallest) along one dimension, sorted. */
  public Ranked topk(long k, int dim, boolean largest) {
    return Ranked.of(
        Op.pair(Op.call("topk", this, (t, a) -> torch.topk(a, k, dim, largest, true))));
  }

  /** Sorted along one dimension; equal elements keep their order. */
  public Ranked sort(int dim, boolean descending) {
    return Ranked.of(
        Op.pair(
            Op.call("sort", this, (t, a) -> torch.sort(a, t.boolOptional(true), dim, descending))));
  }

  /** The order that sorts one dimension; equal elements keep theirs. */
  public Tensor argsort(int dim, boolean descending) {
    return sort(dim, descending).indices();
  }

  /** Sorted distinct elements, the index of each element among them, and their counts. */
  public Unique unique() {
    Tensor[] parts =
        Op.triple(
            Op.call("unique", reshape(-1), (t, a) -> torch.unique_dim(a, 0, true, true, true)));
    return new Unique(parts[0], parts[1].reshape(shape()), parts[2]);
  }

  // Shape

  /** The same elements in another shape; one size may be −1. */
  public Tensor reshape(long... newShape) {
    return Op.apply("reshape", this, (t, a) -> torch.reshape(a, newShape));
  }

  /** The same memory in another shape. */
  public Tensor view(long... newShape) {
    return Op.apply("view", this, (t, a) -> a.view(newShape));
  }

  /** Dimensions from start to end made one. */
  public Tensor flatten(int start, int end) {
    return Op.apply("flatten", this, (t, a) -> torch.flatten(a, start, end));
  }

  /** One dimension made several. */
  public Tensor unflatten(int dim, long... sizes) {
    return Op.apply("unflatten", this, (t, a) -> torch.unflatten(a, dim, sizes));
  }

  /** Dimensions in another order, a view. */
  public Tensor permute(int... dims) {
    return Op.apply("permute", this, (t, a) -> a.permute(longs(dims)));
  }

  /** Two dimensions exchanged, a view. */
  public Tensor transpose(int first, int second) {
    return Op.apply("transpose", this, (t, a) -> torch.transpose(a, first, second));
  }

  /** The last two dimensions exchanged, a view. */
  public Tensor mT() {
    return transpose(-2, -1);
  }

  /** A dimension of size 1 put in. */
  public Tensor unsqueeze(int dim) {
    return Op.apply("unsqueeze", this, (t, a) -> torch.unsqueeze(a, dim));
  }

  /** A dimension of size 1 taken out. */
  public Tensor squeeze(int dim) {
    return Op.apply("squeeze", this, (t, a) -> torch.squeeze(a, dim));
  }

  /** Repeated by broadcasting without copying; −1 leaves a size. */
  public Tensor expand(long... sizes) {
    return Op.apply("expand", this, (t, a) -> a.expand(sizes, false));
  }

  /** Expanded to another tensor's shape. */
  public Tensor expandAs(Tensor other) {
    return expand(other.shape());
  }

  /** Tiled, with copying. */
  public Tensor repeat(long... times) {
    return Op.apply("repeat", this, (t, a) -> a.repeat(times));
  }

  /** Each slice along one dimension repeated in place. */
  public Tensor repeatInterleave(long times, int dim) {
    return Op.apply(
        "repeatInterleave",
        this,
        (t, a) ->
            torch.repeat_interleave(a, times, t.longOptional((long) dim), t.longOptional(null)));
  }

  /** Sliding windows along one dimension, appended as the last one, a view. */
  public Tensor unfold(int dim, long size, long step) {
    return Op.apply("unfold", this, (t, a) -> a.unfold(dim, size, step));
  }

  /**
   * Padded at both ends of the last dimensions, last first: {left, right, top, bottom, ...}.
   *
   * @param mode {@code constant}, {@code reflect}, {@code replicate} or {@code circular}
   */
  public Tensor pad(long[] amounts, String mode, double value) {
    return Op.apply(
        "pad",
        this,
        (t, a) ->
            torch.pad(a, amounts, mode, t.doubleOptional(mode.equals("constant") ? value : null)));
  }

  /** Padded with a constant. */
  public Tensor pad(long[] amounts, double value) {
    return pad(amounts, "constant", value);
  }

  /** Shifted along one dimension; what leaves one end enters at the other. */
  public Tensor roll(long shift, int dim) {
    return Op.apply("roll", this, (t, a) -> torch.roll(a, new long[] {shift}, dim));
  }

  /** Reversed along dimensions. */
  public Tensor flip(int... dims) {
    return Op.apply("flip", this, (t, a) -> torch.flip(a, longs(dims)));
  }

  /** Joined along an existing dimension. */
  public static Tensor cat(int dim, Tensor... tensors) {
    return Op.applyAll("cat", tensors, (t, all) -> torch.cat(t.tensors(all), dim));
  }

  /** Joined along an existing dimension. */
  public static Tensor cat(int dim, List<Tensor> tensors) {
    return cat(dim, tensors.toArray(new Tensor[0]));
  }

  /** Joined along a new dimension. */
  public static Tensor stack(int dim, Tensor... tensors) {
    return Op.applyAll("stack", tensors, (t, all) -> torch.stack(t.tensors(all), dim));
  }

  /** Joined along a new dimension. */
  public static Tensor stack(int dim, List<Tensor> tensors) {
    return stack(dim, tensors.toArray(new Tensor[0]));
  }

  /** Cut along one dimension into pieces of these sizes, views. */
  public Tensor[] split(int dim, long... sizes) {
    return Op.split(() -> Op.call("split", this, (t, a) -> torch.split_with_sizes(a, sizes, dim)));
  }

  /** Cut along one dimension into {@code count} pieces, views. */
  public Tensor[] chunk(int count, int dim) {
    return Op.split(() -> Op.call("chunk", this, (t, a) -> torch.chunk(a, count, dim)));
  }

  /** The slices along one dimension, which disappears, views. */
  public Tensor[] unbind(int dim) {
    return Op.split(() -> Op.call("unbind", this, (t, a) -> torch.unbind(a, dim)));
  }

  /** The diagonal at an offset over two dimensions, appended as the last one, a view. */
  public Tensor diagonal(long offset, int dim1, int dim2) {
    return Op.apply("diagonal", this, (t, a) -> torch.diagonal(a, offset, dim1, dim2));
  }

  /** Matrices with the last dimension on their diagonal: [..., n] to [..., n, n]. */
  public Tensor diagEmbed() {
    return Op.apply("diagEmbed", this, (t, a) -> torch.diag_embed(a));
  }

  /** The upper triangle from a diagonal on; the rest is 0. */
  public Tensor triu(long diagonal) {
    return Op.apply("triu", this, (t, a) -> torch.triu(a, diagonal));
  }

  /** The lower triangle up to a diagonal; the rest is 0. */
  public Tensor tril(long diagonal) {
    return Op.apply("tril", this, (t, a) -> torch.tril(a, diagonal));
  }

  // Indexing

  /** The slice at an index of the first dimension, a view. */
  public Tensor get(long index) {
    return select(0, index);
  }

  /** The slice at an index of one dimension, which disappears, a view. */
  public Tensor select(int dim, long index) {
    return Op.apply("select", this, (t, a) -> torch.select(a, dim, index));
  }

  /** {@code length} slices from {@code start} on, a view. */
  public Tensor narrow(int dim, long start, long length) {
    return Op.apply("narrow", this, (t, a) -> torch.narrow(a, dim, start, length));
  }

  /** Slices from start to before end, every {@code step}-th, a view; ends are clipped. */
  public Tensor slice(int dim, long start, long end, long step) {
    return Op.apply(
        "slice",
        this,
        (t, a) -> torch.slice(a, dim, t.longOptional(start), t.longOptional(end), step));
  }

  /** Slices from start to before end, a view. */
  public Tensor slice(int dim, long start, long end) {
    return slice(dim, start, end, 1);
  }

  /** Slices at these indexes of one dimension. */
  public Tensor indexSelect(int dim, Tensor index) {
    return Op.apply("indexSelect", this, index, (t, a, b) -> torch.index_select(a, dim, b));
  }

  /** NumPy's advanced indexing of the leading dimensions with index or mask tensors. */
  public Tensor index(Tensor... indices) {
    return Op.applyAll(
        "index",
        prepend(this, indices),
        (t, all) -> torch.index(all[0], optionals(t, all, 1, indices.length)));
  }

  /** A copy with {@code values} put (or added) at these indexes of the leading dimensions. */
  public Tensor indexPut(Tensor[] indices, Tensor values, boolean accumulate) {
    return Op.applyAll(
        "indexPut",
        prepend(this, prepend(values, indices)),
        (t, all) ->
            torch.index_put(all[0], optionals(t, all, 2, indices.length), all[1], accumulate));
  }

  /** The elements where the mask holds, one dimension. */
  public Tensor maskedSelect(Tensor mask) {
    return Op.apply("maskedSelect", this, mask, (t, a, b) -> torch.masked_select(a, b));
  }

  /** The indexes of elements that are not zero, [count, dim], I64. */
  public Tensor nonzero() {
    return Op.apply("nonzero", this, (t, a) -> torch.nonzero(a));
  }

  /** out[i][j] = this[index[i][j]][j] for dim 0, and so on. */
  public Tensor gather(int dim, Tensor index) {
    return Op.apply("gather", this, index, (t, a, b) -> torch.gather(a, dim, b));
  }

  /** A copy with source[i][j] at [index[i][j]][j] for dim 0, and so on. */
  public Tensor scatter(int dim, Tensor index, Tensor source) {
    return Op.apply("scatter", this, index, source, (t, a, b, c) -> torch.scatter(a, dim, b, c));
  }

  /** As scatter, adding. */
  public Tensor scatterAdd(int dim, Tensor index, Tensor source) {
    return Op.apply(
        "scatterAdd", this, index, source, (t, a, b, c) -> torch.scatter_add(a, dim, b, c));
  }

  /**
   * As scatter, reducing.
   *
   * @param reduce {@code sum}, {@code prod}, {@code mean}, {@code amax} or {@code amin}
   */
  public Tensor scatterReduce(
      int dim, Tensor index, Tensor source, String reduce, boolean includeSelf) {
    return Op.apply(
        "scatterReduce",
        this,
        index,
        source,
        (t, a, b, c) -> torch.scatter_reduce(a, dim, b, c, reduce, includeSelf));
  }

  /** A copy with the slices of source added at these indexes of one dimension. */
  public Tensor indexAdd(int dim, Tensor index, Tensor source) {
    return Op.apply("indexAdd", this, index, source, (t, a, b, c) -> torch.index_add(a, dim, b, c));
  }

  /** Σ of the slices that share a segment number: [n, ...] and ids [n] to [segments, ...]. */
  public Tensor segmentSum(Tensor ids, long segments) {
    long[] sizes = shape();
    sizes[0] = segments;
    return zeros(dtype(), sizes).indexAdd(0, ids, this);
  }

  /** The mean of the slices that share a segment number; 0 for an empty segment. */
  public Tensor segmentMean(Tensor ids, long segments) {
    long[] countShape = new long[dim()];
    Arrays.fill(countShape, 1);
    countShape[0] = segments;
    Tensor counts = ones(dtype(), size(0)).segmentSum(ids, segments).clampMin(1);
    return segmentSum(ids, segments).div(counts.reshape(countShape));
  }

  /** The largest of the slices that share a segment number; 0 for an empty segment. */
  public Tensor segmentMax(Tensor ids, long segments) {
    long[] sizes = shape();
    long[] idShape = new long[dim()];
    Arrays.fill(idShape, 1);
    idShape[0] = sizes[0];
    Tensor index = ids.reshape(idShape).expand(sizes);
    sizes[0] = segments;
    return zeros(dtype(), sizes).scatterReduce(0, index, this, "amax", false);
  }

  private static Tensor[] prepend(Tensor first, Tensor... rest) {
    Tensor[] all = new Tensor[rest.length + 1];
    all[0] = first;
    System.arraycopy(rest, 0, all, 1, rest.length);
    return all;
  }

  private static TensorOptionalList optionals(
      Temporaries t, org.bytedeco.pytorch.Tensor[] all, int from, int count) {
    TensorOptionalList list = t.add(new TensorOptionalList());
    for (int i = from; i < from + count; i++) {
      list.push_back(t.tensor(all[i]));
    }
    return list;
  }

  // Products

  /** Matrix product with broadcasting of leading dimensions. */
  public Tensor matmul(Tensor other) {
    return Op.apply("matmul", this, other, (t, a, b) -> torch.matmul(a, b));
  }

  /** Batched matrix product, [b, n, m] with [b, m, p]. */
  public Tensor bmm(Tensor other) {
    return Op.apply("bmm", this, other, (t, a, b) -> torch.bmm(a, b));
  }

  /** this + x·y for matrices. */
  public Tensor addmm(Tensor x, Tensor y) {
    return Op.apply("addmm", this, x, y, (t, a, b, c) -> torch.addmm(a, b, c));
  }

  /** this + x·y for batches of matrices. */
  public Tensor baddbmm(Tensor x, Tensor y) {
    return Op.apply("baddbmm", this, x, y, (t, a, b, c) -> torch.baddbmm(a, b, c));
  }

  /** The dot product of two vectors. */
  public Tensor dot(Tensor other) {
    return Op.apply("dot", this, other, (t, a, b) -> torch.dot(a, b));
  }

  /** The outer product of two vectors. */
  public Tensor outer(Tensor other) {
    return Op.apply("outer", this, other, (t, a, b) -> torch.outer(a, b));
  }

  /** The Kronecker product. */
  public Tensor kron(Tensor other) {
    return Op.apply("kron", this, other, (t, a, b) -> torch.kron(a, b));
  }

  /** The cross product of vectors of 3 in one dimension. */
  public Tensor cross(Tensor other, int dim) {
    return Op.apply("cross", this, other, (t, a, b) -> torch.linalg_cross(a, b, dim));
  }

  /** A sparse matrix times a dense one. */
  public Tensor sparseMatmul(Tensor dense) {
    return Op.apply("sparseMatmul", this, dense, (t, a, b) -> torch.mm(a, b));
  }

  private static long[] longs(int... values) {
    long[] longs = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      longs[i] = values[i];
    }
    return longs;
  }

  /**
   * Values and where they were.
   *
   * @param values the values
   * @param indices their indexes along the dimension, I64
   */
  public record Ranked(Tensor values, Tensor indices) {
    private static Ranked of(Tensor[] pair) {
      return new Ranked(pair[0], pair[1]);
    }
  }

  /**
   * Distinct elements.
   *
   * @param values sorted, [k]
   * @param inverse the index of each element among the values, this tensor's shape
   * @param counts how often each occurs, [k]
   */
  public record Unique(Tensor values, Tensor inverse, Tensor counts) {}

  /** Type and shape, and the elements of a small tensor. */
  @Override
  public String toString() {
    if (isClosed()) {
      return "Tensor(closed)";
    }
    String kind = dtype() + Arrays.toString(sizes());
    if (isComplex() || numel() > 64) {
      return "Tensor(" + kind + ")";
    }
    return "Tensor(" + kind + " " + Arrays.toString(toDoubleArray()) + ")";
  }
}
