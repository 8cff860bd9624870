package polyad.bench;

/**
 * What some steps took.
 *
 * @param steps how many
 * @param seconds of wall time, all together
 * @param cpuSeconds of processor time over all threads of the process
 */
record Turn(int steps, double seconds, double cpuSeconds) {
  double milliseconds() {
    return 1e3 * seconds / steps;
  }

  double cpuMilliseconds() {
    return 1e3 * cpuSeconds / steps;
  }
}
