package polyad.retrieval;

/** The names of the Lucene fields of a document. */
final class Fields {
  /** Unique key. */
  static final String ID = "id";

  /** The raw vector. */
  static final String FULL = "full";

  /** The norms of the nested prefixes of the raw vector, as a vector of G values. */
  static final String NORMS = "norms";

  private static final String PREFIX = "p";
  private static final String USER = "f.";

  private Fields() {}

  /** The normalised prefix of this length. */
  static String prefix(int length) {
    return PREFIX + length;
  }

  static boolean isPrefix(String field) {
    return field.startsWith(PREFIX);
  }

  /** A user's field, kept apart from ours. */
  static String user(String name) {
    return USER + name;
  }

  static boolean isUser(String field) {
    return field.startsWith(USER);
  }

  /** The user's name of a user's field. */
  static String userName(String field) {
    return field.substring(USER.length());
  }
}
