package polyad.catalog.task;

import java.util.List;

/** A small correction to the weights of a frozen model. */
public interface Adapter extends Task {
  /** Names of the weights it corrects. */
  List<String> targets();

  /** Trained numbers it consists of. */
  long parameters();

  /**
   * The correction that is added to a weight.
   *
   * @return {@code [out, in]}
   * @throws IllegalArgumentException when the name is not among the targets
   */
  float[][] delta(String target);
}
