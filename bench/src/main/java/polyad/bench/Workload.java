package polyad.bench;

/** One step of a model, again and again; closing frees the model. */
interface Workload extends AutoCloseable {
  /** Does the work once. */
  void step();

  /** The number of trained elements, which must equal the peer's. */
  long parameters();

  @Override
  void close();
}
