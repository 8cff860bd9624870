/**
 * Time series: windows as tensors, the forecasters that papers compare with, and the parts that
 * several methods share.
 *
 * <p>A {@link polyad.series.ForecastNetwork} maps windows [B, T, N] (samples, steps, variates) to
 * forecasts [B, τ, N]: {@link polyad.series.DLinear}, {@link polyad.series.NLinear}, {@link
 * polyad.series.RLinear}, {@link polyad.series.RidgeLinear}, {@link polyad.series.ITransformer},
 * {@link polyad.series.PatchTst}, {@link polyad.series.RepeatLast}; parameter names are those of
 * the official codes. {@link polyad.series.ForecastTraining} fits one, {@link
 * polyad.series.ForecastScore} measures it. {@link polyad.series.OrthoForecaster} puts OrthoTrans
 * around any of them, {@link polyad.series.NormLin} takes the place of attention.
 *
 * {@snippet :
 * WindowBatches train = new WindowBatches(scaled, new Windows(split.train(), 96, 24, 1));
 * OrthoTrans in = OrthoTrans.fit(trainRows, 96, OrthoTrans.Normalise.PEARSON);
 * OrthoTrans out = OrthoTrans.fit(trainRows, 24, OrthoTrans.Normalise.PEARSON);
 * ForecastNetwork model = new OrthoForecaster(new RLinear(96, 24, rng), in, out);
 * training.fit(model, train, validation, seed, rng, session);
 * ForecastScore score = ForecastScore.of(model, test); // mse, mae
 * }
 *
 * <p>{@link polyad.series.ForecastMetrics} and {@link polyad.series.AnomalyMetrics} judge as the
 * competitions and papers do, {@link polyad.series.Naive2}, {@link polyad.series.SeasonalRepeat}
 * and {@link polyad.series.GapFilling} are what has to be beaten, {@link
 * polyad.series.TimeFeatures} tells models of the calendar.
 *
 * <p>Tables with a clock are read by {@link polyad.series.SeriesFile} and continued by {@link
 * polyad.series.SeriesClock}.
 */
@NullMarked
package polyad.series;

import org.jspecify.annotations.NullMarked;
