package polyad.algebra;

import polyad.tensor.DType;
import polyad.tensor.Tensor;

/** A table of numbers, made once, in both precisions; outlives every scope. */
public final class Constant {
  private final Tensor f64;
  private final Tensor f32;

  /** Of an F64 tensor. */
  public Constant(Tensor table) {
    f64 = table.contiguous().copy().retain();
    f32 = f64.to(DType.F32).retain();
  }

  /** The table in a dtype: F64, or F32 for everything else. */
  public Tensor in(DType dtype) {
    return dtype == DType.F64 ? f64 : f32;
  }
}
