package polyad.vision.align.study;

import polyad.tensor.Tensor;
import polyad.vision.align.PairLoss;

/**
 * A loss with fewer negatives: the batch in equal groups, each of which is a batch of its own. What
 * is left over behind the last group is left out.
 *
 * @param groups 1 for the whole batch
 */
record GroupedLoss(PairLoss inner, int groups) implements PairLoss {
  GroupedLoss {
    if (groups < 1) {
      throw new IllegalArgumentException("groups is " + groups + ", allowed: 1 or more");
    }
  }

  @Override
  public Tensor of(Tensor images, Tensor texts, Tensor temperature) {
    long size = images.size(0) / groups;
    if (size < 2) {
      throw new IllegalArgumentException(
          "groups is %d, allowed: at most half of the %d pairs".formatted(groups, images.size(0)));
    }
    Tensor[] parts = new Tensor[groups];
    for (int g = 0; g < groups; g++) {
      Tensor u = images.narrow(0, g * size, size); // [N/groups, D]
      parts[g] = inner.of(u, texts.narrow(0, g * size, size), temperature);
    }
    return Tensor.stack(0, parts).mean();
  }
}
