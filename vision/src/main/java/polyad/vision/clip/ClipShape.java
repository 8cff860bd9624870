package polyad.vision.clip;

import polyad.catalog.ConfigChecks;
import polyad.text.HiddenAct;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The shape of the layers of one tower.
 *
 * @param width W, at least 1
 * @param layers N, at least 1
 * @param heads divides the width
 * @param feedForward inner width of the feed-forward part
 * @param hiddenAct its activation
 * @param layerNormEps added to the variance in every layer norm
 * @param attentionDropout on the attention weights, in training
 */
public record ClipShape(
    int width,
    int layers,
    int heads,
    int feedForward,
    HiddenAct hiddenAct,
    double layerNormEps,
    double attentionDropout) {
  /** Checks every value. */
  public ClipShape {
    ConfigChecks.atLeast("hidden_size", width, 1);
    ConfigChecks.atLeast("num_hidden_layers", layers, 1);
    ConfigChecks.atLeast("num_attention_heads", heads, 1);
    if (width % heads != 0) {
      throw new IllegalArgumentException(
          "num_attention_heads is %d, allowed: a divisor of hidden_size %d"
              .formatted(heads, width));
    }
    ConfigChecks.atLeast("intermediate_size", feedForward, 1);
    ConfigChecks.atLeast("layer_norm_eps", layerNormEps, 0.0);
    ConfigChecks.between("attention_dropout", attentionDropout, 0, 1);
  }

  /** With quick GELU, eps 1e-5, four times the width within and no dropout. */
  public static ClipShape of(int width, int layers, int heads) {
    return new ClipShape(width, layers, heads, 4 * width, HiddenAct.QUICK_GELU, 1e-5, 0);
  }

  static ClipShape read(JsonNode json, ClipShape usual) {
    return new ClipShape(
        json.path("hidden_size").asInt(usual.width),
        json.path("num_hidden_layers").asInt(usual.layers),
        json.path("num_attention_heads").asInt(usual.heads),
        json.path("intermediate_size").asInt(usual.feedForward),
        HiddenAct.of(json.path("hidden_act").asString(usual.hiddenAct.label())),
        json.path("layer_norm_eps").asDouble(usual.layerNormEps),
        json.path("attention_dropout").asDouble(usual.attentionDropout));
  }

  void writeTo(ObjectNode json) {
    json.put("hidden_size", width);
    json.put("num_hidden_layers", layers);
    json.put("num_attention_heads", heads);
    json.put("intermediate_size", feedForward);
    json.put("hidden_act", hiddenAct.label());
    json.put("layer_norm_eps", layerNormEps);
    json.put("attention_dropout", attentionDropout);
  }
}
