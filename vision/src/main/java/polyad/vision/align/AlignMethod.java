package polyad.vision.align;

import java.util.List;
import java.util.Optional;
import polyad.catalog.Experiment;
import polyad.catalog.Method;
import polyad.catalog.MethodCard;
import polyad.catalog.Predictable;
import polyad.catalog.TextEncodable;
import polyad.catalog.Tool;
import polyad.catalog.Trainable;
import polyad.vision.align.study.AlignExperiment;

/** ALIGN in the catalogue. */
public final class AlignMethod implements Method {
  static final String SLUG = "align";

  /** For the service loader. */
  public AlignMethod() {}

  @Override
  public MethodCard card() {
    return MethodCard.of(SLUG, "ALIGN: vision and language from noisy pairs")
        .summary(
            "Train a picture and a text encoder on messy captions: search both ways, zero-shot"
                + " labels, and queries of picture plus words.")
        .paper(
            "Jia, Yang, Xia, Chen, Parekh, Pham, Le, Sung, Li, Duerig: Scaling Up Visual and"
                + " Vision-Language Representation Learning With Noisy Text Supervision, ICML"
                + " 2021, arXiv 2102.05918",
            2021)
        .repository("https://github.com/kakaobrain/coyo-align")
        .tasks("embedding", "classification", "retrieval")
        .trainInputs(
            "lines of picture file (PNG or JPEG), tab, caption",
            ".jsonl: an object a line with image and caption; .csv: columns of those names",
            "a folder of pictures whose names, or whose folders' names, are captions",
            "an idx file of pictures with --labels and --set classes=...")
        .build();
  }

  @Override
  public Experiment<?> experiment() {
    return new AlignExperiment();
  }

  @Override
  public Optional<Trainable<?>> trainable() {
    return Optional.of(new AlignFileTraining());
  }

  @Override
  public Optional<Predictable<?>> predictable() {
    return Optional.of(new AlignPrediction());
  }

  @Override
  public Optional<TextEncodable> textEncodable() {
    return Optional.of(model -> Align.load(model.path()));
  }

  @Override
  public List<Tool<?>> tools() {
    return List.of(
        new ClassifyTool(), new EncodeTool(), new ImportTool(), new IndexTool(), new SearchTool());
  }
}
