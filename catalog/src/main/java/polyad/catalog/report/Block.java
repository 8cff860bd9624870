package polyad.catalog.report;

/** A part of a report. */
public sealed interface Block permits Block.Section, Block.Text, Table, Plot, Check, Claim {
  /** A heading. */
  record Section(String title) implements Block {}

  /** Paragraphs, lists, {@code **bold**}, {@code `code`} and links of Markdown. */
  record Text(String markdown) implements Block {}
}
