package polyad.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Chemical elements by symbol and atomic number. */
public final class Elements {
  private static final List<String> SYMBOLS =
      List.of(
          ("H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As"
                  + " Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd"
                  + " Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr"
                  + " Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr Rf Db Sg Bh Hs Mt Ds Rg Cn Nh Fl"
                  + " Mc Lv Ts Og")
              .split(" ", -1));

  private static final Map<String, Integer> NUMBERS = numbers();

  private Elements() {}

  private static Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < SYMBOLS.size(); i++) {
      numbers.put(SYMBOLS.get(i), i + 1);
    }
    return Map.copyOf(numbers);
  }

  /** The symbol of an atomic number, 1 to 118. */
  public static String symbol(int number) {
    if (number < 1 || number > SYMBOLS.size()) {
      throw new IllegalArgumentException(
          "atomic number is " + number + ", allowed: 1 to " + SYMBOLS.size());
    }
    return SYMBOLS.get(number - 1);
  }

  /**
   * The atomic number of a symbol.
   *
   * @return 1 to 118, or 0 for a text that is no element
   */
  public static int number(String symbol) {
    return NUMBERS.getOrDefault(symbol, 0);
  }
}
