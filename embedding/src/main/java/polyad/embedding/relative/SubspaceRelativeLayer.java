package polyad.embedding.relative;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polyad.nn.Linear;
import polyad.nn.Module;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * Cuts an encoding into S equal subspaces, makes each relative by a layer of its own and puts the
 * results together; then each subspace may be rotated apart from the others. Names: {@code
 * relative_attentions.<i>}, {@code head_pooling}.
 */
public final class SubspaceRelativeLayer extends Module {
  private final List<RelativeLayer> layers = new ArrayList<>();
  private final Pool pool;
  private final @Nullable Linear headPooling;
  private final int inFeatures;

  /** How the subspaces' results become one. */
  public enum Pool {
    /** Side by side. */
    NONE,
    /** Added. */
    SUM,
    /** Averaged. */
    MEAN,
    /** The largest of each place. */
    MAX,
    /** Side by side, then a linear map to the width of one. */
    LINEAR
  }

  /**
   * @param subspace options of each subspace, whose inFeatures are those of one subspace
   * @param count subspaces, 1 or more
   */
  public SubspaceRelativeLayer(RelativeConfig subspace, int count, Pool pool, Generator rng) {
    if (count < 1) {
      throw new IllegalArgumentException("subspaces are " + count + ", allowed: 1 or more");
    }
    this.pool = pool;
    this.inFeatures = count * subspace.inFeatures();
    for (int i = 0; i < count; i++) {
      layers.add(addChild("relative_attentions." + i, new RelativeLayer(subspace, rng)));
    }
    int width = subspace.outFeatures();
    this.headPooling =
        pool == Pool.LINEAR
            ? addChild("head_pooling", new Linear((long) count * width, width, rng))
            : null;
  }

  /** Width of the result. */
  public int outFeatures() {
    int width = layers.getFirst().config().outFeatures();
    return pool == Pool.NONE ? layers.size() * width : width;
  }

  /**
   * The relative representation.
   *
   * @param x encodings, [n, S·d]
   * @param anchors encodings of the anchors, [k, S·d]
   * @param labels classes of the anchors, where options need them
   * @return output [n, outFeatures] and similarities [n, S, k]
   * @throws IllegalArgumentException as of {@link RelativeLayer#forward}
   */
  public RelativeLayer.Result forward(Tensor x, Tensor anchors, int @Nullable [] labels) {
    if (x.size(-1) != inFeatures || anchors.size(-1) != inFeatures) {
      throw new IllegalArgumentException(
          "samples have %d numbers, anchors %d, allowed: %d, as configured"
              .formatted(x.size(-1), anchors.size(-1), inFeatures));
    }
    List<Tensor> outputs = new ArrayList<>();
    List<Tensor> similarities = new ArrayList<>();
    long width = inFeatures / layers.size();
    for (int i = 0; i < layers.size(); i++) {
      RelativeLayer.Result own =
          layers
              .get(i)
              .forward(
                  x.narrow(-1, i * width, width), anchors.narrow(-1, i * width, width), labels);
      outputs.add(own.output());
      similarities.add(own.similarities());
    }
    return new RelativeLayer.Result(pooled(outputs), Tensor.stack(1, similarities));
  }

  private Tensor pooled(List<Tensor> outputs) {
    return switch (pool) {
      case NONE -> Tensor.cat(-1, outputs);
      case SUM -> Tensor.stack(0, outputs).sum(0);
      case MEAN -> Tensor.stack(0, outputs).mean(0);
      case MAX -> Tensor.stack(0, outputs).amax(false, 0);
      case LINEAR -> linear(Tensor.cat(-1, outputs));
    };
  }

  private Tensor linear(Tensor all) {
    if (headPooling == null) {
      throw new IllegalStateException("the linear map is made with the layer");
    }
    return headPooling.forward(all);
  }
}
