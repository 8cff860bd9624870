package polyad.completion.influence;

/**
 * How augmented cells are drawn.
 *
 * @param importance what makes a cell or an entity likely
 * @param aggregate whether entities are drawn, mode by mode, or whole observed positions
 * @param values where the new cells' values come from
 */
public record Sampling(Importance importance, Aggregate aggregate, Values values) {
  /** The paper's: entities by their influence, predicted values. */
  public static final Sampling DAIN =
      new Sampling(Importance.INFLUENCE, Aggregate.ENTITY, Values.PREDICTOR);

  /** The weights. */
  public enum Importance {
    /** Influence on the validation cells. */
    INFLUENCE,
    /** How often an entity was observed. */
    FREQUENCY,
    /** All alike, those never observed too. */
    UNIFORM
  }

  /** What is drawn. */
  public enum Aggregate {
    /** Every index by itself, by the importance of entities. */
    ENTITY,
    /** A whole observed position, by the importance of cells. */
    CELL
  }

  /** The values. */
  public enum Values {
    /** Predictions of the first step's model. */
    PREDICTOR,
    /** The value of the nearest observed cell by its embeddings. */
    NEAREST,
    /** The mean of the observed values. */
    MEAN
  }

  /** The same by another importance. */
  public Sampling withImportance(Importance other) {
    return new Sampling(other, aggregate, values);
  }

  /** The same with other values. */
  public Sampling withValues(Values other) {
    return new Sampling(importance, aggregate, other);
  }
}
