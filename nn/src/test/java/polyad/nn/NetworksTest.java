package polyad.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

class NetworksTest {
  private final Generator rng = new Generator(4);

  @Test
  void fusedAndWrittenOutAttentionAgree() {
    MultiheadAttention attention = new MultiheadAttention(8, 2, 1e-12, rng);
    attention.to(DType.F64);
    Tensor x = Tensor.randn(rng, DType.F64, 3, 5, 8);
    Tensor mask =
        Tensor.rand(rng, DType.F64, 3, 1, 5, 5).gt(0.3).logicalOr(Tensor.eye(DType.F64, 5).gt(0));
    for (boolean causal : new boolean[] {false, true}) {
      Tensor m = causal ? null : mask;
      attention.train();
      double[] written = attention.forward(x, m, causal).toDoubleArray();
      attention.eval();
      assertArrayEquals(written, attention.forward(x, m, causal).toDoubleArray(), 1e-9);
    }
    double[] self = attention.forward(x, mask, false).toDoubleArray();
    assertArrayEquals(self, attention.forward(x, x, mask).toDoubleArray(), 1e-12);
  }

  @Test
  void causalLayersDoNotSeeTheFuture() {
    TransformerEncoderLayer encoder =
        new TransformerEncoderLayer(TransformerOptions.of(8, 2, 16, 0).preNorm(), rng);
    TransformerDecoderLayer decoder =
        new TransformerDecoderLayer(TransformerOptions.of(8, 2, 16, 0), rng);
    Tensor memory = Tensor.randn(rng, 1, 3, 8);
    Tensor x = Tensor.randn(rng, 1, 6, 8);
    Tensor changed = x.copy();
    changed.narrow(1, 4, 2).fillInPlace(7);
    float[] a = encoder.forward(x, null, true).narrow(1, 0, 4).toFloatArray();
    assertArrayEquals(
        a, encoder.forward(changed, null, true).narrow(1, 0, 4).toFloatArray(), 1e-6f);
    float[] b = decoder.forward(x, memory, null).narrow(1, 0, 4).toFloatArray();
    assertArrayEquals(
        b, decoder.forward(changed, memory, null).narrow(1, 0, 4).toFloatArray(), 1e-6f);
    assertTrue(
        encoder
            .stateDict()
            .keySet()
            .containsAll(Set.of("self_attn.in_proj_weight", "linear1.weight", "norm2.bias")));
  }

  @Test
  void unmaskedAttentionCommutesWithPermutations() {
    TransformerEncoderLayer layer =
        new TransformerEncoderLayer(TransformerOptions.of(8, 4, 16, 0), rng);
    Tensor x = Tensor.randn(rng, 2, 5, 8);
    Tensor order = Tensor.of(new long[] {3, 1, 4, 0, 2}, 5);
    assertArrayEquals(
        layer.forward(x, null, false).indexSelect(1, order).toFloatArray(),
        layer.forward(x.indexSelect(1, order), null, false).toFloatArray(),
        1e-5f);
  }

  @Test
  void recurrentNetworksFollowTheirEquations() {
    RecurrentNetwork gru = new RecurrentNetwork(RecurrentNetwork.Cell.GRU, 3, 4, 1, false, rng);
    gru.to(DType.F64);
    Tensor x = Tensor.randn(rng, DType.F64, 2, 5, 3);
    Functional.Recurrent result = gru.forward(x);
    Tensor h = Tensor.zeros(DType.F64, 2, 4);
    for (int t = 0; t < 5; t++) {
      Tensor[] i =
          Functional.linear(
                  x.select(1, t),
                  gru.weight("weight_ih_l0").value(),
                  gru.weight("bias_ih_l0").value())
              .chunk(3, -1);
      Tensor[] g =
          Functional.linear(h, gru.weight("weight_hh_l0").value(), gru.weight("bias_hh_l0").value())
              .chunk(3, -1);
      Tensor r = i[0].add(g[0]).sigmoid();
      Tensor z = i[1].add(g[1]).sigmoid();
      Tensor n = i[2].add(r.mul(g[2])).tanh();
      h = n.add(z.mul(h.sub(n)));
    }
    assertArrayEquals(h.toDoubleArray(), result.hidden().get(0).toDoubleArray(), 1e-12);
    RecurrentNetwork lstm = new RecurrentNetwork(RecurrentNetwork.Cell.LSTM, 3, 4, 2, true, rng);
    Functional.Recurrent both = lstm.forward(Tensor.randn(rng, 2, 5, 3));
    assertArrayEquals(new long[] {2, 5, 8}, both.output().shape());
    assertArrayEquals(new long[] {4, 2, 4}, both.cell().shape());
    both.output().sum().backward();
    assertTrue(lstm.weight("weight_hh_l1_reverse").value().grad().abs().sum().item() > 0);
  }

  @Test
  void residualNetworksHaveTorchvisionsSizes() {
    ResNet small = ResNet.resnet18(3, 1000, rng);
    assertEquals(11_689_512, small.parameterCount());
    assertTrue(small.stateDict().containsKey("layer2.0.downsample.1.running_var"));
    ResNet large = ResNet.resnet50(3, 1000, rng);
    assertEquals(25_557_032, large.parameterCount());
    large.close();
    small.eval();
    assertArrayEquals(new long[] {1, 1000}, small.forward(Tensor.randn(rng, 1, 3, 64, 64)).shape());
    small.close();
  }

  @Test
  void dropPathDropsWholeSamples() {
    DropPath path = new DropPath(0.5, rng);
    Tensor y = path.forward(Tensor.ones(200, 3));
    Tensor sums = y.sum(1);
    assertTrue(sums.eq(0).logicalOr(sums.eq(6)).all());
    assertEquals(1, y.mean().item(), 0.2);
    path.eval();
    assertEquals(1, path.forward(Tensor.ones(2, 3)).mean().item());
  }
}
