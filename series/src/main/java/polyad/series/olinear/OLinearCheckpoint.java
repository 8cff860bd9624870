package polyad.series.olinear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import polyad.series.OrthoTrans;
import polyad.tensor.Tensor;

/**
 * States in the names of the official code, which registers the encoder twice, as {@code encoder.*}
 * and {@code ortho_trans.1.*}, keeps unused parameters, and holds no Q matrices.
 */
public final class OLinearCheckpoint {
  private static final String ENCODER = "encoder.";
  private static final String TWIN = "ortho_trans.1.";
  private static final Set<String> MATRICES = Set.of("Q_mat", "Q_out_mat", "channel_corr_mat");
  private static final Set<String> OFTEN_UNUSED =
      Set.of("delta1", "delta2", "Q_mat", "Q_out_mat", "channel_corr_mat");

  private OLinearCheckpoint() {}

  /** The model's state under every name that the official code loads. */
  public static Map<String, Tensor> official(OLinear model) {
    Map<String, Tensor> state = new LinkedHashMap<>();
    model
        .stateDict()
        .forEach(
            (name, tensor) -> {
              if (!MATRICES.contains(name)) {
                state.put(name, tensor);
              }
              if (name.startsWith(ENCODER)) {
                state.put(TWIN + name.substring(ENCODER.length()), tensor);
              }
            });
    return state;
  }

  /**
   * Loads a state with or without twins, unused parameters and matrices; matrices that it lacks
   * stay as they are.
   *
   * @throws IllegalArgumentException when T, τ, N or another size differs, a twin disagrees, a Q
   *     matrix is not orthogonal, or a name is missing or unknown; nothing is changed then
   */
  public static void load(OLinear model, Map<String, Tensor> given) {
    Map<String, Tensor> state = own(model, given);
    requireSizes(model.config(), state);
    requireOrthogonal("Q_mat", state);
    requireOrthogonal("Q_out_mat", state);
    model.loadStateDict(state);
  }

  /**
   * A state in the model's own names: without twins and without what the model does not use, with
   * the model's own matrices where the state has none.
   */
  public static Map<String, Tensor> own(OLinear model, Map<String, Tensor> given) {
    Map<String, Tensor> own = model.stateDict();
    Map<String, Tensor> state = withoutTwins(given);
    OFTEN_UNUSED.stream().filter(name -> !own.containsKey(name)).forEach(state::remove);
    own.forEach(
        (name, tensor) -> {
          boolean unused = name.equals("embeddings") && model.config().embedSize() == 1;
          if (unused || MATRICES.contains(name)) {
            state.putIfAbsent(name, tensor);
          }
        });
    return state;
  }

  private static Map<String, Tensor> withoutTwins(Map<String, Tensor> given) {
    Map<String, Tensor> state = new LinkedHashMap<>();
    given.forEach(
        (name, tensor) -> {
          String plain = name.startsWith(TWIN) ? ENCODER + name.substring(TWIN.length()) : name;
          Tensor other = state.put(plain, tensor);
          if (other != null && !Arrays.equals(other.toByteArray(), tensor.toByteArray())) {
            throw new IllegalArgumentException(
                "'" + name + "' and its twin '" + plain + "' hold different values");
          }
        });
    return state;
  }

  private static void requireSizes(OLinearConfig config, Map<String, Tensor> state) {
    List<String> problems = new ArrayList<>();
    compare(
        "T",
        "ortho_trans.0.weight",
        1,
        config.embedSize(),
        config.seqLen(),
        config,
        state,
        problems);
    compare("τ", "fc.2.weight", 0, 1, config.predLen(), config, state, problems);
    compare("N", "revin_layer.affine_weight", 0, 1, config.encIn(), config, state, problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "the checkpoint is for another model: " + String.join(", ", problems));
    }
  }

  private static void compare(
      String what,
      String name,
      int dim,
      int per,
      int requested,
      OLinearConfig config,
      Map<String, Tensor> state,
      List<String> problems) {
    Tensor tensor = state.get(name);
    boolean exact = config.basis() != OLinearConfig.Basis.FFT || !what.equals("T");
    if (tensor != null && exact && tensor.size(dim) != (long) per * requested) {
      problems.add("%s is %d, requested %d".formatted(what, tensor.size(dim) / per, requested));
    }
  }

  private static void requireOrthogonal(String name, Map<String, Tensor> state) {
    Tensor q = state.get(name);
    if (q != null && q.dim() == 2) {
      OrthoTrans.of(q, name);
    } else if (q != null) {
      for (Tensor part : q.unbind(0)) {
        OrthoTrans.of(part, name);
      }
    }
  }
}
