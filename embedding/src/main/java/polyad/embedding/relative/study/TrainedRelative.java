package polyad.embedding.relative.study;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import polyad.catalog.ModelDirectory;
import polyad.catalog.UsageException;
import polyad.catalog.task.Encoder;
import polyad.embedding.relative.Anchors;
import polyad.embedding.relative.RelativeProjection;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;

/** Vectors of one encoder as seen from its anchors, as a model directory keeps them. */
final class TrainedRelative implements Encoder {
  private final RelativeTraining.Facts facts;
  private final RelativeProjection projection;
  private final Tensor encoded;

  private TrainedRelative(RelativeTraining.Facts facts, Tensor encoded) {
    this.facts = facts;
    this.encoded = encoded;
    Anchors anchors =
        new Anchors(IntStream.range(0, facts.ids().size()).boxed().toList(), facts.ids());
    this.projection = RelativeProjection.of(anchors, facts.projection()).fit(encoded);
  }

  static TrainedRelative load(ModelDirectory directory) throws IOException {
    RelativeTraining.Facts facts =
        directory.json(RelativeTraining.FACTS, RelativeTraining.Facts.class);
    try (var _ = TensorScope.open()) {
      Map<String, Tensor> tensors = TensorFiles.readSafetensors(directory.weights());
      Tensor encoded = tensors.get(RelativeTraining.ANCHORS);
      if (encoded == null) {
        throw new UsageException(
            directory.weights() + ": found " + tensors.keySet() + ", expected 'anchors'");
      }
      return UsageException.naming(
          directory.weights(), () -> new TrainedRelative(facts, encoded.retain()));
    }
  }

  @Override
  public int inputDimension() {
    return facts.inputs();
  }

  @Override
  public int dimension() {
    return facts.ids().size();
  }

  @Override
  public Optional<String> space() {
    return Optional.of(facts.hash());
  }

  @Override
  public float[][] encode(float[][] rows) {
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != facts.inputs()) {
        throw new IllegalArgumentException(
            "row %d has %d numbers, the anchors have %d"
                .formatted(i + 1, rows[i].length, facts.inputs()));
      }
    }
    try (var _ = TensorScope.open()) {
      return projection.transform(Tensor.of(rows)).vectors().toFloatMatrix();
    }
  }

  @Override
  public void close() {
    encoded.close();
  }
}
