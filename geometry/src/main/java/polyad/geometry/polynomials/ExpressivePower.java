package polyad.geometry.polynomials;

import java.util.List;
import java.util.Optional;

/**
 * What polynomials a family of networks computes, found by walking through all patterns up to a
 * number of edges. Whether P_H can be computed depends on the simple graph below H alone, and a
 * product of components is no harder than they are, so connected simple graphs decide.
 */
public final class ExpressivePower {
  private final Prototype prototype;

  /**
   * The result for results with so many indices.
   *
   * @param reds 0 for numbers of the graph, 1 of nodes, 2 of pairs
   * @param degree d: all polynomials up to degree d can be computed
   * @param complete whether that is only as far as the search went
   * @param firstMissing the first pattern that cannot be computed
   */
  public record Power(int reds, int degree, boolean complete, Optional<Multigraph> firstMissing) {}

  private ExpressivePower(Prototype prototype) {
    this.prototype = prototype;
  }

  /** Of message passing. */
  public static ExpressivePower nodeBased() {
    return new ExpressivePower(Prototype.NODE_BASED);
  }

  /** Of networks on pairs with matrix products. */
  public static ExpressivePower edgeBased() {
    return new ExpressivePower(Prototype.EDGE_BASED);
  }

  /** Of a known model: the bound of the prototype it is an instance of. */
  public static ExpressivePower of(GraphModelKind model) {
    return new ExpressivePower(model.prototype());
  }

  /** Of a prototype. */
  public static ExpressivePower of(Prototype prototype) {
    return new ExpressivePower(prototype);
  }

  /** The prototype. */
  public Prototype prototype() {
    return prototype;
  }

  /**
   * The largest d for which all patterns with d edges and fewer can be computed.
   *
   * @param reds indices of the result, at most {@link Prototype#reds()}
   * @param maxEdges how far to search, 1 or more
   */
  public Power power(int reds, int maxEdges) {
    if (reds < 0 || reds > prototype.reds()) {
      throw new IllegalArgumentException(
          "reds is %d, allowed: 0 to %d for %s".formatted(reds, prototype.reds(), prototype));
    }
    var patterns =
        new MultigraphEnumerator(maxEdges, reds, MultigraphEnumerator.Kind.SIMPLE_CONNECTED);
    for (int d = 1; d <= maxEdges; d++) {
      List<Multigraph> level = patterns.withEdges(d);
      Optional<Multigraph> missing = level.stream().filter(h -> !prototype.computes(h)).findFirst();
      if (missing.isPresent()) {
        return new Power(reds, d - 1, false, missing);
      }
    }
    return new Power(reds, maxEdges, true, Optional.empty());
  }
}
