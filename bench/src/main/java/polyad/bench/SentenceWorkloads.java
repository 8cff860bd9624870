package polyad.bench;

import java.util.List;
import polyad.nn.Adam;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.text.Bert;
import polyad.text.BertConfig;
import polyad.text.matryoshka2d.BaseLoss;
import polyad.text.matryoshka2d.ContrastiveLoss;
import polyad.text.matryoshka2d.PairBatch;
import polyad.text.matryoshka2d.TwoDimensionalLoss;

/** Our side of the comparisons of sentence encoders. */
final class SentenceWorkloads {
  private static final int LAYERS = 6;
  private static final int EARLY = 3;
  private static final int VOCABULARY = 340;

  private SentenceWorkloads() {}

  /** A training step of 64 triples; with or without an earlier layer and a smaller width. */
  static Workload bert(boolean nested) {
    Generator rng = new Generator(1);
    Bert model = new Bert(BertConfig.of(VOCABULARY, 64, LAYERS, 4, 128, 16), rng);
    Tensor ids = Tensor.randint(rng, 0, VOCABULARY, 192, 14);
    BaseLoss base = new ContrastiveLoss();
    var loss = new TwoDimensionalLoss(base, TwoDimensionalLoss.Options.defaults());
    return new TrainingWorkload(
        model,
        Adam.adamW(model, 0.01),
        () -> {
          List<Tensor> states = model.hiddenStates(ids, null, null, LAYERS);
          Tensor last = states.get(LAYERS).mean(1); // [192, 64]
          if (!nested) {
            return base.of(last, PairBatch.triples());
          }
          var early = new TwoDimensionalLoss.LayerVectors(EARLY, states.get(EARLY).mean(1));
          return loss.of(last, null, List.of(early), List.of(16), PairBatch.triples()).total();
        });
  }
}
