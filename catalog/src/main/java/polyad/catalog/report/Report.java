package polyad.catalog.report;

import java.util.ArrayList;
import java.util.List;

/** What an experiment found, in the order it was said. Not for several threads at once. */
public final class Report {
  private final String title;
  private final List<Block> blocks = new ArrayList<>();

  /** Starts an empty report. */
  public Report(String title) {
    this.title = title;
  }

  /** What it is about. */
  public String title() {
    return title;
  }

  /** Starts a section. */
  public Report section(String heading) {
    return add(new Block.Section(heading));
  }

  /** Adds paragraphs of simple Markdown. */
  public Report text(String markdown) {
    return add(new Block.Text(markdown));
  }

  /** Adds a table. */
  public Report table(Table table) {
    return add(table);
  }

  /** Adds a plot. */
  public Report plot(Plot plot) {
    return add(plot);
  }

  /** Adds a check. */
  public Report check(Check check) {
    return add(check);
  }

  /** Adds a claim. */
  public Report claim(Claim claim) {
    return add(claim);
  }

  private Report add(Block block) {
    blocks.add(block);
    return this;
  }

  /** Everything said so far. */
  public List<Block> blocks() {
    return List.copyOf(blocks);
  }

  /** The checks so far. */
  public List<Check> checks() {
    return all(Check.class);
  }

  /** The claims so far. */
  public List<Claim> claims() {
    return all(Claim.class);
  }

  /** The tables so far. */
  public List<Table> tables() {
    return all(Table.class);
  }

  /** Whether every check holds. */
  public boolean checksHold() {
    return checks().stream().allMatch(Check::held);
  }

  private <T> List<T> all(Class<T> type) {
    return blocks.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
