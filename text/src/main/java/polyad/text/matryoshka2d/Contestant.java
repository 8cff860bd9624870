package polyad.text.matryoshka2d;

/** The ways to train an encoder that a run compares: the same loss with parts left out. */
enum Contestant {
  /** The whole encoder at full width only. */
  FULL("full-only", 0, 0),
  /** Matryoshka representation learning: one width a step, all layers. */
  MRL("MRL", 0, 1),
  /** The same with every width in each step. */
  MRL_ALL("MRL, all sizes", 0, Matryoshka2d.ALL),
  /** The method: one layer and one width a step. */
  TWO_D("2DMSE", 1, 1),
  /** Without the divergence between layers. */
  NO_KL("2DMSE without KL", 1, 1),
  /** With the divergence, but without losses of earlier layers. */
  NO_LAYERS("2DMSE without layer losses", 1, 1),
  /** Without losses of smaller widths. */
  NO_DIMS("2DMSE without dim losses", 1, 0);

  private final String title;
  private final int layersPerStep;
  private final int dimsPerStep;

  Contestant(String title, int layersPerStep, int dimsPerStep) {
    this.title = title;
    this.layersPerStep = layersPerStep;
    this.dimsPerStep = dimsPerStep;
  }

  /** The name in tables. */
  String title() {
    return title;
  }

  Matryoshka2d trainer(BaseLoss base, int[] dims, TrainingOptions training) {
    TwoDimensionalLoss.Options options = TwoDimensionalLoss.Options.defaults();
    if (this == NO_KL) {
      options = options.withoutKl();
    } else if (this == NO_LAYERS) {
      options = options.withLambda(0);
    }
    return Matryoshka2d.builder()
        .base(base)
        .dims(dims)
        .layersPerStep(layersPerStep)
        .dimsPerStep(dimsPerStep)
        .options(options)
        .training(training)
        .build();
  }
}
