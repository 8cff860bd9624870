package polyad.catalog;

/** The options of a verb that has none. */
public record NoOptions() {}
