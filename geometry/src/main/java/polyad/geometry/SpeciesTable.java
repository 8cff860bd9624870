package polyad.geometry;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import polyad.data.Elements;
import polyad.data.Molecule;

/**
 * The elements that a model knows, sorted by atomic number.
 *
 * @param numbers atomic numbers
 */
public record SpeciesTable(List<Integer> numbers) {
  /** Sorts and checks. */
  public SpeciesTable {
    numbers = numbers.stream().distinct().sorted().toList();
    if (numbers.isEmpty()) {
      throw new IllegalArgumentException("numbers: no element, allowed: 1 or more");
    }
  }

  /** The elements of molecules. */
  public static SpeciesTable of(List<Molecule> molecules) {
    return new SpeciesTable(
        molecules.stream().flatMap(m -> Arrays.stream(m.numbers()).boxed()).distinct().toList());
  }

  /** The number of elements. */
  public int size() {
    return numbers.size();
  }

  /**
   * The place of an element.
   *
   * @throws IllegalArgumentException that names the element and those known
   */
  public int index(int number) {
    int index = numbers.indexOf(number);
    if (index < 0) {
      throw new IllegalArgumentException(
          "element %s is not known to the model; known: %s"
              .formatted(Elements.symbol(number), this));
    }
    return index;
  }

  @Override
  public String toString() {
    return numbers.stream().map(Elements::symbol).collect(Collectors.joining(", "));
  }
}
