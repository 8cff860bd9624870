package polyad.conformance;

import java.util.LinkedHashMap;
import java.util.Map;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.text.Architecture;
import polyad.text.Bert;
import polyad.text.BertConfig;
import polyad.text.HiddenAct;
import polyad.text.Pooling;
import tools.jackson.databind.JsonNode;

/** Cases of two-dimensional Matryoshka sentence embeddings: the loss and the encoder. */
final class Matryoshka2dCase implements ConformanceAdapter {
  @Override
  public String method() {
    return "matryoshka-2d";
  }

  @Override
  public Map<String, Tensor> evaluate(CaseFile file) {
    return switch (file.text("op")) {
      case "encode" -> encode(file);
      default ->
          throw new IllegalArgumentException(
              "op is '" + file.text("op") + "', known: loss, encode");
    };
  }

  private static Map<String, Tensor> encode(CaseFile file) {
    Bert bert = file.load(new Bert(bertConfig(file), new Generator(0)));
    Pooling pooling = Pooling.of(file.text("pooling"));
    Tensor ids = file.input("input_ids");
    Tensor mask =
        file.has("input.attention_mask")
            ? file.input("attention_mask")
            : Tensor.ones(DType.I64, ids.shape());
    Tensor types = file.has("input.token_type_ids") ? file.input("token_type_ids") : null;
    var states = bert.hiddenStates(ids, mask, types, deepest(file));
    Map<String, Tensor> results = new LinkedHashMap<>();
    Tensor loss = Tensor.scalar(0, DType.F64);
    for (JsonNode pair : file.config().path("pairs")) {
      int n = pair.get(0).asInt();
      int d = pair.get(1).asInt();
      Tensor embedding = pooling.apply(states.get(n), mask).narrow(1, 0, d); // [B, d]
      results.put("output.embedding." + n + "." + d, embedding);
      Tensor probe = Tensor.linspace(embedding.dtype(), -1, 1, embedding.numel());
      loss = loss.add(embedding.mul(probe.reshape(embedding.shape())).sum());
    }
    results.put("output.loss", loss);
    results.putAll(file.gradients(loss, bert));
    return results;
  }

  private static int deepest(CaseFile file) {
    int deepest = 0;
    for (JsonNode pair : file.config().path("pairs")) {
      deepest = Math.max(deepest, pair.get(0).asInt());
    }
    return deepest;
  }

  private static BertConfig bertConfig(CaseFile file) {
    JsonNode config = file.config();
    boolean distil = file.has("param.transformer.layer.0.attention.q_lin.weight");
    return new BertConfig(
        distil ? Architecture.DISTILBERT : Architecture.BERT,
        file.integer("vocab_size"),
        file.integer("hidden_size"),
        file.integer("num_hidden_layers"),
        file.integer("num_attention_heads"),
        file.integer("intermediate_size"),
        file.integer("max_position_embeddings"),
        distil ? 1 : config.path("type_vocab_size").asInt(2),
        HiddenAct.of(config.path("hidden_act").asString("gelu")),
        config.path("layer_norm_eps").asDouble(1e-12),
        0,
        0,
        0.02,
        0);
  }
}
