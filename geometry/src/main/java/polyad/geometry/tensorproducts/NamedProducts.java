package polyad.geometry.tensorproducts;

import java.util.LinkedHashMap;
import java.util.Map;
import polyad.geometry.CgProduct;
import polyad.geometry.EquivariantProduct;
import polyad.geometry.GauntTensorProduct;
import polyad.geometry.MatrixTensorProduct;
import polyad.geometry.VectorSignalTensorProduct;

/** The products under the names of the tables. */
final class NamedProducts {
  private NamedProducts() {}

  /** Products of harmonics up to L with harmonics up to L. */
  static Map<String, EquivariantProduct> of(int lmax, int lmaxOut) {
    Map<String, EquivariantProduct> products = new LinkedHashMap<>();
    var paths = CgProduct.paths(lmax, lmax, lmaxOut, false);
    var none = CgProduct.Scale.NONE;
    products.put("cg-dense", new CgProduct(lmax, lmax, paths, none, false));
    products.put("cg-sparse", new CgProduct(lmax, lmax, paths, none, true));
    products.put("gaunt-fourier", gaunt(lmax, lmaxOut, GauntTensorProduct.Backend.FOURIER));
    products.put("gaunt-grid", gaunt(lmax, lmaxOut, GauntTensorProduct.Backend.GRID));
    products.put(
        "gaunt-grid-separable", gaunt(lmax, lmaxOut, GauntTensorProduct.Backend.GRID_SEPARABLE));
    products.put("matrix", new MatrixTensorProduct(lmax, lmax, lmaxOut, CgProduct.Scale.NORM));
    products.put(
        "matrix-single", MatrixTensorProduct.single(lmax, lmax, lmaxOut, CgProduct.Scale.NORM));
    return products;
  }

  /** Fields of vectors of degree L. */
  static Map<String, EquivariantProduct> fields(int lmax) {
    Map<String, EquivariantProduct> products = new LinkedHashMap<>();
    products.put("vector-cross", VectorSignalTensorProduct.cross(lmax, lmax));
    products.put("vector-dot", VectorSignalTensorProduct.dot(lmax, lmax));
    return products;
  }

  private static GauntTensorProduct gaunt(
      int lmax, int lmaxOut, GauntTensorProduct.Backend backend) {
    return new GauntTensorProduct(lmax, lmax, lmaxOut, backend);
  }

  /** Whether parities are ignored, so that only proper rotations commute with it. */
  static boolean isProperOnly(String name) {
    return name.startsWith("matrix");
  }
}
