package polyad.geometry.tensorproducts;

import polyad.geometry.AtomGraph;
import polyad.tensor.DType;
import polyad.tensor.Tensor;

/** The eight pieces of four cubes; the first two are mirror images of each other. */
final class TetrisPieces {
  static final int COUNT = 8;
  private static final int CUBES = 4;

  private static final double[][][] PIECES = {
    {{0, 0, 0}, {0, 0, 1}, {1, 0, 0}, {1, 1, 0}},
    {{1, 1, 1}, {1, 1, 2}, {2, 1, 1}, {2, 0, 1}},
    {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {1, 1, 0}},
    {{0, 0, 0}, {0, 0, 1}, {0, 0, 2}, {0, 0, 3}},
    {{0, 0, 0}, {0, 0, 1}, {0, 1, 0}, {1, 0, 0}},
    {{0, 0, 0}, {0, 0, 1}, {0, 0, 2}, {0, 1, 0}},
    {{0, 0, 0}, {0, 0, 1}, {0, 0, 2}, {0, 1, 1}},
    {{0, 0, 0}, {1, 0, 0}, {1, 1, 0}, {2, 1, 0}}
  };

  /** Edges join cubes at most this far apart. */
  private static final double REACH = 1.1;

  private TetrisPieces() {}

  /** All pieces as one graph, turned: rotation [3, 3]. */
  static AtomGraph graph(Tensor rotation) {
    int n = COUNT * CUBES;
    double[] positions = new double[3 * n];
    long[] piece = new long[n];
    long[] sender = new long[n * CUBES];
    long[] receiver = new long[n * CUBES];
    int edges = 0;
    for (int p = 0; p < COUNT; p++) {
      for (int i = 0; i < CUBES; i++) {
        piece[p * CUBES + i] = p;
        System.arraycopy(PIECES[p][i], 0, positions, 3 * (p * CUBES + i), 3);
        for (int j = 0; j < CUBES; j++) {
          if (i != j && distance(PIECES[p][i], PIECES[p][j]) <= REACH) {
            sender[edges] = (long) p * CUBES + j;
            receiver[edges] = (long) p * CUBES + i;
            edges++;
          }
        }
      }
    }
    DType dtype = rotation.dtype();
    return new AtomGraph(
        Tensor.of(positions, n, 3).to(dtype).matmul(rotation.mT()),
        Tensor.zeros(DType.I64, n),
        Tensor.of(piece, n),
        Tensor.of(sender, sender.length).narrow(0, 0, edges),
        Tensor.of(receiver, receiver.length).narrow(0, 0, edges),
        Tensor.zeros(dtype, edges, 3),
        COUNT);
  }

  private static double distance(double[] a, double[] b) {
    return Math.hypot(Math.hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]);
  }
}
