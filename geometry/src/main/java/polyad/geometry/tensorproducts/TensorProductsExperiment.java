package polyad.geometry.tensorproducts;

import java.util.List;
import polyad.catalog.Experiment;
import polyad.catalog.Profile;
import polyad.catalog.Run;

/** Exactness, expressivity, micro-benchmark and pieces; in full also the steps of force fields. */
public final class TensorProductsExperiment implements Experiment<TensorProductsConfig> {
  @Override
  public TensorProductsConfig config(Profile profile) {
    List<TetrisNetwork.Product> all = List.of(TetrisNetwork.Product.values());
    List<TensorProductsConfig.Setting> settings = List.of(TensorProductsConfig.Setting.values());
    return switch (profile) {
      case SMOKE ->
          new TensorProductsConfig(
              2, 2, 2, 4, List.of(TensorProductsConfig.Setting.SIMO), all, List.of(1), 1, 3, 0);
      case QUICK -> new TensorProductsConfig(4, 5, 5, 2000, settings, all, List.of(2), 2, 1000, 0);
      case FULL ->
          new TensorProductsConfig(
              6, 6, 8, 10_000, settings, all, List.of(1, 2, 3, 4), 2, 1000, 16);
    };
  }

  @Override
  public void run(TensorProductsConfig config, Run run) throws Exception {
    new ExactStudy(config, run).report();
    new BenchStudy(config, run).report();
    if (!config.pieces().isEmpty()) {
      new TetrisStudy(config, run).report();
    }
    if (config.maceChannels() > 0) {
      new MaceStepStudy(config.maceChannels(), run).report();
    }
  }
}
