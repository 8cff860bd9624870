package polyad.vision.align.study;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Characters as the installed fonts draw them, and their Unicode names. Needs no display. */
final class Glyphs {
  /** Height and width of a picture in pixels. */
  static final int SIDE = 32;

  private static final int LAST = 0x1ffff;
  private static final int FEWEST = 1500;
  private static final float POINTS = 24;
  private static final double ROOM = SIDE - 4.0;
  private static final Set<String> LOGICAL =
      Set.of("Dialog", "DialogInput", "Monospaced", "SansSerif", "Serif");
  private static final FontRenderContext CONTEXT =
      new FontRenderContext(new AffineTransform(), true, true);

  private final List<Font> faces;
  private final int[] characters;

  private Glyphs(List<Font> faces, int[] characters) {
    this.faces = faces;
    this.characters = characters;
  }

  /** The characters of the font that has most of them; empty when no font has enough. */
  static Optional<Glyphs> find() {
    record Face(Font font, int[] characters) {}
    List<Face> found =
        installed().stream()
            .map(font -> new Face(font.deriveFont(POINTS), named(font)))
            .sorted(
                Comparator.comparingInt((Face face) -> -face.characters().length)
                    .thenComparing(face -> face.font().getFontName(Locale.ROOT)))
            .toList();
    if (found.isEmpty() || found.getFirst().characters().length < FEWEST) {
      return Optional.empty();
    }
    Font widest = found.getFirst().font();
    int[] drawn =
        Arrays.stream(found.getFirst().characters()).filter(c -> draw(c, widest) != null).toArray();
    return drawn.length < FEWEST
        ? Optional.empty()
        : Optional.of(new Glyphs(found.stream().map(Face::font).toList(), drawn));
  }

  /** Java fails in several ways where the system has no fonts or no library to read them. */
  private static List<Font> installed() {
    try {
      return Arrays.stream(GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts())
          .filter(font -> !LOGICAL.contains(font.getFamily(Locale.ROOT)))
          .toList();
    } catch (RuntimeException | LinkageError | InternalError e) {
      return List.of();
    }
  }

  private static int[] named(Font font) {
    return IntStream.rangeClosed('!', LAST).filter(c -> font.canDisplay(c) && isNamed(c)).toArray();
  }

  /** Whether a character is seen and its name says more than a block and a number. */
  private static boolean isNamed(int character) {
    boolean seen =
        switch (Character.getType(character)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.PRIVATE_USE,
              Character.UNASSIGNED,
              Character.SPACE_SEPARATOR,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.NON_SPACING_MARK,
              Character.ENCLOSING_MARK,
              Character.COMBINING_SPACING_MARK ->
              false;
          default -> true;
        };
    String name = seen ? Character.getName(character) : null;
    return name != null && !name.endsWith(Integer.toHexString(character).toUpperCase(Locale.ROOT));
  }

  /** The characters, in the order of their numbers. */
  int[] characters() {
    return characters.clone();
  }

  /** The faces, those with most characters first. */
  List<Font> faces() {
    return faces;
  }

  /** The Unicode name in small letters. */
  static String name(int character) {
    return Character.getName(character).toLowerCase(Locale.ROOT);
  }

  /**
   * A picture, {@code [SIDE * SIDE]} from 0 to 1 for ink, in its height on the line; made smaller
   * where it has no room.
   *
   * @return null when the font draws nothing
   */
  static float @Nullable [] draw(int character, Font face) {
    Shape outline = face.createGlyphVector(CONTEXT, Character.toString(character)).getOutline();
    Rectangle2D box = outline.getBounds2D();
    if (box.isEmpty()) {
      return null;
    }
    double scale = Math.min(1, ROOM / Math.max(box.getWidth(), box.getHeight()));
    double y = SIDE * 0.72; // the base line
    double top = y + scale * box.getMinY();
    double bottom = y + scale * box.getMaxY();
    y += Math.max(0, 1 - top) - Math.max(0, bottom - (SIDE - 1));
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.translate(SIDE / 2.0 - scale * box.getCenterX(), y);
    graphics.scale(scale, scale);
    graphics.fill(outline);
    graphics.dispose();
    int[] ink = image.getRaster().getSamples(0, 0, SIDE, SIDE, 0, (int[]) null);
    float[] pixels = new float[ink.length];
    for (int i = 0; i < ink.length; i++) {
      pixels[i] = ink[i] / 255f;
    }
    return Arrays.stream(ink).anyMatch(v -> v > 0) ? pixels : null;
  }
}
