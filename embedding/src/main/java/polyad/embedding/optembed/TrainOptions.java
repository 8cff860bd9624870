package polyad.embedding.optembed;

import java.util.List;
import java.util.Optional;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.data.FieldVocabulary;

/** Which columns of the user's log are used, how, and with which model. */
record TrainOptions(
    @Describe("column of labels 0 and 1; libfm files need none") String label,
    @Describe("categorical columns; none for all but the label") List<String> fields,
    @Describe("labels at or above it are 1, others 0; none when they are 0 and 1")
        Optional<Double> labelThreshold,
    @Describe("columns of whole numbers to be put into logarithmic classes, as Criteo's counts")
        List<String> numeric,
    @Describe("values seen less often share their field's unknown value; 1 or more") int minCount,
    @Describe("fields with more values are hashed into so many; 0 for never") int buckets,
    @Describe("share of the rows that chooses epochs and dimensions; 0.01 to 0.5")
        double validation,
    @Describe("base model") CtrModel model,
    @Describe("whether the table is kept as float16, else float32") boolean half,
    OptEmbedConfig fit) {
  TrainOptions {
    fields = List.copyOf(fields);
    numeric = List.copyOf(numeric);
    ConfigChecks.between("validation", validation, 0.01, 0.5);
    var _ = new FieldVocabulary.Options(minCount, buckets, numeric);
  }

  static TrainOptions defaults() {
    return new TrainOptions(
        "label",
        List.of(),
        Optional.empty(),
        List.of(),
        2,
        0,
        0.1,
        CtrModel.DEEPFM,
        false,
        OptEmbedConfig.small().withLength(30, 12)); // early stopping ends most trainings before
  }

  FieldVocabulary.Options vocabulary() {
    return new FieldVocabulary.Options(minCount, buckets, numeric);
  }
}
