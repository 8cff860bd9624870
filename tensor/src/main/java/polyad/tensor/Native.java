package polyad.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Loads libtorch once, with the settings that make small operations fast. */
final class Native {
  private static final Map<DType, ScalarType> SCALAR_TYPES = new EnumMap<>(DType.class);
  private static final Map<ScalarType, DType> DTYPES = new EnumMap<>(ScalarType.class);
  private static final Map<DType, TensorOptions> OPTIONS = new EnumMap<>(DType.class);

  static {
    // Read when the libraries load: idle OpenMP workers must sleep instead of spinning, and tensors
    // are freed by their scopes, so JavaCPP need not track every pointer.
    setEnvironment("OMP_WAIT_POLICY", "PASSIVE");
    // OpenBLAS's threads spin without yielding while they wait: on a machine with other work to do,
    // two of them multiplied matrices several times slower than one. Engine.setThreads asks for
    // more.
    setEnvironment("OPENBLAS_NUM_THREADS", "1");
    System.setProperty("org.bytedeco.javacpp.nopointergc", "true");
    System.setProperty("org.bytedeco.javacpp.maxBytes", "0");
    System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    Loader.load(torch.class);
    pair(DType.F64, ScalarType.Double);
    pair(DType.F32, ScalarType.Float);
    pair(DType.F16, ScalarType.Half);
    pair(DType.BF16, ScalarType.BFloat16);
    pair(DType.F8_E4M3, ScalarType.Float8_e4m3fn);
    pair(DType.F8_E5M2, ScalarType.Float8_e5m2);
    pair(DType.I64, ScalarType.Long);
    pair(DType.I32, ScalarType.Int);
    pair(DType.I16, ScalarType.Short);
    pair(DType.I8, ScalarType.Char);
    pair(DType.U64, ScalarType.UInt64);
    pair(DType.U32, ScalarType.UInt32);
    pair(DType.U16, ScalarType.UInt16);
    pair(DType.U8, ScalarType.Byte);
    pair(DType.BOOL, ScalarType.Bool);
    pair(DType.C64, ScalarType.ComplexFloat);
    pair(DType.C128, ScalarType.ComplexDouble);
  }

  private Native() {}

  private static void pair(DType dtype, ScalarType type) {
    SCALAR_TYPES.put(dtype, type);
    DTYPES.put(type, dtype);
    OPTIONS.put(dtype, new TensorOptions(type));
  }

  private static void setEnvironment(String name, String value) {
    Linker linker = Linker.nativeLinker();
    var address = linker.defaultLookup().find("setenv");
    if (address.isEmpty()) {
      return; // a platform without setenv keeps its own OpenMP settings
    }
    MethodHandle setenv =
        linker.downcallHandle(
            address.get(),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      int overwrite = 0;
      var _ =
          (int) setenv.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), overwrite);
    } catch (Throwable e) {
      throw new IllegalStateException("could not set " + name, e);
    }
  }

  /**
   * OpenBLAS keeps threads of its own, which libtorch does not know of: they wait for each other
   * actively, so that small products on a busy machine take many times as long.
   */
  static void setBlasThreads(int threads) {
    var address = SymbolLookup.loaderLookup().find("openblas_set_num_threads");
    if (address.isEmpty()) {
      return; // built on another BLAS
    }
    MethodHandle set =
        Linker.nativeLinker()
            .downcallHandle(address.get(), FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
    try {
      set.invokeExact(threads);
    } catch (Throwable e) {
      throw new IllegalStateException("could not set the threads of OpenBLAS", e);
    }
  }

  static ScalarType scalarType(DType dtype) {
    return Objects.requireNonNull(SCALAR_TYPES.get(dtype));
  }

  static DType dtype(ScalarType type) {
    DType dtype = DTYPES.get(type.intern());
    if (dtype == null) {
      throw new TensorException("element type " + type + " is not supported");
    }
    return dtype;
  }

  /** Options on the CPU, shared and never freed. */
  static TensorOptions options(DType dtype) {
    return Objects.requireNonNull(OPTIONS.get(dtype));
  }
}
