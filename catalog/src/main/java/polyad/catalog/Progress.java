package polyad.catalog;

/** How far a stretch of work is. Close it when the stretch ends, in whatever way. */
public interface Progress extends AutoCloseable {
  /**
   * The work is now at that step; a resumed training starts above zero.
   *
   * @param done steps done since the beginning
   * @param loss latest loss, or NaN when there is none
   */
  void at(long done, double loss);

  /**
   * One step more.
   *
   * @param loss latest loss, or NaN when there is none
   */
  void step(double loss);

  @Override
  void close();

  /** Shows nothing. */
  static Progress hidden() {
    return new Progress() {
      @Override
      public void at(long done, double loss) {}

      @Override
      public void step(double loss) {}

      @Override
      public void close() {}
    };
  }
}
