package polyad.data;

import java.net.URI;
import java.util.List;

/**
 * A public data set that Polyad knows by name.
 *
 * @param name the short name, also the name of its folder
 * @param title what it is, in a line
 * @param terms whether it may be passed on
 * @param licence the licence, or what the source says instead of one
 * @param home the page of its makers or of the source
 * @param files what it consists of
 */
public record DataSet(
    String name, String title, Terms terms, String licence, URI home, List<DataFile> files) {

  /** Copies the file list. */
  public DataSet {
    files = List.copyOf(files);
  }

  /** What the source says about use. */
  public enum Terms {
    /** A licence that allows passing on is stated. */
    FREE,
    /** In wide public use, but no terms came with it. */
    UNSTATED,
    /** The terms limit use or passing on: never downloaded unless asked for explicitly. */
    RESTRICTED
  }

  /** Whether the terms limit use or passing on. */
  public boolean restricted() {
    return terms == Terms.RESTRICTED;
  }

  /** The size of all files, in bytes. */
  public long bytes() {
    return files.stream().mapToLong(DataFile::bytes).sum();
  }
}
