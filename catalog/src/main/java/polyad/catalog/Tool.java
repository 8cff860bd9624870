package polyad.catalog;

import polyad.catalog.report.Table;

/**
 * A verb of one method only, run as {@code polyad tool <slug> <name> [--key value ...] [files]}.
 *
 * @param <C> its options: a record whose components carry {@link Describe}; {@link NoOptions} when
 *     there are none
 */
public interface Tool<C extends Record> {
  /** The verb, such as {@code convert}. */
  String name();

  /** One sentence for the help text, with the file formats it takes. */
  String summary();

  /** The options before overrides. */
  C options();

  /**
   * Does the work. The caller prints the table or writes it where the user asked; a tool that
   * leaves other files takes their paths as options. An option named {@code out} takes the {@code
   * --out} of the command line, and the table is printed then.
   *
   * @throws UsageException when files or options are unusable
   */
  Table run(C options, ToolJob job) throws Exception;
}
