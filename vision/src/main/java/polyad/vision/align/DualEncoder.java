package polyad.vision.align;

import java.util.ArrayList;
import java.util.List;
import polyad.nn.Layer;
import polyad.nn.Module;
import polyad.nn.Parameter;
import polyad.nn.ParameterGroup;
import polyad.tensor.Tensor;

/** Two towers and the temperature σ. */
public final class DualEncoder extends Module {
  /** The least and the largest temperature. */
  public static final double MIN_TEMPERATURE = 0.005;

  /** See {@link #MIN_TEMPERATURE}. */
  public static final double MAX_TEMPERATURE = 100;

  private static final String TEMPERATURE = "temperature";

  private final Layer image;
  private final TextTower text;

  /**
   * Joins towers of equal width.
   *
   * @param image [B, channels, H, W] to [B, D]
   * @param temperature the first σ
   */
  public DualEncoder(Layer image, TextTower text, double temperature) {
    if (!(temperature >= MIN_TEMPERATURE && temperature <= MAX_TEMPERATURE)) {
      throw new IllegalArgumentException(
          "temperature is %s, allowed: %s to %s"
              .formatted(temperature, MIN_TEMPERATURE, MAX_TEMPERATURE));
    }
    this.image = addChild("image", image);
    this.text = addChild("text", text);
    addParameter(TEMPERATURE, Tensor.ones(1).mul(temperature));
  }

  /** Vectors of pictures, not normalised, [B, D]. */
  public Tensor images(Tensor pixels) {
    return image.forward(pixels);
  }

  /** Vectors of texts, not normalised, [B, D]. */
  public Tensor texts(PaddedTokens tokens) {
    return text.forward(tokens.ids(), tokens.mask());
  }

  /** σ, one number, recorded for derivatives. */
  public Tensor temperature() {
    return weight(TEMPERATURE).value();
  }

  /** Puts σ back into its bounds; true when it had left them. */
  public boolean clampTemperature() {
    double now = temperature().detach().item();
    double allowed = Math.clamp(now, MIN_TEMPERATURE, MAX_TEMPERATURE);
    if (now != allowed) {
      ((Parameter) weight(TEMPERATURE)).set(Tensor.full(allowed, temperature().dtype(), 1));
    }
    return now != allowed;
  }

  /**
   * The towers' parameters, and the temperature in a group of its own: a single number that starts
   * at 1 would hardly move at the rate of the weights.
   *
   * @param weightDecay of the towers' matrices; biases, norms and the temperature have none
   * @param temperatureRate the temperature's learning rate as a multiple of the others'; 0 keeps σ
   */
  public List<ParameterGroup> groups(double weightDecay, double temperatureRate) {
    List<Parameter> decayed = new ArrayList<>();
    List<Parameter> others = new ArrayList<>();
    namedParameters()
        .forEach(
            (name, parameter) -> {
              if (!name.equals(TEMPERATURE)) {
                (parameter.shape().length > 1 ? decayed : others).add(parameter);
              }
            });
    List<ParameterGroup> groups = new ArrayList<>();
    groups.add(new ParameterGroup(decayed, 1, weightDecay));
    groups.add(new ParameterGroup(others, 1, 0));
    if (temperatureRate > 0) {
      groups.add(new ParameterGroup(List.of((Parameter) weight(TEMPERATURE)), temperatureRate, 0));
    }
    return groups;
  }
}
