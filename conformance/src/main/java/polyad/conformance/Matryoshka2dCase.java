package polyad.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.text.Architecture;
import polyad.text.Bert;
import polyad.text.BertConfig;
import polyad.text.HiddenAct;
import polyad.text.Pooling;
import polyad.text.matryoshka2d.AngleLoss;
import polyad.text.matryoshka2d.AngleObjective;
import polyad.text.matryoshka2d.CosineLoss;
import polyad.text.matryoshka2d.InBatchNegativeLoss;
import polyad.text.matryoshka2d.PairBatch;
import polyad.text.matryoshka2d.TwoDimensionalLoss;
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
      case "loss" -> loss(file);
      case "encode" -> encode(file);
      default ->
          throw new IllegalArgumentException(
              "op is '" + file.text("op") + "', known: loss, encode");
    };
  }

  private static Map<String, Tensor> loss(CaseFile file) {
    var batch = batch(file);
    var objective =
        new AngleObjective(
            number(file, "w1", 1),
            number(file, "w2", 1),
            number(file, "w3", 1),
            new CosineLoss(number(file, "cosine_tau", 20)),
            new InBatchNegativeLoss(number(file, "ibn_tau", 20)),
            new AngleLoss(number(file, "angle_tau", 20)));
    JsonNode config = file.config();
    var options =
        new TwoDimensionalLoss.Options(
            config.path("layer_weight").asString("inverse").equals("one")
                ? TwoDimensionalLoss.LayerWeight.ONE
                : TwoDimensionalLoss.LayerWeight.INVERSE,
            number(file, "lambda", 1),
            config.path("apply_kl").asBoolean(true),
            number(file, "kl_temperature", 1),
            config.path("kl_scale").asString("tau").equals("tau2")
                ? TwoDimensionalLoss.KlScale.TAU2
                : TwoDimensionalLoss.KlScale.TAU,
            config.path("detach_teacher").asBoolean(false));
    TwoDimensionalLoss.Parts parts =
        new TwoDimensionalLoss(objective, options)
            .of(
                file.input("last"),
                file.has("input.teacher") ? file.input("teacher") : null,
                List.of(
                    new TwoDimensionalLoss.LayerVectors(
                        file.integer("layer"), file.input("layer"))),
                List.of(file.integer("dim")),
                batch);
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("output.loss_last_full", parts.lastFull());
    results.put("output.loss_layer_full", parts.layerFull());
    results.put("output.loss_last_dim", parts.lastDim());
    results.put("output.loss_layer_dim", parts.layerDim());
    results.put("output.kl", parts.kl());
    results.put("output.loss", parts.total());
    results.putAll(file.gradients(parts.total()));
    return results;
  }

  private static PairBatch batch(CaseFile file) {
    return switch (file.text("format")) {
      case "A" -> PairBatch.scored(file.input("label"));
      case "B" -> PairBatch.triples();
      case "C" -> PairBatch.pairs();
      default ->
          throw new IllegalArgumentException(
              "format is '" + file.text("format") + "', known: A, B, C");
    };
  }

  private static double number(CaseFile file, String key, double missing) {
    return file.config().path(key).asDouble(missing);
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
