package polyad.catalog.task;

/** What all tasks share: memory that is given back. */
public interface Task extends AutoCloseable {
  /** Frees the model's memory; further calls do nothing. */
  @Override
  default void close() {}
}
