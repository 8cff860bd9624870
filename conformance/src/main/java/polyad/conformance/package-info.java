/**
 * Reference cases against every method.
 *
 * <p>A case is a safetensors file: {@code param.*} are weights, {@code input.*} what goes in,
 * {@code output.*} and {@code grad.*} what must come out; the metadata holds {@code method}, a JSON
 * {@code config}, the {@code loss} whose derivatives are stored, and maybe a {@code tolerance}.
 * Each method has one {@link polyad.conformance.ConformanceAdapter} that computes a case.
 */
@NullMarked
package polyad.conformance;

import org.jspecify.annotations.NullMarked;
