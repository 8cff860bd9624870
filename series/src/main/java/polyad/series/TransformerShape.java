package polyad.series;

import polyad.catalog.ConfigChecks;
import polyad.tensor.Generator;

/**
 * The sizes that the forecasting Transformers share.
 *
 * @param dModel width D, at least 1
 * @param dFf hidden width F of the feed-forward parts, at least 1
 * @param eLayers layers, at least 1
 * @param nHeads heads of the self-attention, 1 to D
 * @param activation of the feed-forward parts
 * @param dropout 0 to 1
 */
public record TransformerShape(
    int dModel, int dFf, int eLayers, int nHeads, FeedForward.Function activation, double dropout) {
  /** Checks the numbers. */
  public TransformerShape {
    ConfigChecks.atLeast("dModel", dModel, 1);
    ConfigChecks.atLeast("dFf", dFf, 1);
    ConfigChecks.atLeast("eLayers", eLayers, 1);
    ConfigChecks.between("nHeads", nHeads, 1, dModel);
    ConfigChecks.between("dropout", dropout, 0, 1);
  }

  MixerEncoderLayer layer(int tokens, boolean normLin, Generator rng) {
    return new MixerEncoderLayer(
        normLin
            ? new NormLin(tokens, dModel, dropout, rng)
            : SelfAttention.vanilla(dModel, nHeads, dropout, rng),
        dModel,
        dFf,
        activation,
        dropout,
        rng);
  }
}
