package polyad.geometry.polynomials;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * {@link Ppgn} on encoded graphs: polynomials, adjacency and nodes' numbers on the diagonal. Graphs
 * of a batch go through it in groups of about one size, so that little is filled up.
 */
final class PairNetwork extends GraphNetwork {
  private static final int GROUPS = 4;

  private final Ppgn ppgn;
  private final int nodeWidth;
  private final int pairWidth;

  PairNetwork(GraphModelConfig config, GraphEncoder encoder, int out, Generator rng) {
    nodeWidth = encoder.nodeWidth();
    pairWidth = encoder.pairWidth();
    boolean plus = config.architecture() == GraphModelConfig.Architecture.PPGN_PLUS;
    PpgnConfig shape =
        new PpgnConfig(
            pairWidth + 1 + nodeWidth,
            config.hidden(),
            config.suffix(),
            out,
            config.depth(),
            2,
            plus,
            plus,
            config.batchNorm());
    ppgn = addChild("ppgn", new Ppgn(shape, rng));
  }

  @Override
  public Tensor forward(List<GraphEncoder.Encoded> graphs) {
    List<Integer> bySize = new ArrayList<>(IntStream.range(0, graphs.size()).boxed().toList());
    bySize.sort(Comparator.comparingInt(i -> graphs.get(i).graph().size()));
    int group = Math.ceilDiv(graphs.size(), GROUPS);
    List<Tensor> readouts = new ArrayList<>();
    for (int from = 0; from < graphs.size(); from += group) {
      List<Integer> part = bySize.subList(from, Math.min(graphs.size(), from + group));
      readouts.add(readout(part.stream().map(graphs::get).toList()));
    }
    long[] place = new long[graphs.size()];
    for (int k = 0; k < place.length; k++) {
      place[bySize.get(k)] = k;
    }
    return ppgn.results(Tensor.cat(0, readouts).indexSelect(0, Tensor.of(place, place.length)));
  }

  private Tensor readout(List<GraphEncoder.Encoded> graphs) {
    DType dtype = parameters().iterator().next().value().dtype();
    int b = graphs.size();
    int n = graphs.stream().mapToInt(g -> g.graph().size()).max().orElse(0);
    int channels = pairWidth + 1 + nodeWidth;
    float[] x = new float[b * channels * n * n];
    float[] mask = new float[b * n * n];
    float[] sizes = new float[b];
    for (int g = 0; g < b; g++) {
      sizes[g] = graphs.get(g).graph().size();
      fill(graphs.get(g), n, x, g * channels * n * n, mask, g * n * n);
    }
    return ppgn.readout(
        Tensor.of(x, b, channels, n, n).to(dtype),
        Tensor.of(mask, b, 1, n, n).to(dtype),
        Tensor.of(sizes, b, 1).to(dtype));
  }

  private void fill(GraphEncoder.Encoded one, int n, float[] x, int at, float[] mask, int maskAt) {
    int[][] lists = one.graph().neighbors();
    int own = lists.length;
    for (int i = 0; i < own; i++) {
      for (int j = 0; j < own; j++) {
        mask[maskAt + i * n + j] = 1;
        for (int k = 0; k < pairWidth; k++) {
          x[at + (k * n + i) * n + j] = one.pairs()[(k * own + i) * own + j];
        }
      }
      for (int j : lists[i]) {
        x[at + (pairWidth * n + i) * n + j] = 1;
      }
      for (int k = 0; k < nodeWidth; k++) {
        x[at + ((pairWidth + 1 + k) * n + i) * n + i] = one.nodes()[i * nodeWidth + k];
      }
    }
  }
}
