package polyad.embedding.optembed;

import java.util.List;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.nn.search.EvolutionSearch;

/**
 * Sizes and numbers of all phases. {@link #small()} suits logs of up to a million rows, {@link
 * #paper()} holds the paper's values for tens of millions.
 */
public record OptEmbedConfig(
    @Describe("width D of the full table; 1 or more") int latentDim,
    @Describe("hidden widths of the perceptron; at least one") List<Integer> mlpDims,
    @Describe("layers of DCN's cross network; 1 or more") int crossLayers,
    @Describe("dropout of the perceptron; 0 to 1") double dropout,
    @Describe("standard deviation of the linear weights at first; 0 or more") double linearStd,
    @Describe("masks of the supernet: both, thresholds, dimensions or none") Pruning.Mode mode,
    @Describe("whether a field or every value has a threshold") Threshold threshold,
    @Describe("what a pruned value becomes: the zero vector or its field's substitute row")
        Pruning.Pruned pruned,
    @Describe("p of the norm compared with the threshold; 1 or 2") int norm,
    @Describe("rows a step; 2 or more") int batch,
    @Describe("learning rate of Adam; above 0") double lr,
    @Describe("L2 weight decay, added to the gradient; 0 or more") double l2,
    @Describe("learning rate of the thresholds' SGD; 0 or more") double tLr,
    @Describe("weight of the regulariser sum exp(-t); 0 or more") double alpha,
    @Describe("passes over the rows at most, in each phase; 1 or more") int epochs,
    @Describe("candidates a generation; 2 or more") int population,
    @Describe("generations of the search; 1 or more") int generations,
    @Describe("the best so many candidates have offspring; 1 or more") int parents,
    @Describe("probability that a mutation redraws a field; above 0, to 1") double mutation,
    @Describe("largest number of table parameters a candidate may have; 0 for any") long budget,
    @Describe("from which weights the pruned model is trained") Retrain retrain,
    @Describe("whether pruned values lose their linear weight too") boolean pruneLinear) {

  /** What has a threshold. */
  public enum Threshold {
    /** Every field. */
    FIELD,
    /** Every value. */
    FEATURE
  }

  /** How phase 3 starts. */
  public enum Retrain {
    /** From the supernet's initial weights. */
    INIT,
    /** From new initial weights. */
    SCRATCH,
    /** Not at all: the supernet's weights are used. */
    NONE
  }

  /** Checks the numbers. */
  public OptEmbedConfig {
    mlpDims = List.copyOf(mlpDims);
    ConfigChecks.atLeast("latentDim", latentDim, 1);
    if (mlpDims.isEmpty()) {
      throw new IllegalArgumentException("mlpDims is empty, allowed: at least one width");
    }
    ConfigChecks.between("norm", norm, 1, 2);
    ConfigChecks.atLeast("linearStd", linearStd, 0);
    ConfigChecks.atLeast("batch", batch, 2); // batch norm needs two rows
    ConfigChecks.positive("lr", lr);
    ConfigChecks.atLeast("l2", l2, 0);
    ConfigChecks.atLeast("tLr", tLr, 0);
    ConfigChecks.atLeast("alpha", alpha, 0);
    ConfigChecks.atLeast("epochs", epochs, 1);
    ConfigChecks.atLeast("budget", budget, 0);
    var _ = new EvolutionSearch.Options(population, generations, parents, mutation);
    var _ = new CtrShape(CtrModel.DCN, latentDim, mlpDims, crossLayers, dropout);
  }

  /**
   * For logs of up to a million rows: D = 16, strong thresholds. Linear weights start small: Adam
   * moves a weight by at most the learning rate a step, so a thousand steps of 1e-3 cannot unlearn
   * the official N(0, 1).
   */
  public static OptEmbedConfig small() {
    return new OptEmbedConfig(
        16,
        List.of(64, 32),
        3,
        0,
        0.01,
        Pruning.Mode.ALL,
        Threshold.FIELD,
        Pruning.Pruned.ZERO,
        1,
        512,
        1e-3,
        3e-5,
        3e-3,
        0.1,
        8,
        20,
        12,
        15,
        0.1,
        0,
        Retrain.INIT,
        false);
  }

  /** The paper's, for DeepFM on Criteo: D = 64, batch 2048, 30 generations. */
  public static OptEmbedConfig paper() {
    return new OptEmbedConfig(
        64,
        List.of(1024, 512, 256),
        6,
        0,
        1,
        Pruning.Mode.ALL,
        Threshold.FIELD,
        Pruning.Pruned.ZERO,
        1,
        2048,
        3e-5,
        1e-3,
        1e-4,
        1e-4,
        30,
        20,
        30,
        15,
        0.1,
        0,
        Retrain.INIT,
        false);
  }

  CtrShape shape(CtrModel model) {
    return new CtrShape(model, latentDim, mlpDims, crossLayers, dropout);
  }

  Pruning pruning() {
    return new Pruning(mode, pruned, norm, alpha);
  }

  EvolutionSearch.Options search() {
    return new EvolutionSearch.Options(population, generations, parents, mutation);
  }

  OptEmbedConfig withMode(Pruning.Mode other) {
    return with(latentDim, other, threshold, pruned, retrain, l2, tLr, epochs, generations, budget);
  }

  OptEmbedConfig withThreshold(Threshold other) {
    return with(latentDim, mode, other, pruned, retrain, l2, tLr, epochs, generations, budget);
  }

  OptEmbedConfig withPruned(Pruning.Pruned other) {
    return with(latentDim, mode, threshold, other, retrain, l2, tLr, epochs, generations, budget);
  }

  OptEmbedConfig withRetrain(Retrain other) {
    return with(latentDim, mode, threshold, pruned, other, l2, tLr, epochs, generations, budget);
  }

  OptEmbedConfig withStrength(double decay, double rate) {
    return with(
        latentDim, mode, threshold, pruned, retrain, decay, rate, epochs, generations, budget);
  }

  OptEmbedConfig withLength(int passes, int rounds) {
    return with(latentDim, mode, threshold, pruned, retrain, l2, tLr, passes, rounds, budget);
  }

  OptEmbedConfig withLatentDim(int width) {
    return with(width, mode, threshold, pruned, retrain, l2, tLr, epochs, generations, budget);
  }

  OptEmbedConfig withBudget(long parameters) {
    return with(
        latentDim, mode, threshold, pruned, retrain, l2, tLr, epochs, generations, parameters);
  }

  private OptEmbedConfig with(
      int width,
      Pruning.Mode otherMode,
      Threshold otherThreshold,
      Pruning.Pruned otherPruned,
      Retrain otherRetrain,
      double decay,
      double rate,
      int passes,
      int rounds,
      long parameters) {
    return new OptEmbedConfig(
        width,
        mlpDims,
        crossLayers,
        dropout,
        linearStd,
        otherMode,
        otherThreshold,
        otherPruned,
        norm,
        batch,
        lr,
        decay,
        rate,
        alpha,
        passes,
        population,
        rounds,
        parents,
        mutation,
        parameters,
        otherRetrain,
        pruneLinear);
  }
}
