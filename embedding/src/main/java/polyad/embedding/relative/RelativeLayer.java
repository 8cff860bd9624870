package polyad.embedding.relative;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polyad.nn.Init;
import polyad.nn.LayerNorm;
import polyad.nn.Module;
import polyad.nn.WeightSlot;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * Replaces an encoding by its similarities to those of the anchors. The layer itself has no
 * parameter; trained values and the normalisation of the result have, under {@code values} and
 * {@code outnorm}.
 *
 * <p>In training the anchors are encoded anew in each step with the weights of that step, without
 * derivatives (pass them detached).
 */
public final class RelativeLayer extends Module {
  private final RelativeConfig config;
  private final @Nullable WeightSlot values;
  private final @Nullable LayerNorm outnorm;

  /**
   * What the layer makes of samples.
   *
   * @param output [n, outFeatures]
   * @param similarities of all heads, each [n, k], one below the other: [heads, n, k]
   */
  public record Result(Tensor output, Tensor similarities) {}

  /** With random values where some are trained. */
  public RelativeLayer(RelativeConfig config, Generator rng) {
    this.config = config;
    this.values =
        config.values() == RelativeConfig.Values.TRAINABLE
            ? addParameter("values", Init.normal(rng, 1, config.anchors(), config.hidden()))
            : null;
    this.outnorm =
        config.outputNorm() == RelativeConfig.OutputNorm.LAYERNORM
            ? addChild("outnorm", new LayerNorm(config.outFeatures()))
            : null;
  }

  /** The options. */
  public RelativeConfig config() {
    return config;
  }

  /**
   * The relative representation.
   *
   * @param x encodings, [n, d]
   * @param anchors encodings of the anchors by the same encoder, [k, d]
   * @throws IllegalArgumentException when the sizes are not the configured ones
   */
  public Result forward(Tensor x, Tensor anchors) {
    require("samples' width", x.size(-1), config.inFeatures());
    require("anchors' width", anchors.size(-1), config.inFeatures());
    require("number of anchors", anchors.size(0), config.anchors());
    long width = config.inFeatures() / config.heads();
    List<Tensor> outputs = new ArrayList<>();
    List<Tensor> similarities = new ArrayList<>();
    for (int h = 0; h < config.heads(); h++) {
      Tensor own = prepared(x.narrow(-1, h * width, width)); // [n, d/heads]
      Tensor ownAnchors = prepared(anchors.narrow(-1, h * width, width));
      Tensor s = similarities(own, ownAnchors); // [n, k]
      similarities.add(s);
      outputs.add(valued(s, ownAnchors));
    }
    return new Result(normalized(pooled(outputs)), Tensor.stack(0, similarities));
  }

  private static void require(String what, long found, long allowed) {
    if (found != allowed) {
      throw new IllegalArgumentException(
          "%s is %d, allowed: %d, as configured".formatted(what, found, allowed));
    }
  }

  private Tensor prepared(Tensor x) {
    Tensor binned = config.absoluteQuantization().apply(x, config.absoluteBin());
    return config.normalize() ? Projection.unit(binned) : binned;
  }

  private Tensor similarities(Tensor x, Tensor anchors) {
    Tensor s =
        switch (config.similarity()) {
          case INNER -> {
            Tensor inner = x.matmul(anchors.mT());
            yield config.normalize() ? inner : inner.div(Math.sqrt(x.size(-1)));
          }
          case BASIS_CHANGE -> Projection.CHANGE_OF_BASIS.apply(x, anchors);
        };
    return config.similarityQuantization().apply(s, config.similarityBin());
  }

  private Tensor valued(Tensor s, Tensor anchors) {
    return switch (config.values()) {
      case SIMILARITIES -> s;
      case ANCHORS -> s.softmax(-1).matmul(anchors);
      case TRAINABLE -> {
        if (values == null) {
          throw new IllegalStateException("trained values were made with the layer");
        }
        yield s.softmax(-1).matmul(values.value());
      }
    };
  }

  private Tensor pooled(List<Tensor> heads) {
    return switch (config.pool()) {
      case CONCAT -> Tensor.cat(-1, heads);
      case SUM -> Tensor.stack(0, heads).sum(0);
      case MEAN -> Tensor.stack(0, heads).mean(0);
      case MAX -> Tensor.stack(0, heads).amax(false, 0);
    };
  }

  private Tensor normalized(Tensor output) {
    if (outnorm != null) {
      return outnorm.forward(output);
    }
    return config.outputNorm() == RelativeConfig.OutputNorm.L2 ? Projection.unit(output) : output;
  }
}
