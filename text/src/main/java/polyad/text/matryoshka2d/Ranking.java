package polyad.text.matryoshka2d;

import polyad.tensor.Tensor;

/** CoSENT's loss of an order of pairs (Su, 2022), which cosine and angle loss share. */
final class Ranking {
  private static final double MASKED = -1e12;

  private Ranking() {}

  /**
   * log(1 + Σ exp(s_p − s_q)) over all p, q with label p below label q: small when pairs with
   * higher labels have higher scores.
   *
   * @param scores s, [P]
   * @param labels [P]
   */
  static Tensor loss(Tensor scores, Tensor labels) {
    Tensor below = labels.unsqueeze(1).lt(labels.unsqueeze(0)); // [P, P]
    Tensor gaps = scores.unsqueeze(1).sub(scores.unsqueeze(0)); // [P, P], s_p − s_q
    Tensor masked = gaps.add(below.logicalNot().to(gaps.dtype()).mul(MASKED));
    Tensor all = Tensor.cat(0, Tensor.zeros(gaps.dtype(), 1), masked.flatten(0, 1));
    return all.logsumexp(0, false);
  }
}
