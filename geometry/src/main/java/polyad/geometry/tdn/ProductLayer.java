package polyad.geometry.tdn;

import org.jspecify.annotations.Nullable;
import polyad.geometry.ConnectionMode;
import polyad.nn.Module;
import polyad.tensor.Tensor;

/** A product of node features with the one channel of an edge's harmonics; child {@code cp_tp}. */
final class ProductLayer extends Module {
  private final SharedProduct product;

  /** Makes products of a network: the decomposition is fitted once and shared. */
  static final class Factory {
    private final TdnConfig config;
    private final @Nullable CpDecomposition factors;

    Factory(TdnConfig config) {
      this.config = config;
      this.factors =
          config.product() == TdnConfig.ProductKind.CP
              ? FactorCache.get(config.lmax(), config.cpRank())
              : null;
    }

    ProductLayer make() {
      SharedProduct.Shape shape =
          new SharedProduct.Shape(
              config.lmax(), config.hidden(), 1, config.hidden(), ConnectionMode.UVU);
      return new ProductLayer(product(shape));
    }

    private SharedProduct product(SharedProduct.Shape shape) {
      int part = Math.max(1, (3 * shape.d() + 3) / 4);
      return switch (config.product()) {
        case CP -> {
          if (factors == null) {
            throw new IllegalStateException("the factors are fitted first");
          }
          yield new CpTensorProduct(shape, factors);
        }
        case EXACT_SHARED -> ExactTensorProduct.shared(shape);
        case EXACT_PER_PATH -> ExactTensorProduct.perPath(shape);
        case TUCKER -> FactoredTensorProduct.tucker(shape, part);
        case TENSOR_TRAIN -> FactoredTensorProduct.tensorTrain(shape, part);
        case GAUNT -> new GauntGridProduct(shape);
      };
    }

    /** How many numbers of weight an edge brings. */
    int weightCount() {
      return config.product() == TdnConfig.ProductKind.EXACT_PER_PATH
          ? SharedPathTensor.paths(config.lmax()).size() * config.hidden()
          : config.hidden();
    }
  }

  private ProductLayer(SharedProduct product) {
    this.product = addChild("cp_tp", product);
  }

  Tensor forward(Tensor x, Tensor harmonics, Tensor weights) {
    return product.forward(x, harmonics, weights);
  }
}
