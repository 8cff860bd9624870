package polyad.embedding.bt2;

import org.jspecify.annotations.Nullable;
import polyad.data.BatchOrder;
import polyad.data.ImageShape;
import polyad.nn.Adam;
import polyad.nn.Module;
import polyad.nn.ParameterGroup;
import polyad.nn.Schedule;
import polyad.nn.Trainer;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * Trains new encoders with an old one in mind. Old features are computed once and cached; the old
 * model itself is not needed, so frozen vectors from anywhere will do. Models are left in
 * evaluation mode; the caller closes them.
 */
public final class BackwardCompatible {
  private BackwardCompatible() {}

  /**
   * A trained BT² model.
   *
   * @param orthonormalityError the largest entry of |WᵀW − I| of both bases after any epoch
   */
  public record Trained(Bt2Model model, double orthonormalityError) implements AutoCloseable {
    @Override
    public void close() {
      model.close();
    }
  }

  /**
   * BT² between two trained models: both embed the training rows once, then the head is trained.
   */
  public static Trained trainBt2(
      Embedder oldModel, Embedder newModel, TrainingSet data, Bt2Options options, long seed) {
    Tensor old = unit(oldModel.transform(data.x()));
    Tensor free = unit(newModel.transform(data.x()));
    return trainBt2(old, free, data, options, seed, Supervision.none());
  }

  /**
   * BT² on cached features.
   *
   * @param oldFeatures φ_old of the rows, unit vectors [N, d_o]
   * @param newFeatures φ'_new of the rows, unit vectors [N, d_n]
   * @throws IllegalArgumentException when features are missing, not unit vectors or of another
   *     width, d_n + K is below d_o, or a class has no sample
   */
  public static Trained trainBt2(
      Tensor oldFeatures,
      Tensor newFeatures,
      TrainingSet data,
      Bt2Options options,
      long seed,
      Supervision watch) {
    int oldDim = Math.toIntExact(oldFeatures.size(1));
    int newDim = Math.toIntExact(newFeatures.size(1));
    data.requireCached("old features", oldFeatures, oldDim);
    data.requireCached("new features", newFeatures, newDim);
    Tensor pseudo = PseudoClassifier.of(oldFeatures, data.labels(), data.classes());
    Tensor target = Tensor.of(data.labels(), data.labels().length);
    Generator rng = new Generator(seed);
    Bt2Model model =
        model(
            head(options, oldDim, newDim, data.classes()),
            data.inputs(),
            data.image(),
            options,
            rng);
    Bt2Loss loss = options.loss();
    double[] worst = {model.head().orthonormalityError()};
    fit(
        model,
        data.labels().length,
        options,
        rng,
        seed,
        watch,
        () -> worst[0] = Math.max(worst[0], model.head().orthonormalityError()),
        rows ->
            loss.of(
                    model.forward(data.x().indexSelect(0, rows)),
                    oldFeatures.indexSelect(0, rows),
                    newFeatures.indexSelect(0, rows),
                    pseudo,
                    target.indexSelect(0, rows))
                .total());
    return new Trained(model, worst[0]);
  }

  /** The shape of the head that the options ask for. */
  static BtConfig head(Bt2Options options, int oldDim, int newDim, int classes) {
    return new BtConfig(
        newDim + oldDim,
        newDim,
        oldDim,
        options.addDim(),
        options.scale(),
        classes,
        true,
        options.head());
  }

  /** An untrained model. */
  static Bt2Model model(
      BtConfig head, int inputs, @Nullable ImageShape image, Bt2Options options, Generator rng) {
    return new Bt2Model(
        options.network().backbone(inputs, image, options.hidden(), head.features(), rng),
        new Bt2Head(head, rng));
  }

  /**
   * BCT: the same backbone with d normalised coordinates, drawn to the old classifier.
   *
   * @param oldFeatures unit vectors [N, d_o]
   * @param dimension d, at least d_o; above d_o the old classifier is padded with zeros
   */
  public static EmbeddingModel trainBct(
      Tensor oldFeatures,
      TrainingSet data,
      int dimension,
      Bt2Options options,
      long seed,
      Supervision watch) {
    data.requireCached("old features", oldFeatures, Math.toIntExact(oldFeatures.size(1)));
    Tensor pseudo = PseudoClassifier.of(oldFeatures, data.labels(), data.classes());
    BctLoss loss = options.bctLoss();
    return trainEmbedding(
        data,
        dimension,
        options,
        seed,
        watch,
        (model, feature, rows, target) ->
            loss.of(feature, model.classifier(), pseudo, target).total());
  }

