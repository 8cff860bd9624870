package polyad.completion.functional;

/**
 * How predictions compare with observations.
 *
 * @param rmse root mean square error
 * @param mae mean absolute error
 * @param logLoss mean negative log density of the observation
 * @param coverage share of the observations inside the 95 % intervals
 */
record Score(double rmse, double mae, double logLoss, double coverage) {
  private static final double LEVEL = 0.95;

  static Score of(Observations test, FunBatModel.Prediction p) {
    double square = 0;
    double absolute = 0;
    double loss = 0;
    int inside = 0;
    double width = Intervals.deviations(LEVEL);
    for (int i = 0; i < test.size(); i++) {
      double miss = test.y()[i] - p.mean()[i];
      double variance = p.variance()[i];
      square += miss * miss;
      absolute += Math.abs(miss);
      loss += 0.5 * (Math.log(2 * Math.PI * variance) + miss * miss / variance);
      inside += miss * miss <= width * width * variance ? 1 : 0;
    }
    double n = test.size();
    return new Score(Math.sqrt(square / n), absolute / n, loss / n, inside / n);
  }

  static Score of(Observations test, FunBatModel model) {
    return of(test, model.predict(test.t()));
  }
}
