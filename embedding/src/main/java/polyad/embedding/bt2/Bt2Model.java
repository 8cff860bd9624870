package polyad.embedding.bt2;

import polyad.nn.Layer;
import polyad.tensor.Tensor;

/** A backbone under a BT² head. State: {@code backbone.*}, {@code head.*}. */
public final class Bt2Model extends Embedder {
  private final Layer backbone;
  private final Bt2Head head;

  Bt2Model(Layer backbone, Bt2Head head) {
    this.backbone = addChild("backbone", backbone);
    this.head = addChild("head", head);
  }

  /** The head. */
  public Bt2Head head() {
    return head;
  }

  @Override
  public int dimension() {
    return head.config().dimension();
  }

  /** All that the head says about rows [B, in]. */
  public Bt2Head.Output forward(Tensor x) {
    return head.forward(backbone.forward(x));
  }

  /** φ_new [B, d_n + K], of norm √(1 + C²), or C when K = 0. */
  @Override
  public Tensor embed(Tensor x) {
    return forward(x).newFeature();
  }
}
