package polyad.text.matryoshka2d;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.tensor.Tensor;

/**
 * The loss of a batch over depths and widths. With X_N the vectors of the last layer, X_n of an
 * earlier one, and [:d] their first d coordinates,
 *
 * <pre>
 *   L = ℓ(X_N) + w_n·ℓ(X_n) + ℓ(X_N[:d]) + w_n·ℓ(X_n[:d]) + s·KL( softmax(X_N/τ) ‖ softmax(X_n/τ) )
 * </pre>
 *
 * <p>with one base loss ℓ. With several d their losses are added up; with several n the parts of
 * each are divided by their number.
 *
 * @param base ℓ
 */
public record TwoDimensionalLoss(BaseLoss base, Options options) {
  /** The weight w_n of what an earlier layer adds. */
  public enum LayerWeight {
    /** 1: the first release. */
    ONE,
    /** 1/n: the revised release. */
    INVERSE
  }

  /** The factor s of the divergence. */
  public enum KlScale {
    /** τ². */
    TAU2,
    /** τ. */
    TAU
  }

  /**
   * How the parts are weighted.
   *
   * @param lambda a further factor of w_n; 1 in the paper
   */
  public record Options(
      @Describe("weight w_n of an earlier layer's losses: inverse (1/n) or one")
          LayerWeight layerWeight,
      @Describe("further factor of w_n; 0 or more") double lambda,
      @Describe("whether earlier layers are aligned with the last by a divergence") boolean applyKl,
      @Describe("temperature of the divergence; above 0") double klTemperature,
      @Describe("factor of the divergence: tau or tau2, its square") KlScale klScale,
      @Describe("whether the divergence leaves the last layer alone") boolean detachTeacher) {
    /** Checks the numbers. */
    public Options {
      ConfigChecks.atLeast("lambda", lambda, 0.0);
      ConfigChecks.positive("kl_temperature", klTemperature);
    }

    /** The revised release: 1/n, τ = 1, the teacher not detached. */
    public static Options defaults() {
      return new Options(LayerWeight.INVERSE, 1, true, 1, KlScale.TAU, false);
    }

    /** The same without the divergence. */
    public Options withoutKl() {
      return new Options(layerWeight, lambda, false, klTemperature, klScale, detachTeacher);
    }

    /** The same with another factor of the layers' weights. */
    public Options withLambda(double factor) {
      return new Options(layerWeight, factor, applyKl, klTemperature, klScale, detachTeacher);
    }

    double weight(int layer) {
      return layerWeight == LayerWeight.ONE ? lambda : lambda / layer;
    }

    double scale() {
      return klScale == KlScale.TAU ? klTemperature : klTemperature * klTemperature;
    }
  }

  /**
   * The parts of one step, single numbers; sums over its layers and widths.
   *
   * @param lastFull ℓ(X_N)
   * @param layerFull ℓ(X_n), unweighted
   * @param lastDim ℓ(X_N[:d])
   * @param layerDim ℓ(X_n[:d]), unweighted
   * @param kl the divergence, unweighted
   * @param total L
   */
  public record Parts(
      Tensor lastFull,
      Tensor layerFull,
      Tensor lastDim,
      Tensor layerDim,
      Tensor kl,
      Tensor total) {}

  /**
   * An earlier layer's vectors.
   *
   * @param number n, 1 or more
   * @param vectors X_n, [R, D]
   */
  public record LayerVectors(int number, Tensor vectors) {
    /** Checks the number. */
    public LayerVectors {
      ConfigChecks.atLeast("layer", number, 1);
    }
  }

  /**
   * The loss.
   *
   * @param last X_N, [R, D]
   * @param teacher what the divergence aligns with, [R, D]; null for X_N
   * @param layers earlier layers
   * @param dims widths d, each below D
   */
  public Parts of(
      Tensor last,
      @Nullable Tensor teacher,
      List<LayerVectors> layers,
      List<Integer> dims,
      PairBatch batch) {
    Tensor zero = Tensor.zeros(last.dtype());
    Tensor lastFull = base.of(last, batch);
    Tensor lastDim = overDims(last, dims, batch, zero);
    Tensor target = teacher == null ? last : teacher;
    List<Tensor> weighted = new ArrayList<>();
    Tensor layerFull = zero;
    Tensor layerDim = zero;
    Tensor kl = zero;
    for (LayerVectors layer : layers) {
      Tensor full = base.of(layer.vectors(), batch);
      Tensor cut = overDims(layer.vectors(), dims, batch, zero);
      layerFull = layerFull.add(full);
      layerDim = layerDim.add(cut);
      Tensor part = full.add(cut).mul(options.weight(layer.number()));
      if (options.applyKl()) {
        Tensor divergence = divergence(target, layer.vectors());
        kl = kl.add(divergence);
        part = part.add(divergence.mul(options.scale()));
      }
      weighted.add(part);
    }
    Tensor total = lastFull.add(lastDim);
    for (Tensor part : weighted) {
      total = total.add(part.mul(1.0 / weighted.size()));
    }
    return new Parts(lastFull, layerFull, lastDim, layerDim, kl, total);
  }

  private Tensor overDims(Tensor rows, List<Integer> dims, PairBatch batch, Tensor zero) {
    Tensor sum = zero;
    for (int d : dims) {
      sum = sum.add(base.of(rows.narrow(1, 0, d), batch));
    }
    return sum;
  }

  /** KL of the softmax over the coordinates, the mean over the rows. */
  private Tensor divergence(Tensor teacher, Tensor student) {
    Tensor from = options.detachTeacher() ? teacher.detach() : teacher;
    return divergence(from, student, options.klTemperature());
  }

  static Tensor divergence(Tensor teacher, Tensor student, double temperature) {
    Tensor p = teacher.div(temperature).logSoftmax(-1); // [R, D]
    Tensor q = student.div(temperature).logSoftmax(-1);
    return p.exp().mul(p.sub(q)).sum(-1).mean();
  }
}
