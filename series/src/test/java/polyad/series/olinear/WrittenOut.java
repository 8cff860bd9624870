package polyad.series.olinear;

import java.util.Map;
import polyad.tensor.Functional;
import polyad.tensor.Tensor;

/** An OLinear in evaluation mode, step by step in the order of the paper, for comparison. */
final class WrittenOut {
  private final OLinearConfig config;
  private final Map<String, Tensor> state;

  WrittenOut(OLinear model) {
    config = model.config();
    state = model.stateDict();
  }

  Tensor forward(Tensor x) {
    long b = x.size(0);
    long n = config.encIn();
    long d = config.embedSize();
    Tensor still = x.detach();
    Tensor mean = still.mean(true, 1);
    Tensor sd = still.var(false, true, 1).add(1e-5).sqrt();
    Tensor weight = state.get("revin_layer.affine_weight");
    Tensor bias = state.get("revin_layer.affine_bias");
    Tensor normal = x.sub(mean).div(sd).mul(weight).add(bias); // [B, T, N]
    Tensor copies = normal.transpose(1, 2).unsqueeze(3); // [B, N, T, 1]
    Tensor extended = d == 1 ? copies : copies.mul(state.get("embeddings")); // [B, N, T, d]
    Tensor time = extended.transpose(2, 3); // [B, N, d, T]
    Tensor z = changed(time);
    Tensor h = linear("ortho_trans.0", z.flatten(2, 3));
    Tensor encoded = encode(h);
    Tensor back = linear("ortho_trans.2", encoded).view(b, n, d, -1);
    Tensor values = returned(back, time); // [B, N, d, L]
    Tensor flat = values.transpose(2, 3).flatten(2, 3); // [B, N, L·d]
    Tensor y = linear("fc.2", Functional.gelu(linear("fc.0", flat))).transpose(1, 2);
    return y.sub(bias).div(weight.add(1e-10)).mul(sd).add(mean);
  }

  private Tensor changed(Tensor time) {
    if (config.variant() == OLinearConfig.Variant.NO_Q) {
      return time;
    }
    if (config.basis() != OLinearConfig.Basis.ORTHO) {
      return time.matmul(WindowBasis.fixed(config.basis(), config.seqLen()).forward().mT());
    }
    Tensor q = state.get("Q_mat");
    Tensor z = time.matmul(q.mT()); // [N, T, T] broadcasts over [B, N, d, T]
    return config.qChanIndep() ? z : z.add(state.get("delta1"));
  }

  private Tensor returned(Tensor z, Tensor time) {
    if (config.variant() == OLinearConfig.Variant.NO_Q) {
      return z;
    }
    if (config.basis() != OLinearConfig.Basis.ORTHO) {
      WindowBasis basis = WindowBasis.fixed(config.basis(), config.seqLen());
      return z.matmul(basis.inverse()).add(time);
    }
    Tensor y = z.matmul(state.get("Q_out_mat"));
    return config.qChanIndep() ? y : y.add(state.get("delta2"));
  }

  private Tensor encode(Tensor tokens) {
    Tensor h = tokens;
    for (int i = 0; i < config.eLayers(); i++) {
      String layer = "encoder.attn_layers." + i + ".";
      Tensor mixed = mixed(layer, h);
      Tensor x = mixed == null ? h : norm(layer + "norm1", h.add(mixed));
      Tensor y = transformed(layer, x);
      h = y == null ? x : norm(layer + "norm2", x.add(y));
    }
    return norm("encoder.norm", h);
  }

  private Tensor mixed(String layer, Tensor h) {
    return switch (config.mixer()) {
      case NONE -> null;
      case LINEAR -> linear(layer + "var_lin", h.transpose(1, 2)).transpose(1, 2);
      case NORMLIN -> {
        Tensor a =
            config.variant() == OLinearConfig.Variant.OLINEAR_C
                ? state.get("channel_corr_mat").softmax(-1)
                : design(state.get(layer + "weight_mat"));
        yield linear(layer + "out_proj", a.matmul(linear(layer + "v_proj", h)));
      }
      case ATTENTION, ENHANCED -> attended(layer + "attention.", h);
    };
  }

  private Tensor design(Tensor w) {
    Tensor a =
        switch (config.weightTrans()) {
          case SOFTPLUS -> w.exp().add(1).log();
          case SOFTMAX -> w.softmax(-1);
          case SIGMOID -> w.neg().exp().add(1).reciprocal();
          case RELU -> w.clampMin(0);
          case IDENTITY -> w;
        };
    return switch (config.normSet()) {
      case L1 -> a.div(a.abs().sum(true, -1).clampMin(1e-12));
      case L2 -> a.div(a.square().sum(true, -1).sqrt().clampMin(1e-12));
      case NONE -> a;
    };
  }

  private Tensor attended(String prefix, Tensor h) {
    Tensor q = split(linear(prefix + "query_projection", h));
    Tensor k = split(linear(prefix + "key_projection", h));
    Tensor v = split(linear(prefix + "value_projection", h));
    Tensor a = q.matmul(k.mT()).div(Math.sqrt(q.size(-1))).softmax(-1);
    if (config.mixer() == OLinearConfig.Mixer.ENHANCED) {
      Tensor sum = a.add(state.get(prefix + "inner_attention.weight_mat").exp().log1p());
      a = sum.div(sum.sum(true, -1));
    }
    return linear(prefix + "out_projection", a.matmul(v).transpose(1, 2).flatten(2, 3));
  }

  private Tensor split(Tensor x) {
    return x.unflatten(-1, config.nHeads(), x.size(-1) / config.nHeads()).transpose(1, 2);
  }

  private Tensor transformed(String layer, Tensor x) {
    return switch (config.temporal()) {
      case NONE -> null;
      case LINEAR -> pointwise(layer + "conv2", Functional.gelu(pointwise(layer + "conv1", x)));
      case NORMLIN -> positive(layer + "ffn2", Functional.gelu(positive(layer + "ffn1", x)));
    };
  }

  private Tensor pointwise(String name, Tensor x) {
    Tensor channels = x.transpose(1, 2); // [B, D, N]
    long[] one = {1};
    return Functional.conv(
            channels,
            state.get(name + ".weight"),
            state.get(name + ".bias"),
            one,
            new long[] {0},
            one,
            1)
        .transpose(1, 2);
  }

  private Tensor positive(String name, Tensor x) {
    Tensor w = state.get(name + ".weight_mat").exp().log1p();
    return x.matmul(w.div(w.sum(true, -1)).mT());
  }

  private Tensor linear(String name, Tensor x) {
    return x.matmul(state.get(name + ".weight").mT()).add(state.get(name + ".bias"));
  }

  private Tensor norm(String name, Tensor x) {
    Tensor centred = x.sub(x.mean(true, -1));
    Tensor sd = centred.square().mean(true, -1).add(1e-5).sqrt();
    return centred.div(sd).mul(state.get(name + ".weight")).add(state.get(name + ".bias"));
  }
}
