package polyad.text.matryoshka2d;

import java.nio.file.Path;
import java.util.Optional;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;

/**
 * How an encoder is trained on a user's pairs.
 *
 * @param encoder a directory of sentence-transformers or BERT to train further; else an encoder of
 *     {@link #shape} is trained from scratch
 */
public record Matryoshka2dConfig(
    @Describe("directory of an encoder to train further (sentence-transformers, BERT, DistilBERT)")
        Optional<Path> encoder,
    EncoderShape shape,
    @Describe(
            "pieces of the vocabulary that is learned from the texts; 6 or more; from scratch only")
        int vocabulary,
    @Describe("lower case, without accents; from scratch only") boolean lowerCase,
    @Describe("widths below the full one, rising; empty for powers of two from 8") int[] dims,
    @Describe("earlier layers a step; -1 for all, 0 for none (MRL)") int layersPerStep,
    @Describe("widths a step; -1 for all, 0 for none") int dimsPerStep,
    Objective objective,
    TwoDimensionalLoss.Options parts,
    TrainingOptions training,
    @Describe("directory of a trained encoder of the same tokens and width to be taught by")
        Optional<Path> teacher) {
  /** Checks the numbers. */
  public Matryoshka2dConfig {
    ConfigChecks.atLeast("vocabulary", vocabulary, 6);
    ConfigChecks.atLeast("layersPerStep", layersPerStep, -1);
    ConfigChecks.atLeast("dimsPerStep", dimsPerStep, -1);
  }

  /** The base loss: AnglE's. */
  public record Objective(
      @Describe("weight of the cosine loss; 0 or more") double w1,
      @Describe("weight of in-batch negatives; 0 or more; -1 chooses 20, or 0 for graded labels")
          double w2,
      @Describe("weight of the angle loss, for even widths; 0 or more") double w3,
      @Describe("scale of cosines in the cosine loss; above 0") double cosineTau,
      @Describe("scale of cosines among negatives; above 0") double ibnTau,
      @Describe("scale of the angle loss; above 0") double angleTau) {
    /** Checks the numbers. */
    public Objective {
      if (w2 != -1) {
        ConfigChecks.atLeast("w2", w2, 0.0);
      }
      of(w1, w2 == -1 ? 20 : w2, w3, cosineTau, ibnTau, angleTau);
    }

    private static AngleObjective of(
        double w1, double w2, double w3, double cosineTau, double ibnTau, double angleTau) {
      return new AngleObjective(
          w1,
          w2,
          w3,
          new CosineLoss(cosineTau),
          new InBatchNegativeLoss(ibnTau),
          new AngleLoss(angleTau));
    }

    /** The paper's example. */
    public static Objective paper() {
      return new Objective(1, -1, 1, 20, 20, 20);
    }

    /** The loss, for labels that are graded or 0 and 1 only. */
    AngleObjective loss(boolean graded) {
      return of(w1, w2 != -1 ? w2 : graded ? 0 : 20, w3, cosineTau, ibnTau, angleTau);
    }
  }

  /** From scratch with the paper's objective: 4 layers of width 64. */
  public static Matryoshka2dConfig defaults() {
    return new Matryoshka2dConfig(
        Optional.empty(),
        EncoderShape.defaults(),
        8192,
        true,
        new int[0],
        1,
        1,
        Objective.paper(),
        TwoDimensionalLoss.Options.defaults(),
        TrainingOptions.defaults().withEpochs(10),
        Optional.empty());
  }

  /** A trainer with these settings. */
  Matryoshka2d.Builder trainer(boolean graded) {
    Matryoshka2d.Builder builder =
        Matryoshka2d.builder()
            .base(objective.loss(graded))
            .layersPerStep(layersPerStep)
            .dimsPerStep(dimsPerStep)
            .options(parts)
            .training(rated());
    return dims.length == 0 ? builder : builder.dims(dims);
  }

  private TrainingOptions rated() {
    boolean given = encoder.isPresent() && training.learningRate() == 0;
    return given ? training.withLearningRate(2e-5) : training;
  }
}
