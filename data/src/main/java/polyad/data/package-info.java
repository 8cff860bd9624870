/**
 * Data: readers and writers of the formats people have, the checksummed cache of public sets,
 * splits, scaling, windows and batch order.
 *
 * <p>Everything here is plain Java arrays and records: {@code double[rows][columns]} for tables and
 * series, bytes for pixels, {@code double[N][3]} for points. A reader either returns a whole, valid
 * value or throws; {@link polyad.data.FormatException} names the file, the place, what was found
 * and what was expected. A writer fills a temporary sibling and renames it, so a crash leaves the
 * old file or the new one. Files that end in {@code .gz} are unpacked on the way.
 *
 * <p>The usual path of a forecasting set:
 *
 * {@snippet :
 * DataSets sets = DataSets.open(null);
 * TimeSeries series = TimeSeries.read(sets.file("ett", "ETTh1.csv.gz").orElseThrow(), Missing.REJECT);
 * SeriesSplit split = Splits.ettHour(series.length());
 * StandardScaler scaler = StandardScaler.fit(series.values(), split.train());
 * Windows windows = new Windows(split.withLookback(96).test(), 96, 96, 1);
 * BatchOrder order = new BatchOrder(windows.count(), 32, 7L, true, false);
 * double[][] scaled = scaler.transform(series.values());
 * try (var inputs = new BatchLoader<>(order, batch -> windows.inputs(scaled, batch), 2)) {
 *   float[] x = inputs.next(); // [32, 96, N]
 * }
 * }
 *
 * <p>What is drawn instead of read lives in {@link polyad.data.generate}.
 */
@NullMarked
package polyad.data;

import org.jspecify.annotations.NullMarked;
