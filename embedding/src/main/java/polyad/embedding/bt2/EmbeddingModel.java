package polyad.embedding.bt2;

import polyad.nn.Layer;
import polyad.nn.Linear;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * A backbone whose output is normalised, with a linear classifier: the old model, the independent
 * new one, and every baseline. State: {@code backbone.*}, {@code fc.weight}.
 */
public final class EmbeddingModel extends Embedder {
  private final Layer backbone;
  private final Linear classifier;
  private final int dimension;

  EmbeddingModel(Layer backbone, int dimension, int classes, Generator rng) {
    this.dimension = dimension;
    this.backbone = addChild("backbone", backbone);
    this.classifier = addChild("fc", new Linear(dimension, classes, false, rng));
  }

  @Override
  public int dimension() {
    return dimension;
  }

  /** Unit vectors: [B, in] to [B, d]. */
  @Override
  public Tensor embed(Tensor x) {
    return Functional.normalize(backbone.forward(x), 1, 1e-12);
  }

  /** W [classes, d]. */
  Tensor classifier() {
    return classifier.weight("weight").value();
  }
}
