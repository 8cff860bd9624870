package polyad.geometry.tensorproducts;

import java.util.ArrayList;
import java.util.List;
import polyad.algebra.o3.Irrep;
import polyad.algebra.o3.Irreps;
import polyad.geometry.ConnectionMode;
import polyad.geometry.Instruction;
import polyad.geometry.ProductOptions;
import polyad.geometry.TensorProduct;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** All Clebsch–Gordan paths up to a degree, each a result of its own. */
final class PathProduct extends PieceProduct {
  private final TensorProduct product;

  PathProduct(Irreps in, Irreps harmonics, int lmax, Generator rng) {
    List<Irreps.Block> blocks = new ArrayList<>();
    List<Instruction> instructions = new ArrayList<>();
    for (int i = 0; i < in.blocks().size(); i++) {
      for (int j = 0; j < harmonics.blocks().size(); j++) {
        Irreps.Block from = in.blocks().get(i);
        for (Irrep irrep : from.irrep().times(harmonics.blocks().get(j).irrep())) {
          if (irrep.l() <= lmax) {
            instructions.add(new Instruction(i, j, blocks.size(), ConnectionMode.UVU, false, 1));
            blocks.add(new Irreps.Block(from.mul(), irrep));
          }
        }
      }
    }
    product =
        addChild(
            "product",
            new TensorProduct(
                in, harmonics, new Irreps(blocks), instructions, ProductOptions.DEFAULT, rng));
  }

  @Override
  Irreps irrepsOut() {
    return product.irrepsOut();
  }

  @Override
  Tensor forward(Tensor features, Tensor harmonics) {
    return product.forward(features, harmonics);
  }
}