  /** A model that knows nothing of the old one: φ_old itself and φ'_new. */
  public static EmbeddingModel trainIndependent(
      TrainingSet data, int dimension, Bt2Options options, long seed, Supervision watch) {
    return trainEmbedding(
        data,
        dimension,
        options,
        seed,
        watch,
        (model, feature, rows, target) -> classify(model, feature, target, options));
  }

  /**
   * Feature regression: cross-entropy + λ₃ |φ[:d_o] − φ_old|².
   *
   * @param oldFeatures unit vectors [N, d_o]
   * @param dimension at least d_o
   */
  public static EmbeddingModel trainRegression(
      Tensor oldFeatures,
      TrainingSet data,
      int dimension,
      Bt2Options options,
      long seed,
      Supervision watch) {
    int oldDim = Math.toIntExact(oldFeatures.size(1));
    data.requireCached("old features", oldFeatures, oldDim);
    Tensor wanted = oldFeatures.detach();
    return trainEmbedding(
        data,
        dimension,
        options,
        seed,
        watch,
        (model, feature, rows, target) -> {
          Tensor gap = feature.narrow(1, 0, oldDim).sub(wanted.indexSelect(0, rows));
          Tensor regression = gap.square().sum(1).mean();
          return classify(model, feature, target, options).add(regression, options.lambda3());
        });
  }

  private static Tensor classify(
      EmbeddingModel model, Tensor feature, Tensor target, Bt2Options options) {
    Tensor logits = feature.matmul(model.classifier().mT()).mul(options.logitScale());
    return Functional.crossEntropy(
        logits, target, options.labelSmoothing(), Functional.Reduction.MEAN);
  }

  private interface EmbeddingLoss {
    Tensor of(EmbeddingModel model, Tensor feature, Tensor rows, Tensor target);
  }

  private interface RowsLoss {
    Tensor of(Tensor rows);
  }

  private static EmbeddingModel trainEmbedding(
      TrainingSet data,
      int dimension,
      Bt2Options options,
      long seed,
      Supervision watch,
      EmbeddingLoss loss) {
    Generator rng = new Generator(seed);
    EmbeddingModel model =
        new EmbeddingModel(
            options
                .network()
                .backbone(data.inputs(), data.image(), options.hidden(), dimension, rng),
            dimension,
            data.classes(),
            rng);
    Tensor target = Tensor.of(data.labels(), data.labels().length);
    fit(
        model,
        data.labels().length,
        options,
        rng,
        seed,
        watch,
        () -> {},
        rows -> {
          Tensor feature = model.embed(data.x().indexSelect(0, rows));
          return loss.of(model, feature, rows, target.indexSelect(0, rows));
        });
    return model;
  }

  private static void fit(
      Module model,
      int rows,
      Bt2Options options,
      Generator rng,
      long seed,
      Supervision watch,
      Runnable afterEpoch,
      RowsLoss loss) {
    int batch = Math.min(options.batchSize(), rows);
    BatchOrder order = new BatchOrder(rows, batch, seed, true, true);
    Trainer.Options training = Trainer.Options.epochs(options.epochs());
    if (watch.checkpoint() != null) {
      training = training.withCheckpoint(watch.checkpoint(), 0);
    }
    try (Adam optimizer =
        new Adam(ParameterGroup.of(model, options.weightDecay()), Adam.Options.adam())) {
      new Trainer(
              model, optimizer, schedule(options, order.batchesPerEpoch()), order, rng, training)
          .listener(new Watcher(watch, afterEpoch))
          .stopWhen(watch.stop())
          .fit(indices -> loss.of(Tensor.of(indices, indices.length)));
    }
  }

  /** Steps of one training, for its progress. */
  static long steps(int rows, Bt2Options options) {
    return (long) options.epochs() * Math.max(1, rows / Math.min(options.batchSize(), rows));
  }

  /** lr·(epoch + 1) / warm-up, then half a cosine; set once an epoch. */
  private static Schedule schedule(Bt2Options options, int batchesPerEpoch) {
    int warmup = Math.min(options.warmupEpochs(), options.epochs() - 1);
    Schedule cosine = Schedule.cosine(options.learningRate(), 0, options.epochs() - warmup);
    Schedule byEpoch = warmup == 0 ? cosine : cosine.warmedUp(warmup);
    return step -> byEpoch.at(step / batchesPerEpoch);
  }

  private record Watcher(Supervision watch, Runnable afterEpoch) implements Trainer.Listener {
    @Override
    public void onStep(Trainer.StepEvent event) {
      watch.progress().at(event.step(), event.loss());
    }

    @Override
    public void onEpoch(long epoch, double meanLoss, double score) {
      afterEpoch.run();
    }
  }

  /** Rows of norm 1. */
  static Tensor unit(Tensor rows) {
    return Functional.normalize(rows, 1, 1e-12);
  }
}
