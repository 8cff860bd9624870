package polyad.conformance;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polyad.nn.Module;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.text.Architecture;
import polyad.text.BertConfig;
import polyad.text.HiddenAct;
import polyad.vision.EfficientNet;
import polyad.vision.EfficientNetConfig;
import polyad.vision.align.AlignLoss;
import polyad.vision.align.AlignTextEncoder;
import polyad.vision.align.ComposedQuery;
import polyad.vision.align.ImageEncoder;
import polyad.vision.align.RetrievalRecall;
import polyad.vision.align.ZeroShot;
import tools.jackson.databind.JsonNode;

/** Cases of ALIGN: the loss, both towers, and the uses of the trained space. */
final class AlignCase implements ConformanceAdapter {
  @Override
  public String method() {
    return "align";
  }

  @Override
  public Map<String, Tensor> evaluate(CaseFile file) {
    return switch (file.text("op")) {
      case "loss" -> loss(file);
      case "text_encoder" -> text(file);
      case "image_encoder" -> image(file);
      case "compose" -> compose(file);
      case "zeroshot" -> zeroShot(file);
      case "recall" -> recall(file);
      default ->
          throw new IllegalArgumentException(
              "op is '%s', known: loss, text_encoder, image_encoder, compose, zeroshot, recall"
                  .formatted(file.text("op")));
    };
  }

  private static Map<String, Tensor> loss(CaseFile file) {
    String reduction = file.config().path("reduction").asString("sum");
    AlignLoss loss =
        new AlignLoss(
            file.config().path("label_smoothing").asDouble(0.1),
            switch (reduction) {
              case "sum" -> AlignLoss.Reduction.SUM;
              case "mean" -> AlignLoss.Reduction.MEAN;
              default ->
                  throw new IllegalArgumentException(
                      "reduction is '" + reduction + "', known: sum, mean");
            });
    AlignLoss.Value value =
        loss.of(
            file.input("image_embeds"),
            file.input("text_embeds"),
            file.tensor("param.temperature"));
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("output.logits_per_image", value.logits());
    results.put("output.logits_per_text", value.logits().mT());
    results.put("output.loss_i2t", value.imageToText());
    results.put("output.loss_t2i", value.textToImage());
    results.put("output.loss", value.total());
    results.putAll(file.gradients(value.total()));
    return results;
  }

  private static Map<String, Tensor> text(CaseFile file) {
    AlignTextEncoder encoder =
        new AlignTextEncoder(bert(file), file.integer("projection_dim"), new Generator(0));
    file.load(encoder, except(file, "text_model.pooler."));
    encoder.eval();
    Tensor mask = optional(file, "attention_mask");
    Tensor types = optional(file, "token_type_ids");
    Tensor projected =
        mask == null && types == null
            ? encoder.forward(file.input("input_ids"), null)
            : encoder.forward(file.input("input_ids"), mask, types);
    Tensor embeds = projected.div(projected.norm(2, true, 1));
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("output.projected", projected);
    results.put("output.text_embeds", embeds);
    return probed(file, results, embeds, encoder);
  }

  private static Map<String, Tensor> image(CaseFile file) {
    ImageEncoder encoder = new ImageEncoder(network(file), new Generator(0));
    file.load(encoder, except(file, "num_batches_tracked"));
    if (file.config().path("training").asBoolean(false)) {
      encoder.train();
    } else {
      encoder.eval();
    }
    Tensor features = encoder.features(file.input("pixel_values"));
    Tensor pooled = EfficientNet.pool(features);
    Tensor embeds = pooled.div(pooled.norm(2, true, 1));
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("output.last_hidden_state", features);
    results.put("output.pooled", pooled);
    results.put("output.image_embeds", embeds);
    return probed(file, results, embeds, encoder);
  }

  private static Map<String, Tensor> probed(
      CaseFile file, Map<String, Tensor> results, Tensor embeds, Module encoder) {
    Tensor probe = Tensor.linspace(embeds.dtype(), -1, 1, embeds.numel());
    Tensor loss = embeds.mul(probe.reshape(embeds.shape())).sum();
    results.put("output.loss", loss);
    results.putAll(file.gradients(loss, encoder));
    return results;
  }

  private static String[] except(CaseFile file, String part) {
    return file.names("param.").stream().filter(name -> name.contains(part)).toArray(String[]::new);
  }

  private static @Nullable Tensor optional(CaseFile file, String name) {
    return file.has("input." + name) ? file.input(name) : null;
  }

  private static BertConfig bert(CaseFile file) {
    JsonNode config = file.config();
    return new BertConfig(
        Architecture.BERT,
        file.integer("vocab_size"),
        file.integer("hidden_size"),
        file.integer("num_hidden_layers"),
        file.integer("num_attention_heads"),
        file.integer("intermediate_size"),
        file.integer("max_position_embeddings"),
        config.path("type_vocab_size").asInt(2),
        HiddenAct.of(config.path("hidden_act").asString("gelu")),
        config.path("layer_norm_eps").asDouble(1e-12),
        0,
        0,
        0.02,
        0);
  }

  private static EfficientNetConfig network(CaseFile file) {
    JsonNode config = file.config();
    return new EfficientNetConfig(
        config.path("width_coefficient").asDouble(1),
        config.path("depth_coefficient").asDouble(1),
        config.path("depth_divisor").asInt(8),
        Math.toIntExact(file.input("pixel_values").size(1)),
        file.integers("in_channels"),
        file.integers("out_channels"),
        file.integers("kernel_sizes"),
        file.integers("strides"),
        file.integers("expand_ratios"),
        file.integers("num_block_repeats"),
        config.path("squeeze_expansion_ratio").asDouble(0.25),
        config.path("batch_norm_eps").asDouble(1e-3),
        0.01,
        config.path("drop_connect_rate").asDouble(0),
        config.has("depthwise_padding") ? file.integers("depthwise_padding") : new int[0],
        HiddenAct.of(config.path("hidden_act").asString("swish").toLowerCase(Locale.ROOT)));
  }

  private static Map<String, Tensor> compose(CaseFile file) {
    Tensor query =
        ComposedQuery.of(
            file.input("query_image"),
            file.input("query_text"),
            file.input("sign"),
            file.config().path("text_scale").asDouble(2));
    Tensor score = ComposedQuery.score(query, file.input("gallery"));
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("output.score", score);
    results.put("output.index", score.argsort(1, true).narrow(1, 0, file.integer("k")));
    return results;
  }

  private static Map<String, Tensor> zeroShot(CaseFile file) {
    ZeroShot zeroShot = ZeroShot.of(file.input("prompt_embeds"));
    Tensor images = file.input("image_embeds");
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("output.classifier", zeroShot.classifier());
    results.put("output.score", zeroShot.score(images));
    results.put("output.prediction", zeroShot.predict(images));
    return results;
  }

  private static Map<String, Tensor> recall(CaseFile file) {
    RetrievalRecall recall =
        RetrievalRecall.of(
            file.input("image_embeds"),
            file.input("text_embeds"),
            file.input("text_owner").to(DType.I64).toLongArray());
    Map<String, Tensor> results = new LinkedHashMap<>();
    for (int k : file.integers("ks")) {
      results.put("output.i2t." + k, Tensor.of(new double[] {recall.imageToText(k)}, 1));
      results.put("output.t2i." + k, Tensor.of(new double[] {recall.textToImage(k)}, 1));
    }
    return results;
  }
}
