package polyad.algebra.o3;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An irreducible representation of O(3).
 *
 * @param l the degree, 0 to {@link #MAX_L}
 * @param parity +1 (even, "e") or −1 (odd, "o")
 */
public record Irrep(int l, int parity) implements Comparable<Irrep> {
  /** The largest degree of all tables. */
  public static final int MAX_L = 32;

  private static final Pattern TEXT = Pattern.compile("(\\d{1,3})([eo])");

  /** Checks the degree and the parity. */
  public Irrep {
    if (l < 0 || l > MAX_L) {
      throw new IllegalArgumentException("l is " + l + ", allowed: 0 to " + MAX_L);
    }
    if (parity != 1 && parity != -1) {
      throw new IllegalArgumentException("parity is " + parity + ", allowed: 1 or -1");
    }
  }

  /**
   * Reads "1o".
   *
   * @throws IllegalArgumentException when the text is no irrep
   */
  public static Irrep parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not an irrep; expected a degree and e or o, such as 1o");
    }
    return new Irrep(Integer.parseInt(matcher.group(1)), matcher.group(2).equals("e") ? 1 : -1);
  }

  /** The irrep of the harmonics of degree l: parity (−1)^l. */
  public static Irrep harmonic(int l) {
    return new Irrep(l, l % 2 == 0 ? 1 : -1);
  }

  /** 2l + 1. */
  public int dim() {
    return 2 * l + 1;
  }

  /** Whether it is the scalar 0e. */
  public boolean isScalar() {
    return l == 0 && parity == 1;
  }

  /** The irreps of the product, |l₁−l₂| to l₁+l₂ with parity p₁p₂. */
  public List<Irrep> times(Irrep other) {
    List<Irrep> result = new ArrayList<>();
    for (int k = Math.abs(l - other.l); k <= Math.min(l + other.l, MAX_L); k++) {
      result.add(new Irrep(k, parity * other.parity));
    }
    return List.copyOf(result);
  }

  /** By degree, and within one degree odd before even, as e3nn sorts. */
  @Override
  public int compareTo(Irrep other) {
    return l != other.l ? Integer.compare(l, other.l) : Integer.compare(parity, other.parity);
  }

  @Override
  public String toString() {
    return l + (parity == 1 ? "e" : "o");
  }
}
