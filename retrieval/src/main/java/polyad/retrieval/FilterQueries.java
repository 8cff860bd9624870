package polyad.retrieval;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermRangeQuery;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import polyad.retrieval.FieldValue.Numeric;
import polyad.retrieval.FieldValue.Text;

/** Filters as Lucene's queries. Whole numbers and others lie in fields of their own. */
final class FilterQueries {
  private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal GREATEST = BigDecimal.valueOf(Long.MAX_VALUE);

  private FilterQueries() {}

  /** The query of a filter; null when everything passes. */
  static @Nullable Query of(Filter filter) {
    return filter.equals(Filter.all()) ? null : query(filter);
  }

  private static Query query(Filter filter) {
    return switch (filter) {
      case Filter.In in -> in(in);
      case Filter.Range range -> range(range);
      case Filter.Contains contains ->
          new WildcardQuery(
              new Term(
                  Fields.user(contains.field()),
                  "*" + contains.part().replaceAll("[\\\\*?]", "\\\\$0") + "*"));
      case Filter.And and -> combined(and.parts(), Occur.FILTER, MatchAllDocsQuery.INSTANCE);
      case Filter.Or or -> combined(or.parts(), Occur.SHOULD, MatchNoDocsQuery.INSTANCE);
      case Filter.Not not ->
          new BooleanQuery.Builder()
              .add(MatchAllDocsQuery.INSTANCE, Occur.FILTER)
              .add(query(not.part()), Occur.MUST_NOT)
              .build();
    };
  }

  private static Query combined(List<Filter> parts, Occur occur, Query ofNone) {
    if (parts.isEmpty()) {
      return ofNone;
    }
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    parts.forEach(part -> all.add(query(part), occur));
    return all.build();
  }

  private static Query in(Filter.In in) {
    List<BytesRef> texts = new ArrayList<>();
    List<Long> wholes = new ArrayList<>();
    List<Double> reals = new ArrayList<>();
    for (FieldValue value : in.values()) {
      switch (value) {
        case Text text -> texts.add(new BytesRef(text.value()));
        case Numeric number -> {
          BigDecimal exact = number.exact();
          if (isWhole(exact) && exact.compareTo(LEAST) >= 0 && exact.compareTo(GREATEST) <= 0) {
            wholes.add(exact.longValue());
          }
          if (new BigDecimal(exact.doubleValue()).compareTo(exact) == 0) {
            reals.add(exact.doubleValue());
            if (exact.signum() == 0) {
              reals.add(-0.0); // a point of its own
            }
          }
        }
      }
    }
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    any.add(new TermInSetQuery(Fields.user(in.field()), texts), Occur.SHOULD);
    any.add(LongPoint.newSetQuery(Fields.whole(in.field()), wholes), Occur.SHOULD);
    any.add(DoublePoint.newSetQuery(Fields.real(in.field()), reals), Occur.SHOULD);
    return any.build();
  }

  private static Query range(Filter.Range range) {
    FieldValue low = range.low();
    FieldValue high = range.high();
    if (low instanceof Text || high instanceof Text) {
      return new TermRangeQuery(
          Fields.user(range.field()),
          low == null ? null : new BytesRef(low.asText()),
          high == null ? null : new BytesRef(high.asText()),
          range.lowIncluded(),
          range.highIncluded());
    }
    BigDecimal least = low == null ? null : ((Numeric) low).exact();
    BigDecimal most = high == null ? null : ((Numeric) high).exact();
    return new BooleanQuery.Builder()
        .add(wholes(range, least, most), Occur.SHOULD)
        .add(reals(range, least, most), Occur.SHOULD)
        .build();
  }

  private static Query wholes(
      Filter.Range range, @Nullable BigDecimal low, @Nullable BigDecimal high) {
    BigDecimal from = LEAST;
    if (low != null) {
      from = low.setScale(0, RoundingMode.CEILING);
      from = isWhole(low) && !range.lowIncluded() ? from.add(BigDecimal.ONE) : from;
    }
    BigDecimal to = GREATEST;
    if (high != null) {
      to = high.setScale(0, RoundingMode.FLOOR);
      to = isWhole(high) && !range.highIncluded() ? to.subtract(BigDecimal.ONE) : to;
    }
    if (from.compareTo(GREATEST) > 0 || to.compareTo(LEAST) < 0 || from.compareTo(to) > 0) {
      return MatchNoDocsQuery.INSTANCE;
    }
    return LongPoint.newRangeQuery(
        Fields.whole(range.field()), from.max(LEAST).longValue(), to.min(GREATEST).longValue());
  }

  private static Query reals(
      Filter.Range range, @Nullable BigDecimal low, @Nullable BigDecimal high) {
    double from = Double.NEGATIVE_INFINITY;
    if (low != null) {
      from = low.doubleValue();
      int side = new BigDecimal(from).compareTo(low);
      from = side < 0 || (side == 0 && !range.lowIncluded()) ? Math.nextUp(from) : from;
    }
    double to = Double.POSITIVE_INFINITY;
    if (high != null) {
      to = high.doubleValue();
      int side = new BigDecimal(to).compareTo(high);
      to = side > 0 || (side == 0 && !range.highIncluded()) ? Math.nextDown(to) : to;
    }
    return from > to
        ? MatchNoDocsQuery.INSTANCE
        : DoublePoint.newRangeQuery(Fields.real(range.field()), from, to);
  }

  private static boolean isWhole(BigDecimal number) {
    return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
  }
}
