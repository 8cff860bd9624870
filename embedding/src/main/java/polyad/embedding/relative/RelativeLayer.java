package polyad.embedding.relative;

import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import polyad.nn.BatchNorm;
import polyad.nn.Init;
import polyad.nn.LayerNorm;
import polyad.nn.Linear;
import polyad.nn.Module;
import polyad.nn.MultiheadAttention;
import polyad.nn.WeightSlot;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * Replaces an encoding by its similarities to those of the anchors. With the options of {@link
 * RelativeConfig#cosine} the layer has no parameter; those of the other options have the official
 * names.
 *
 * <p>In training the anchors are encoded anew in each step with the weights of that step, without
 * derivatives (pass them detached). Where anchors are drawn by class, each call draws.
 */
public final class RelativeLayer extends Module {
  private final RelativeConfig config;
  private final Generator rng;
  private final UnaryOperator<Tensor> queries;
  private final UnaryOperator<Tensor> keys;
  private final Decoder decoder;
  private final UnaryOperator<Tensor> outnorm;

  /**
   * What the layer makes of samples.
   *
   * @param output [n, outFeatures]
   * @param similarities after averaging and quantisation, [n, similarities]
   */
  public record Result(Tensor output, Tensor similarities) {}

  /** What becomes of similarities, given the anchors as compared and as they came. */
  private interface Decoder {
    Tensor decode(Tensor similarities, Tensor compared, Tensor original);
  }

  /**
   * With random parameters where there are any.
   *
   * @param rng also draws anchors, where the options say so
   */
  public RelativeLayer(RelativeConfig config, Generator rng) {
    this.config = config;
    this.rng = rng;
    this.queries = transform(RelativeConfig.Element.QUERIES, "queries", config.inFeatures());
    this.keys = transform(RelativeConfig.Element.KEYS, "keys", config.inFeatures());
    this.decoder =
        switch (config.values()) {
          case SIMILARITIES -> (s, compared, original) -> s;
          case TRAINABLE -> trainable();
          case ANCHORS -> anchors();
          case SELF_ATTENTION -> selfAttention();
          case RELATIVE_ANCHORS_ATTENTION -> anchorsAttention();
        };
    this.outnorm = outnorm();
  }

  private UnaryOperator<Tensor> transform(RelativeConfig.Element element, String name, int in) {
    if (!config.transforms().contains(element)) {
      return x -> x;
    }
    String path = "pre_attention_transforms.module_dict.attention_" + name;
    return addChild(path, new Linear(in, config.hidden(), false, rng))::forward;
  }

  private Decoder trainable() {
    WeightSlot values =
        addParameter("values", Init.normal(rng, 1, config.similarities(), config.hidden()));
    return (s, compared, original) -> s.softmax(-1).matmul(values.value());
  }

  private Decoder anchors() {
    UnaryOperator<Tensor> map =
        transform(RelativeConfig.Element.VALUES, "values", config.keyWidth());
    return (s, compared, original) -> s.softmax(-1).matmul(map.apply(compared));
  }

  /** Token i of a sample is its i-th similarity times a trained vector. */
  private Decoder selfAttention() {
    int tokens = config.similarities();
    int width = config.attentionWidth();
    LayerNorm norm = addChild("sim_norm", new LayerNorm(tokens));
    WeightSlot toQueries = addParameter("sim_to_queries", Init.normal(rng, 1, tokens, width));
    WeightSlot toKeys = addParameter("sim_to_keys", Init.normal(rng, 1, tokens, width));
    WeightSlot toValues = addParameter("sim_to_values", Init.normal(rng, 1, tokens, width));
    MultiheadAttention attention =
        addChild("self_attention", new MultiheadAttention(width, config.attentionHeads(), 0, rng));
    Linear aggregation = addChild("self_attention_aggregation", new Linear(width, 1, false, rng));
    return (s, compared, original) -> {
      Tensor token = norm.forward(s).unsqueeze(-1); // [n, tokens, 1]
      Tensor mixed =
          attention.forward(
              token.mul(toQueries.value()), // [n, tokens, width]
              token.mul(toKeys.value()),
              token.mul(toValues.value()),
              null);
      return aggregation.forward(mixed).squeeze(-1);
    };
  }

  private Decoder anchorsAttention() {
    LayerNorm norm = addChild("sim_norm", new LayerNorm(config.anchors()));
    RelativeLayer own =
        addChild("anchors_relative_attention", new RelativeLayer(config.ofAnchors(), rng));
    BinaryOperator<Tensor> relative = (x, a) -> own.forward(x, a, null).output();
    return (s, compared, original) -> norm.forward(s).matmul(relative.apply(original, original));
  }

  private UnaryOperator<Tensor> outnorm() {
    int width = config.outFeatures();
    return switch (config.outputNorm()) {
      case NONE -> x -> x;
      case L2 -> Projection::unit;
      case BATCHNORM -> addChild("outnorm", new BatchNorm(width))::forward;
      case LAYERNORM -> addChild("outnorm", new LayerNorm(width))::forward;
      case INSTANCENORM -> addChild("outnorm", new InstanceNorm(width))::forward;
    };
  }

  /** The options. */
  public RelativeConfig config() {
    return config;
  }

  /** The relative representation, where the classes of the anchors do not matter. */
  public Result forward(Tensor x, Tensor anchors) {
    return forward(x, anchors, null);
  }

  /**
   * The relative representation.
   *
   * @param x encodings, [n, d]
   * @param anchors encodings of the anchors by the same encoder, [k, d]
   * @param labels classes of the anchors, [k]; needed for averages and for drawing by class
   * @throws IllegalArgumentException when the sizes are not the configured ones, or a class has no
   *     anchor or fewer than groups
   */
  public Result forward(Tensor x, Tensor anchors, int @Nullable [] labels) {
    require("samples' width", x.size(-1), config.inFeatures());
    require("anchors' width", anchors.size(-1), config.inFeatures());
    require("number of anchors", anchors.size(0), config.anchors());
    AnchorClasses classes = classes(labels);
    Tensor used = anchors;
    if (classes != null && config.sampling() != RelativeConfig.Sampling.NONE) {
      int each = config.samplesPerClass();
      used =
          config.sampling() == RelativeConfig.Sampling.STRATIFIED
              ? classes.stratified(anchors, each, rng)
              : classes.gaussian(anchors, each, rng);
      classes = classes.drawn(each);
    }
    Tensor query = unit(queries.apply(x));
    Tensor key = unit(keys.apply(used));
    long n = query.size(0);
    if (config.absoluteQuantization().kind() != Quantization.Kind.NONE) {
      // Samples and anchors share the clusters.
      Tensor both = config.absoluteQuantization().apply(Tensor.cat(0, query, key));
      query = both.narrow(0, 0, n);
      key = both.narrow(0, n, key.size(0));
    }
    Tensor s = similarities(query, key); // [n, k]
    if (classes != null && config.groups() > 0) {
      s = s.matmul(classes.averages(config.groups(), s.dtype())); // [n, groups·classes]
    }
    s = config.similarityQuantization().apply(s);
    return new Result(outnorm.apply(decoder.decode(s, key, anchors)), s);
  }

  private @Nullable AnchorClasses classes(int @Nullable [] labels) {
    if (config.groups() == 0 && config.sampling() == RelativeConfig.Sampling.NONE) {
      return null;
    }
    if (labels == null || labels.length != config.anchors()) {
      throw new IllegalArgumentException(
          "classes of anchors are %d, allowed: %d, one for each anchor"
              .formatted(labels == null ? 0 : labels.length, config.anchors()));
    }
    return new AnchorClasses(labels, config.classes());
  }

  private static void require(String what, long found, long allowed) {
    if (found != allowed) {
      throw new IllegalArgumentException(
          "%s is %d, allowed: %d, as configured".formatted(what, found, allowed));
    }
  }

  private Tensor unit(Tensor x) {
    return config.normalize() ? Projection.unit(x) : x;
  }

  private Tensor similarities(Tensor x, Tensor anchors) {
    if (config.similarity() == RelativeConfig.Similarity.BASIS_CHANGE) {
      return Projection.CHANGE_OF_BASIS.apply(x, anchors);
    }
    Tensor inner = x.matmul(anchors.mT());
    return config.normalize() ? inner : inner.div(Math.sqrt(x.size(-1)));
  }
}
