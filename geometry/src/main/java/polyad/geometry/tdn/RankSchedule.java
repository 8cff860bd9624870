package polyad.geometry.tdn;

/** How the rank of the decomposition grows with the degree. */
public enum RankSchedule {
  /** 7L. */
  LINEAR,
  /** 7L², the released default. */
  QUADRATIC,
  /** 16·⌊ln (L+1)²⌋. */
  LOGARITHMIC,
  /** (L+1)⁴: always exact. */
  FULL,
  /** The smallest rank known to be exact: 1, 8, 40; (L+1)⁴ beyond L = 2. */
  EXACT;

  /** The rank, 1 or more. */
  public int rank(int lmax) {
    int d = (lmax + 1) * (lmax + 1);
    int rank =
        switch (this) {
          case LINEAR -> 7 * lmax;
          case QUADRATIC -> 7 * lmax * lmax;
          case LOGARITHMIC -> 16 * (int) Math.floor(Math.log(d));
          case FULL -> d * d;
          case EXACT -> lmax == 0 ? 1 : lmax == 1 ? 8 : lmax == 2 ? 40 : d * d;
        };
    return Math.max(1, rank);
  }
}
