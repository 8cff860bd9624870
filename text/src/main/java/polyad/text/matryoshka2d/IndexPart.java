package polyad.text.matryoshka2d;

import polyad.catalog.Run;

/** Search with short vectors of few layers against whole ones. */
final class IndexPart {
  private final Run run;
  private final Contest contest;

  IndexPart(Run run, Contest contest) {
    this.run = run;
    this.contest = contest;
  }

  void report() {
    run.report().section("Index").text(contest.dims().length + " widths");
  }
}
