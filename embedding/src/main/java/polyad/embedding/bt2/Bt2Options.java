package polyad.embedding.bt2;

import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;

/** How a backward-compatible model is built and trained. */
public record Bt2Options(
    @Describe("dimension d_n of the new model; 0 for that of the new vectors, or 64")
        int embeddingDim,
    @Describe("dimensions K to add; 0 to the old dimension, with d_n + K at least that") int addDim,
    @Describe("length C of the free part beside the unit added part; above 0") double scale,
    @Describe("kind of head: cnn or transformer") BtConfig.Kind head,
    @Describe("backbone: auto, mlp, cnn, vit, or vectors (rows are good embeddings already)")
        Network network,
    @Describe("width of hidden layers; 1 or more") int hidden,
    @Describe("λ₁, match with the independent new model; 0 or more") double lambda1,
    @Describe("λ₂, the old model's classifier; 0 or more") double lambda2,
    @Describe("λ₃, match with the old model; 0 or more") double lambda3,
    @Describe("α of the influence loss of BCT; 0 or more") double alpha,
    @Describe("label smoothing of BCT and independent models; 0 to 1") double labelSmoothing,
    @Describe("factor of the logits of unit vectors; above 0") double logitScale,
    @Describe("passes over the training data; 1 or more") int epochs,
    @Describe("passes over which the learning rate rises; 0 or more") int warmupEpochs,
    @Describe("examples a step; 2 or more") int batchSize,
    @Describe("peak learning rate of Adam; above 0") double learningRate,
    @Describe("weight decay of Adam; 0 or more") double weightDecay,
    @Describe("column of a csv file that holds the labels") String labelColumn) {
  /** Checks every value. */
  public Bt2Options {
    ConfigChecks.atLeast("embeddingDim", embeddingDim, 0);
    ConfigChecks.atLeast("addDim", addDim, 0);
    ConfigChecks.positive("scale", scale);
    ConfigChecks.atLeast("hidden", hidden, 1);
    ConfigChecks.atLeast("lambda1", lambda1, 0.0);
    ConfigChecks.atLeast("lambda2", lambda2, 0.0);
    ConfigChecks.atLeast("lambda3", lambda3, 0.0);
    ConfigChecks.atLeast("alpha", alpha, 0.0);
    ConfigChecks.between("labelSmoothing", labelSmoothing, 0, 1);
    ConfigChecks.positive("logitScale", logitScale);
    ConfigChecks.atLeast("epochs", epochs, 1);
    ConfigChecks.atLeast("warmupEpochs", warmupEpochs, 0);
    ConfigChecks.atLeast("batchSize", batchSize, 2);
    ConfigChecks.positive("learningRate", learningRate);
    ConfigChecks.atLeast("weightDecay", weightDecay, 0.0);
  }

  /**
   * The paper's for CIFAR: K = 32, C = 2, λ = 1, 10, 5, α = 10, Adam 1e-3 with decay 2⁻¹⁵, 100
   * epochs of which 5 warm up, batch 128; the logit scale, which the paper does not have, is 12.
   */
  public static Bt2Options defaults() {
    return new Bt2Options(
        0,
        32,
        2,
        BtConfig.Kind.CNN,
        Network.AUTO,
        256,
        1,
        10,
        5,
        10,
        0.1,
        12,
        100,
        5,
        128,
        1e-3,
        Math.scalb(1.0, -15),
        "label");
  }

  Bt2Loss loss() {
    return new Bt2Loss(lambda1, lambda2, lambda3, logitScale);
  }

  BctLoss bctLoss() {
    return new BctLoss(alpha, labelSmoothing, logitScale);
  }

  /** The same with another backbone. */
  Bt2Options with(Network kind, int width) {
    return with(head, kind, width, addDim, alpha, epochs, warmupEpochs);
  }

  /** The same with another kind of head. */
  Bt2Options with(BtConfig.Kind kind) {
    return with(kind, network, hidden, addDim, alpha, epochs, warmupEpochs);
  }

  /** The same with other dimensions to add. */
  Bt2Options withAddDim(int k) {
    return with(head, network, hidden, k, alpha, epochs, warmupEpochs);
  }

  /** The same with another α. */
  Bt2Options withAlpha(double influence) {
    return with(head, network, hidden, addDim, influence, epochs, warmupEpochs);
  }

  /** The same with another length of training. */
  Bt2Options withEpochs(int passes, int warmup) {
    return with(head, network, hidden, addDim, alpha, passes, warmup);
  }

  private Bt2Options with(
      BtConfig.Kind kind,
      Network backbone,
      int width,
      int k,
      double influence,
      int passes,
      int warmup) {
    return new Bt2Options(
        embeddingDim,
        k,
        scale,
        kind,
        backbone,
        width,
        lambda1,
        lambda2,
        lambda3,
        influence,
        labelSmoothing,
        logitScale,
        passes,
        warmup,
        batchSize,
        learningRate,
        weightDecay,
        labelColumn);
  }
}
