package polyad.langchain4j;

import dev.langchain4j.store.embedding.filter.comparison.ContainsString;
import dev.langchain4j.store.embedding.filter.comparison.IsEqualTo;
import dev.langchain4j.store.embedding.filter.comparison.IsGreaterThan;
import dev.langchain4j.store.embedding.filter.comparison.IsGreaterThanOrEqualTo;
import dev.langchain4j.store.embedding.filter.comparison.IsIn;
import dev.langchain4j.store.embedding.filter.comparison.IsLessThan;
import dev.langchain4j.store.embedding.filter.comparison.IsLessThanOrEqualTo;
import dev.langchain4j.store.embedding.filter.comparison.IsNotEqualTo;
import dev.langchain4j.store.embedding.filter.comparison.IsNotIn;
import dev.langchain4j.store.embedding.filter.logical.And;
import dev.langchain4j.store.embedding.filter.logical.Not;
import dev.langchain4j.store.embedding.filter.logical.Or;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import polyad.retrieval.FieldValue;
import polyad.retrieval.Filter;

/** LangChain4j's filters and values as the index's. */
final class Filters {
  private Filters() {}

  static Filter of(dev.langchain4j.store.embedding.filter.Filter filter) {
    return switch (filter) {
      case IsEqualTo is -> Filter.equal(is.key(), value(is.comparisonValue()));
      case IsNotEqualTo is -> new Filter.Not(Filter.equal(is.key(), value(is.comparisonValue())));
      case IsIn in -> in(in.key(), in.comparisonValues());
      case IsNotIn in -> new Filter.Not(in(in.key(), in.comparisonValues()));
      case IsGreaterThan than -> above(than.key(), than.comparisonValue(), false);
      case IsGreaterThanOrEqualTo than -> above(than.key(), than.comparisonValue(), true);
      case IsLessThan than -> below(than.key(), than.comparisonValue(), false);
      case IsLessThanOrEqualTo than -> below(than.key(), than.comparisonValue(), true);
      case ContainsString has -> new Filter.Contains(has.key(), has.comparisonValue());
      case And and -> new Filter.And(List.of(of(and.left()), of(and.right())));
      case Or or -> new Filter.Or(List.of(of(or.left()), of(or.right())));
      case Not not -> new Filter.Not(of(not.expression()));
      default ->
          throw new UnsupportedOperationException(
              "the store knows no filter " + filter.getClass().getName());
    };
  }

  private static Filter in(String key, Collection<?> values) {
    return new Filter.In(key, values.stream().map(Filters::value).toList());
  }

  private static Filter above(String key, Object least, boolean included) {
    return new Filter.Range(key, value(least), included, null, false);
  }

  private static Filter below(String key, Object most, boolean included) {
    return new Filter.Range(key, null, false, value(most), included);
  }

  /** A value of metadata. */
  static FieldValue value(Object value) {
    return switch (value) {
      case String text -> new FieldValue.Text(text);
      case UUID id -> new FieldValue.Text(id.toString());
      case Integer whole -> new FieldValue.Whole(whole);
      case Long whole -> new FieldValue.Whole(whole);
      case Float real -> new FieldValue.Real(real);
      case Double real -> new FieldValue.Real(real);
      default ->
          throw new IllegalArgumentException(
              "metadata of " + value.getClass().getName() + " cannot be stored");
    };
  }
}
