package polyad.text.matryoshka2d;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;

/** Tables, heat maps, checks and claims of a comparison. */
final class GridReport {
  private final Report report;
  private final Map<Contestant, List<Grid>> grids = new EnumMap<>(Contestant.class);
  private final List<String> otherNames = new ArrayList<>();
  private final List<Grid> others = new ArrayList<>();

  GridReport(Report report) {
    this.report = report;
  }

  /** Adds a contestant's scores with one seed. */
  void add(Contestant contestant, Grid grid) {
    grids.computeIfAbsent(contestant, c -> new ArrayList<>()).add(grid);
  }

  /** Adds a baseline that is no contestant, of the first seed. */
  void add(String name, Grid grid) {
    otherNames.add(name);
    others.add(grid);
  }

  private Grid mean(Contestant contestant) {
    return Grid.mean(grids.getOrDefault(contestant, List.of()));
  }

  private double[] seeds(Contestant contestant, ToDoubleFunction<Grid> value) {
    return grids.getOrDefault(contestant, List.of()).stream().mapToDouble(value).toArray();
  }

  /** A grid a model, and a line a model. */
  void describe(String unit) {
    Table.Builder summary =
        Table.of("Summary, " + unit)
            .columns("model", "seeds")
            .higher("mean over n < N")
            .higher("n = N, full width")
            .higher("n = N, smallest width")
            .lower("largest drop to the next layer");
    grids.forEach(
        (contestant, seeds) -> {
          Grid mean = Grid.mean(seeds);
          line(summary, contestant.title(), seeds.size(), mean);
          report.table(mean.table(contestant.title() + ", " + unit));
          report.plot(mean.heatmap(contestant.title()));
        });
    for (int i = 0; i < others.size(); i++) {
      line(summary, otherNames.get(i), 1, others.get(i));
      report.table(others.get(i).table(otherNames.get(i) + ", " + unit));
    }
    report.table(summary.build());
  }

  private static void line(Table.Builder table, String name, int seeds, Grid grid) {
    table.row(
        name, seeds, grid.meanBelowLast(), grid.full(), grid.lastSmallest(), grid.largestDrop());
  }

  /** What any honest implementation reaches on the language of paraphrases. */
  void checks() {
    Grid nested = mean(Contestant.TWO_D);
    Grid full = mean(Contestant.FULL);
    Grid mrl = mean(Contestant.MRL);
    report.check(
        Check.atLeast(
            "mean over n < N: 2DMSE minus MRL, points",
            nested.meanBelowLast() - mrl.meanBelowLast(),
            4));
    report.check(
        Check.atLeast(
            "n = N, full width: 2DMSE minus full-only, points", nested.full() - full.full(), -1.5));
    report.check(
        Check.atLeast(
            "n = N, smallest width: 2DMSE minus full-only, points",
            nested.lastSmallest() - full.lastSmallest(),
            0));
    report.check(
        Check.atMost("2DMSE: largest drop to the next layer, points", nested.largestDrop(), 2));
  }

  /** The paper's claims on these data. */
  void claims(String data) {
    report.claim(
        Claim.higherPaired(
            data + "-elastic",
            "2DMSE is better than MRL at layers below the last, mean over widths",
            seeds(Contestant.TWO_D, Grid::meanBelowLast),
            seeds(Contestant.MRL, Grid::meanBelowLast),
            0));
    report.claim(
        Claim.higherPaired(
            data + "-last",
            "2DMSE is better than MRL at the last layer and full width",
            seeds(Contestant.TWO_D, Grid::full),
            seeds(Contestant.MRL, Grid::full),
            0));
    report.claim(
        Claim.higherPaired(
            data + "-untrained-layers",
            "trained at full depth only, layers below the last are poor: the last is better by more"
                + " than 5 points",
            seeds(Contestant.FULL, Grid::full),
            seeds(Contestant.FULL, Grid::meanBelowLastFullWidth),
            5));
    report.claim(
        Claim.higherPaired(
            data + "-half-width",
            "half the width loses less than 1.5 points at the last layer of 2DMSE",
            seeds(Contestant.TWO_D, Grid::lastHalf),
            seeds(Contestant.TWO_D, Grid::full),
            -1.5));
    report.claim(
        Claim.higherPaired(
            data + "-half-depth",
            "half the depth loses less than 3 points at the full width of 2DMSE",
            seeds(Contestant.TWO_D, Grid::halfDepth),
            seeds(Contestant.TWO_D, Grid::full),
            -3));
  }

  /** Each part left out is missed where it acts. */
  void ablations() {
    Grid nested = grids.getOrDefault(Contestant.TWO_D, List.of()).getFirst();
    // those were trained with the first seed, so that the method is compared by its first seed too
    report.check(
        Check.atLeast(
            "ablation: mean over n < N, 2DMSE minus 2DMSE without layer losses, points",
            nested.meanBelowLast() - mean(Contestant.NO_LAYERS).meanBelowLast(),
            0));
    report.check(
        Check.atLeast(
            "ablation: smallest width, mean over n, 2DMSE minus 2DMSE without dim losses, points",
            nested.meanSmallest() - mean(Contestant.NO_DIMS).meanSmallest(),
            0));
    report.check(
        Check.atLeast(
            "ablation: mean over n < N, 2DMSE minus 2DMSE without KL, points",
            nested.meanBelowLast() - mean(Contestant.NO_KL).meanBelowLast(),
            0));
  }
}
