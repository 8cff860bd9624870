/**
 * What a method is, seen from outside: a card, an experiment that judges the paper, and the verbs
 * it offers on the user's own data.
 *
 * <p>A method module registers one {@link polyad.catalog.Method} per paper through {@link
 * java.util.ServiceLoader} ({@code META-INF/services/polyad.catalog.Method}). The command line, the
 * studio and the HTTP server know methods only by that interface.
 *
 * <pre>{@code
 * Method method = Methods.find("olinear");
 * Experiment<?> experiment = method.experiment();      // polyad run olinear
 * method.trainable();                                  // polyad train olinear --data my.csv --out m
 * method.predictable();                                // polyad predict m --data my.csv
 * method.tools();                                      // polyad tool olinear flops
 * }</pre>
 *
 * <p>Every set of options is a record whose components carry {@link polyad.catalog.Describe};
 * {@link polyad.catalog.Settings} lists, overrides, validates and stores them, so that no method
 * parses a string. Implementations of {@code Method} must be cheap to create: listing methods never
 * loads the native library, hence no tensor in a field or a static initialiser.
 *
 * <p>Errors are of two kinds. {@link polyad.catalog.UsageException} is the user's to mend (exit
 * status 2), {@link polyad.catalog.JobException} says that the work itself failed (exit status 1).
 */
@NullMarked
package polyad.catalog;

import org.jspecify.annotations.NullMarked;
