package polyad.embedding.words.documents;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polyad.nn.Module;
import polyad.nn.WeightSlot;
import polyad.tensor.Autograd;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * p = tanh(W [left; right] + b) up a binary tree. The tree comes with the batch; without one it is
 * built greedily by the error of giving the two vectors back, which is trained along.
 */
public final class RecursiveNetwork extends DocumentNetwork {
  private static final double RECONSTRUCTION = 0.2; // its weight in the loss

  private final WeightSlot weight; // W [d, 2d]
  private final WeightSlot bias; // b [d]
  private final @Nullable Decoder decoder; // null where trees are always given
  private final GreedyTrees.Search search;

  /** Gives two vectors back from their joint one: W_d [2d, d], b_d [2d]. */
  private static final class Decoder extends Module {
    private final WeightSlot weight;
    private final WeightSlot bias;

    Decoder(int dim, Generator rng) {
      weight = addParameter("W", fanIn(rng, 2L * dim, dim));
      bias = addParameter("b", Tensor.zeros(2L * dim));
    }
  }

  /**
   * Inner nodes of all trees of a batch, a level after the other.
   *
   * @param nodes leaves, then inner nodes, [leaves + inside, d]
   * @param children of the inner nodes, [inside, 2d]
   * @param roots [B]
   */
  private record Forest(Tensor nodes, Tensor children, long leaves, Tensor roots) {}

  /** At random, with a decoder for greedy trees; {@link Shape#hidden} does not count. */
  public RecursiveNetwork(Shape shape, Generator rng) {
    this(shape, true, GreedyTrees.Search.KEPT, rng);
  }

  private RecursiveNetwork(Shape shape, boolean greedy, GreedyTrees.Search search, Generator rng) {
    super(shape, shape.dim(), rng);
    weight = addParameter("W", fanIn(rng, shape.dim(), 2L * shape.dim()));
    bias = addParameter("b", Tensor.zeros(shape.dim()));
    decoder = greedy ? addChild("decoder", new Decoder(shape.dim(), rng)) : null;
    this.search = search;
  }

  /** Grows the same trees in the published way, every step computing all pairs anew: O(n²). */
  public static RecursiveNetwork comparingAnew(Shape shape, Generator rng) {
    return new RecursiveNetwork(shape, true, GreedyTrees.Search.ANEW, rng);
  }

  /** For batches that come with trees. */
  public static RecursiveNetwork overGivenTrees(Shape shape, Generator rng) {
    return new RecursiveNetwork(shape, false, GreedyTrees.Search.KEPT, rng);
  }

  @Override
  public Tensor document(DocumentBatch batch) {
    Forest forest = forest(batch);
    return forest.nodes().indexSelect(0, forest.roots());
  }

  @Override
  Tensor loss(DocumentBatch batch, Tensor target) {
    Forest forest = forest(batch);
    Tensor document = forest.nodes().indexSelect(0, forest.roots());
    Tensor loss = Functional.crossEntropy(logits(document), target);
    long inside = forest.nodes().size(0) - forest.leaves();
    if (decoder == null || !batch.trees().isEmpty() || inside == 0) {
      return loss;
    }
    Tensor inner = forest.nodes().narrow(0, forest.leaves(), inside); // [inside, d]
    Tensor given = Functional.linear(inner, decoder.weight.value(), decoder.bias.value());
    return loss.add(Functional.mseLoss(given, forest.children()), RECONSTRUCTION);
  }

  /** The trees that are built greedily with the weights as they are. */
  List<Merges> grow(DocumentBatch batch) {
    if (decoder == null) {
      throw new IllegalArgumentException("the documents have no trees, which this network needs");
    }
    List<Merges> trees = new ArrayList<>();
    try (var _ = Autograd.noGrad()) {
      GreedyTrees greedy =
          new GreedyTrees(
              weight.value(), bias.value(), decoder.weight.value(), decoder.bias.value(), search);
      for (int b = 0; b < batch.size(); b++) {
        long[] words = Arrays.stream(batch.words(b)).asLongStream().toArray();
        float[][] vectors = embed(Tensor.of(words, words.length)).toFloatMatrix();
        trees.add(greedy.tree(vectors));
      }
    }
    return trees;
  }

  private Forest forest(DocumentBatch batch) {
    List<Merges> trees = batch.trees().isEmpty() ? grow(batch) : batch.trees();
    Levels levels = Levels.of(batch, trees);
    Tensor nodes = embed(Tensor.of(levels.leaves(), levels.leaves().length)); // [leaves, d]
    List<Tensor> children = new ArrayList<>();
    for (long[][] level : levels.merges()) {
      Tensor left = nodes.indexSelect(0, Tensor.of(level[0], level[0].length));
      Tensor right = nodes.indexSelect(0, Tensor.of(level[1], level[1].length));
      Tensor pair = Tensor.cat(1, left, right); // [M, 2d]
      children.add(pair);
      Tensor joined = Functional.linear(pair, weight.value(), bias.value()).tanh();
      nodes = Tensor.cat(0, nodes, joined);
    }
    Tensor pairs = children.isEmpty() ? Tensor.zeros(0, 1) : Tensor.cat(0, children);
    Tensor roots = Tensor.of(levels.roots(), levels.roots().length);
    return new Forest(nodes, pairs, levels.leaves().length, roots);
  }
}
