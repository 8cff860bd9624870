package polyad.retrieval;

/** The names of the Lucene fields of a document. */
final class Fields {
  /** Unique key. */
  static final String ID = "id";

  /** The raw vector. */
  static final String FULL = "full";

  /** The norms of the nested prefixes of the raw vector, as a vector of G values. */
  static final String NORMS = "norms";

  /** What a hit reports: key and user's fields, in one value that is read without decompression. */
  static final String PAYLOAD = "payload";

  /** The generation that embedded the document, as text. */
  static final String NEWEST = "newest";

  private static final String PREFIX = "p";
  private static final String GENERATION = "g";
  private static final String USER = "f.";
  private static final String WHOLE = "w.";
  private static final String REAL = "r.";

  private Fields() {}

  /** The normalised prefix of this length. */
  static String prefix(int length) {
    return PREFIX + length;
  }

  /** The normalised vector in the space of a generation. */
  static String generation(int number) {
    return GENERATION + number;
  }

  /** Whether the field gets a graph. */
  static boolean hasGraph(String field) {
    return field.matches("[" + PREFIX + GENERATION + "]\\d+");
  }

  /** A user's field of text, kept apart from ours. */
  static String user(String name) {
    return USER + name;
  }

  /** A user's field of whole numbers. */
  static String whole(String name) {
    return WHOLE + name;
  }

  /** A user's field of other numbers. */
  static String real(String name) {
    return REAL + name;
  }
}
