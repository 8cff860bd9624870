package polyad.geometry.rotation;

import polyad.catalog.Describe;
import polyad.nn.Schedule;

/**
 * The sanity test's training and test.
 *
 * <p>The released schedule is {@code lr} 1e-5 until step 10,000 and 1e-6 then, over 500,000 steps.
 */
public record AutoencoderConfig(
    @Describe("width of the hidden layers; at least 1") int hidden,
    @Describe("rotations a step; at least 1") int batch,
    @Describe("training steps; at least 1") int steps,
    @Describe("learning rate of Adam at the start; above 0") double lr,
    @Describe("learning rate at the end; 0 to lr") double endLr,
    @Describe("step from which endLr holds, as released; 0 for a cosine") int dropAfter,
    @Describe("fresh rotations to test on; at least 1") int testRotations,
    @Describe("train on the released axis-angle sampler, which is not even over SO(3)")
        boolean axisAngleSampler) {
  /** The width of the paper on a schedule for minutes. */
  public static final AutoencoderConfig QUICK =
      new AutoencoderConfig(128, 64, 4000, 1e-3, 1e-6, 0, 20_000, false);

  /** Checks the ranges. */
  public AutoencoderConfig {
    Ranges.atLeast("hidden", hidden, 1);
    Ranges.atLeast("batch", batch, 1);
    Ranges.atLeast("steps", steps, 1);
    Ranges.rates(lr, endLr);
    Ranges.atLeast("dropAfter", dropAfter, 0);
    Ranges.atLeast("testRotations", testRotations, 1);
  }

  Schedule schedule() {
    if (dropAfter == 0) {
      return Schedule.cosine(lr, endLr, steps);
    }
    return step -> step < dropAfter ? lr : endLr;
  }
}
