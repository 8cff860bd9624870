package polyad.completion.influence;

import polyad.catalog.ConfigChecks;

/**
 * How DAIN is carried out.
 *
 * @param network the base model
 * @param training of both steps
 * @param ratio augmented cells over training cells, above 0
 * @param influence how cells are judged
 * @param checkpoints which epochs count for the tracked forms
 * @param weight of an epoch for the tracked forms
 * @param sampling how new cells are drawn
 * @param dropCollisions whether new cells at observed positions, or drawn twice, are left out
 * @param ensemble networks that predict values together, the first step's among them; at least 1
 */
public record DainConfig(
    NetworkConfig network,
    TrainingOptions training,
    double ratio,
    Influence influence,
    InfluenceTracker.Checkpoints checkpoints,
    EpochWeight weight,
    Sampling sampling,
    boolean dropCollisions,
    int ensemble) {
  /** The forms of influence. */
  public enum Influence {
    /** Tracked through training on the last layer's gradient: the paper's. */
    TRACIN,
    /** Tracked on the gradient of all parameters; two more passes a step. */
    FULL,
    /** −GᵀH⁻¹g of the last layer's ridge least squares at the best weights. */
    EXACT_LAST_LAYER,
    /** −GᵀH⁻¹g of all parameters by conjugate gradients at the best weights; small data only. */
    EXACT
  }

  /** What an epoch of influence weighs. */
  public enum EpochWeight {
    /** 1, as in the official code. */
    ONE,
    /** The learning rate, as in TracIn. */
    LR
  }

  /** Checks the numbers. */
  public DainConfig {
    ConfigChecks.positive("ratio", ratio);
    ConfigChecks.atLeast("ensemble", ensemble, 1);
  }

  /** The official procedure with a network and its training. */
  public static DainConfig of(NetworkConfig network, TrainingOptions training) {
    return new DainConfig(
        network,
        training,
        0.5,
        Influence.TRACIN,
        InfluenceTracker.Checkpoints.ALL,
        EpochWeight.ONE,
        Sampling.DAIN,
        false,
        1);
  }

  /** The same with another form of influence. */
  public DainConfig withInfluence(Influence other) {
    return new DainConfig(
        network, training, ratio, other, checkpoints, weight, sampling, dropCollisions, ensemble);
  }

  /** The same over other epochs. */
  public DainConfig withCheckpoints(InfluenceTracker.Checkpoints other) {
    return new DainConfig(
        network, training, ratio, influence, other, weight, sampling, dropCollisions, ensemble);
  }

  /** The same with other sampling. */
  public DainConfig withSampling(Sampling other) {
    return new DainConfig(
        network, training, ratio, influence, checkpoints, weight, other, dropCollisions, ensemble);
  }
}
