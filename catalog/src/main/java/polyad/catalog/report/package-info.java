/**
 * What an experiment found: text, tables and plots in order, checks that gate, claims that are
 * judged.
 *
 * <p>A {@link polyad.catalog.report.Check} is what any honest implementation reaches with margin;
 * one that fails makes {@code polyad run --check} fail. A {@link polyad.catalog.report.Claim} is
 * the paper's: it gets a verdict and never fails a run. A report is written as {@code report.md},
 * {@code report.json} and a {@code report.html} that needs no other file.
 *
 * <pre>{@code
 * run.report()
 *     .section("Forecast of ETTh1, 96 to 96")
 *     .table(Table.of("test error").columns("model").lower("MSE").row("OLinear", mse).build())
 *     .check(Check.atMost("OLinear's MSE", mse, 0.395))
 *     .claim(Claim.lower("C1", "OLinear beats iTransformer", ours, theirs, 0));
 * }</pre>
 */
@NullMarked
package polyad.catalog.report;

import org.jspecify.annotations.NullMarked;
