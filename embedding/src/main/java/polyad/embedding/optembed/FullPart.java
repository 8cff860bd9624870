package polyad.embedding.optembed;

import polyad.catalog.Run;

/** Real logs with all base models, ablations, and how the step grows with the table. */
final class FullPart {
  private final OptEmbedExperiment.Config config;
  private final Run run;
  private final ClickTask planted;

  FullPart(OptEmbedExperiment.Config config, Run run, ClickTask planted) {
    this.config = config;
    this.run = run;
    this.planted = planted;
  }

  void report() throws Exception {
    run.info(planted.note() + config.model());
  }
}
