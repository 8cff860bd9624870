/**
 * Data that are drawn instead of read, for machines without data and for checks whose truth must be
 * known. Every generator is a record of its settings with the defaults that the checks use; the
 * same settings and seed give the same data on every machine. Tables made from them say {@code
 * synthetic}.
 *
 * <ul>
 *   <li>{@link polyad.data.generate.SuperclassClusters}: classes within superclasses, seen through
 *       a random two-layer network;
 *   <li>{@link polyad.data.generate.TwoFactors}: labels of two factors, of which an old model knew
 *       one;
 *   <li>{@link polyad.data.generate.VariateSeasons}: a multivariate series of mixed oscillations;
 *   <li>{@link polyad.data.generate.RandomShapes}: surface points of asymmetric solids;
 *   <li>{@link polyad.data.generate.SkeletonWalks}: joint rotations of a moving skeleton;
 *   <li>{@link polyad.data.generate.StrokeGlyphs}: drawn characters, without any font;
 *   <li>{@link polyad.data.generate.ParaphraseLanguage}: sentences that say the same in other
 *       words;
 *   <li>{@link polyad.data.generate.ZipfEffects}: cells of a tensor with popular entities.
 * </ul>
 */
@NullMarked
package polyad.data.generate;

import org.jspecify.annotations.NullMarked;
