package polyad.completion.influence;

import java.util.List;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.data.SparseTensor;
import polyad.data.SparseTensorOptions;

/** What {@code polyad train influence-augmentation} may be told; the defaults are the official. */
record DainOptions(
    @Describe("columns of a table that are modes; none for all but the value") List<String> modes,
    @Describe("column of a table that holds the values; empty for the last") String value,
    @Describe("what the file calls the first entity, 0 or 1; -1 for its format's own")
        int baseIndex,
    @Describe("several values at one position: refused, averaged, or the last counts")
        SparseTensor.Duplicates duplicates,
    @Describe("base model") NetworkConfig.Base base,
    @Describe(
            "widths of MLP and NTM; the first is divisible by the number of modes, 0 there for 50 a mode")
        int[] layers,
    @Describe("rank of CoSTCo's embeddings; 1 or more") int rank,
    @Describe("channels of CoSTCo; 1 or more") int channels,
    @Describe("CoSTCo's image: as the paper says, or as the authors' notebook reads it")
        CostcoModel.Layout layout,
    @Describe("whether CoSTCo's output is cut off below 0, as in the authors' notebook")
        boolean outputRelu,
    @Describe("learning rate; above 0; 0 for the base model's own, 1e-3 or 1e-4 for CoSTCo")
        double lr,
    @Describe("cells a step; 1 or more; 0 for the base model's own, 1024 or 256 for CoSTCo")
        int batch,
    @Describe("passes over the cells at most; 1 or more") int epochs,
    @Describe("epochs without gain before stopping; 1 or more") int patience,
    @Describe(
            "share of the cells that influence is measured on and that stop training; 0.01 to 0.5")
        double validation,
    @Describe("whether values are brought to mean 0 and deviation 1 for training")
        boolean standardise,
    @Describe("augmented cells over training cells; above 0") double ratio,
    @Describe("how cells are judged; full and exact are slow") DainConfig.Influence influence,
    @Describe("which epochs count") InfluenceTracker.Checkpoints checkpoints,
    @Describe("what an epoch weighs") DainConfig.EpochWeight weight,
    @Describe("what makes an index likely") Sampling.Importance importance,
    @Describe("draw entities mode by mode, or whole observed cells") Sampling.Aggregate aggregate,
    @Describe("where new values come from") Sampling.Values values,
    @Describe("whether new cells at observed positions, or drawn twice, are left out")
        boolean dropCollisions,
    @Describe("networks that predict new values together; 1 or more") int ensemble) {
  private static final int EMBEDDING = 50;

  DainOptions {
    modes = List.copyOf(modes);
    layers = layers.clone();
    ConfigChecks.atLeast("lr", lr, 0);
    ConfigChecks.atLeast("batch", batch, 0);
    ConfigChecks.positive("ratio", ratio);
    ConfigChecks.between("validation", validation, 0.01, 0.5);
  }

  static DainOptions defaults() {
    return new DainOptions(
        List.of(),
        "",
        SparseTensorOptions.AUTO,
        SparseTensor.Duplicates.ERROR,
        NetworkConfig.Base.MLP,
        new int[] {0, 1024, 1024, 128},
        20,
        20,
        CostcoModel.Layout.RANK_MAJOR,
        false,
        0,
        0,
        50,
        10,
        0.2,
        false,
        0.5,
        DainConfig.Influence.TRACIN,
        InfluenceTracker.Checkpoints.ALL,
        DainConfig.EpochWeight.ONE,
        Sampling.Importance.INFLUENCE,
        Sampling.Aggregate.ENTITY,
        Sampling.Values.PREDICTOR,
        false,
        1);
  }

  SparseTensorOptions file() {
    return new SparseTensorOptions(baseIndex, modes, value, duplicates);
  }

  /** The configuration for a tensor of so many modes. */
  DainConfig dain(int order) {
    int[] widths = layers.clone();
    if (widths.length > 0 && widths[0] == 0) {
      widths[0] = EMBEDDING * order;
    }
    boolean costco = base == NetworkConfig.Base.COSTCO;
    double rate = lr > 0 ? lr : costco ? 1e-4 : 1e-3;
    int cells = batch > 0 ? batch : costco ? 256 : 1024;
    return new DainConfig(
        new NetworkConfig(base, widths, rank, channels, layout, outputRelu),
        new TrainingOptions(rate, cells, epochs, patience),
        ratio,
        influence,
        checkpoints,
        weight,
        new Sampling(importance, aggregate, values),
        dropCollisions,
        ensemble);
  }
}
