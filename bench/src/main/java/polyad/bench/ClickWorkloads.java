package polyad.bench;

import java.util.List;
import java.util.SplittableRandom;
import polyad.data.FieldLayout;
import polyad.data.generate.PlantedClicks;
import polyad.embedding.optembed.CtrModel;
import polyad.embedding.optembed.CtrNetwork;
import polyad.embedding.optembed.CtrShape;
import polyad.embedding.optembed.Pruning;
import polyad.embedding.optembed.SuperNet;
import polyad.nn.Adam;
import polyad.nn.AdamSgd;
import polyad.nn.Parameter;
import polyad.nn.ParameterGroup;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** Our side of the comparisons of click-through models. */
final class ClickWorkloads {
  private static final int WIDTH = 16;
  private static final int BATCH = 512;
  private static final int BATCHES = 118;
  private static final double DECAY = 3e-5;

  private final FieldLayout layout =
      FieldLayout.of(PlantedClicks.DEFAULT.sizes().stream().mapToInt(Integer::intValue).toArray());
  private final SplittableRandom random = new SplittableRandom(1);
  private final int[][] ids = new int[BATCHES][];
  private final float[][] labels = new float[BATCHES][BATCH];
  private int done;

  private ClickWorkloads() {
    int m = layout.count();
    int[] offsets = layout.offsets();
    for (int b = 0; b < BATCHES; b++) {
      ids[b] = new int[BATCH * m];
      for (int at = 0; at < ids[b].length; at++) {
        ids[b][at] = random.nextInt(offsets[at % m], offsets[at % m + 1]);
      }
      for (int r = 0; r < BATCH; r++) {
        labels[b][r] = random.nextInt(2);
      }
    }
  }

  private CtrNetwork network() {
    CtrShape shape = new CtrShape(CtrModel.DEEPFM, WIDTH, List.of(64, 32), 1, 0);
    return new CtrNetwork(layout, shape, false, new Generator(1));
  }

  private Tensor x() {
    return Tensor.of(ids[done % BATCHES], BATCH, layout.count()); // [B, m]
  }

  private Tensor loss(Tensor logits) {
    Tensor y = Tensor.of(labels[done++ % BATCHES], BATCH);
    return Functional.binaryCrossEntropyWithLogits(logits, y);
  }

  static Workload base() {
    ClickWorkloads clicks = new ClickWorkloads();
    CtrNetwork network = clicks.network();
    Adam adam = new Adam(ParameterGroup.of(network, DECAY), Adam.Options.adam());
    return new TrainingWorkload(network, adam, () -> clicks.loss(network.forward(clicks.x())));
  }

  static Workload supernet() {
    ClickWorkloads clicks = new ClickWorkloads();
    CtrNetwork network = clicks.network();
    SuperNet supernet =
        new SuperNet(network, new Pruning(Pruning.Mode.ALL, Pruning.Pruned.ZERO, 1, 0.1));
    List<Parameter> thresholds =
        List.of(
            network.namedParameters().entrySet().stream()
                .filter(e -> e.getKey().equals("threshold"))
                .findFirst()
                .orElseThrow()
                .getValue());
    List<Parameter> weights =
        network.parameters().stream().filter(p -> !thresholds.contains(p)).toList();
    AdamSgd optimizer =
        new AdamSgd(
            ParameterGroup.of(weights, DECAY),
            List.of(new ParameterGroup(thresholds, 3, 0)),
            Adam.Options.adam());
    return new TrainingWorkload(
        network,
        optimizer,
        () -> supernet.loss(clicks.loss(supernet.forward(clicks.x(), clicks.dims()))));
  }

  /** d − 1 of every sample and field. */
  private Tensor dims() {
    int[] index = new int[BATCH * layout.count()];
    for (int i = 0; i < index.length; i++) {
      index[i] = random.nextInt(WIDTH);
    }
    return Tensor.of(index, BATCH, layout.count());
  }
}
