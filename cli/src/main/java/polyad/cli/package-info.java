/**
 * The {@code polyad} command, one class a verb.
 *
 * <p>Commands hold no method's knowledge: they look methods up in {@link polyad.catalog.Methods},
 * override settings through {@link polyad.catalog.Settings} and print {@link
 * polyad.catalog.report.Table}s. Exit status: 0 when all went well, 1 when the work failed or a
 * check did not hold, 2 when the request was wrong, 130 when the user interrupted it. An error is
 * one line on the standard error stream; {@code --debug} adds the stack.
 */
@NullMarked
package polyad.cli;

import org.jspecify.annotations.NullMarked;
