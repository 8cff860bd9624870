/**
 * The experiment of ALIGN. See {@link polyad.vision.align} for the method.
 *
 * <p>On captioned shapes it trains towers on noisy pairs, with a fixed temperature, with a hinge,
 * on few clean pairs, and apart from each other. The full profile adds a study in parts, one class
 * each, with its own tables and checks; a part's trainings and results are stored under its names,
 * so that an interrupted run goes on where it stopped:
 *
 * <pre>
 *   shapes       NoisePart DataSizePart TowersPart ShiftPart NegativesPart AblationPart
 *   other data   GlyphPart SentencesPart FlickrPart TransferPart
 *   engineering  MatcherPart MemoryPart NestedPart
 * </pre>
 *
 * <p>Every training goes through {@code TowerTraining}, which keeps the pass that a validation part
 * likes best and takes a finished training up again: parts that need the same model train it once.
 */
@NullMarked
package polyad.vision.align.study;

import org.jspecify.annotations.NullMarked;
