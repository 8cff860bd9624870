package polyad.catalog.report;

import java.util.Locale;

/** Builds HTML and SVG that are also well-formed XML. */
final class Markup {
  private final StringBuilder out = new StringBuilder();

  /**
   * Opens an element.
   *
   * @param attributes names and values in turn; numbers are rounded to hundredths
   */
  Markup open(String name, Object... attributes) {
    return tag(name, ">", attributes);
  }

  /** An element without content. */
  Markup empty(String name, Object... attributes) {
    return tag(name, "/>", attributes);
  }

  private Markup tag(String name, String end, Object... attributes) {
    out.append('<').append(name);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"").append(value(attributes[i + 1]));
      out.append('"');
    }
    out.append(end);
    return this;
  }

  /** Closes an element. */
  Markup close(String name) {
    out.append("</").append(name).append('>');
    return this;
  }

  /** An element with text in it. */
  Markup element(String name, String text, Object... attributes) {
    return open(name, attributes).text(text).close(name);
  }

  /** Text, escaped. */
  Markup text(String text) {
    out.append(escape(text));
    return this;
  }

  /** Markup made elsewhere. */
  Markup raw(String markup) {
    out.append(markup);
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  private static String value(Object value) {
    return value instanceof Double number ? number(number) : escape(value.toString());
  }

  /** A coordinate. */
  static String number(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
  }

  /** Escapes markup and drops the control characters that XML forbids. */
  static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .filter(Markup::isXml)
        .forEach(
            c -> {
              switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(c);
              }
            });
    return safe.toString();
  }

  private static boolean isXml(int c) {
    if (c < 0x20) {
      return c == '\n' || c == '\t' || c == '\r';
    }
    return !(c >= 0xD800 && c <= 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
  }
}
