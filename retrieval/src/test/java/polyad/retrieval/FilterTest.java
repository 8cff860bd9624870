package polyad.retrieval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.retrieval.FieldValue.Real;
import polyad.retrieval.FieldValue.Text;
import polyad.retrieval.FieldValue.Whole;

class FilterTest {
  @TempDir Path temp;
  private NestedVectorIndex index;

  @BeforeEach
  void fill() throws Exception {
    index = NestedVectorIndex.create(temp.resolve("i"), IndexConfig.of(2, 2));
    add("one", Map.of("n", new Whole(1), "name", new Text("Ann*")));
    add("half", Map.of("n", new Real(0.5), "name", new Text("Bert?")));
    add("big", Map.of("n", new Whole(Long.MAX_VALUE)));
    add("zero", Map.of("n", new Real(-0.0)));
    add("word", Map.of("n", new Text("1")));
    add("none", Map.of());
    index.commit();
  }

  @AfterEach
  void close() throws Exception {
    index.close();
  }

  private void add(String id, Map<String, FieldValue> values) throws Exception {
    index.add(new Entry(id, new float[] {1, id.length()}, values, "content of " + id));
  }

  private Set<String> found(Filter filter) throws Exception {
    SearchOptions options = SearchOptions.DEFAULT.where(filter);
    return index.search(new float[] {1, 1}, 10, options).stream()
        .map(Hit::id)
        .collect(Collectors.toSet());
  }

  private static Filter above(Number least, boolean included) {
    return new Filter.Range("n", number(least), included, null, false);
  }

  private static Filter below(Number most, boolean included) {
    return new Filter.Range("n", null, false, number(most), included);
  }

  private static FieldValue number(Number number) {
    return number instanceof Long whole ? new Whole(whole) : new Real(number.doubleValue());
  }

  @Test
  void comparesNumbersOfBothKinds() throws Exception {
    assertEquals(Set.of("one"), found(Filter.equal("n", new Whole(1))));
    assertEquals(Set.of("one"), found(Filter.equal("n", new Real(1))));
    assertEquals(Set.of("zero"), found(Filter.equal("n", new Whole(0))));
    assertEquals(Set.of(), found(Filter.equal("n", new Real(0x1p63))));
    assertEquals(Set.of("one", "half", "big"), found(above(0.5, true)));
    assertEquals(Set.of("one", "big"), found(above(0.5, false)));
    assertEquals(Set.of("big"), found(above(1L, false)));
    assertEquals(Set.of("big"), found(above(Long.MAX_VALUE, true)));
    assertEquals(Set.of(), found(above(Long.MAX_VALUE, false)));
    assertEquals(Set.of("half", "zero"), found(below(1L, false)));
    assertEquals(Set.of("half", "zero", "one"), found(below(1.0, true)));
    assertEquals(Set.of(), found(below(-1e300, true)));
    assertEquals(Set.of("one", "half", "zero", "big"), found(above(-1e300, true)));
  }

  @Test
  void comparesTexts() throws Exception {
    assertEquals(Set.of("word"), found(Filter.equal("n", "1")));
    assertEquals(Set.of("one"), found(new Filter.Contains("name", "n*")));
    assertEquals(Set.of("half"), found(new Filter.Contains("name", "t?")));
    assertEquals(Set.of(), found(new Filter.Contains("name", "A?")));
    Filter from = new Filter.Range("name", new Text("Ann*"), false, new Text("C"), false);
    assertEquals(Set.of("half"), found(from));
  }

  @Test
  void combines() throws Exception {
    Filter one = Filter.equal("n", new Whole(1));
    Filter word = Filter.equal("n", "1");
    assertEquals(Set.of("one", "word"), found(new Filter.Or(List.of(one, word))));
    assertEquals(Set.of(), found(one.and(word)));
    assertEquals(Set.of("half", "big", "zero", "word", "none"), found(new Filter.Not(one)));
    assertEquals(6, found(Filter.all()).size());
    assertEquals(Set.of(), found(new Filter.Not(Filter.all())));
    assertEquals(Set.of(), found(new Filter.Or(List.of())));
    assertEquals(
        Set.of("one", "word"),
        found(new Filter.In("n", List.of(new Whole(1), new Text("1"), new Real(7)))));
  }

  @Test
  void bringsWhatWasKept() throws Exception {
    Hit hit =
        index
            .search(
                new float[] {1, 3},
                1,
                SearchOptions.EXACT.withVectors().where(Filter.equal("n", new Whole(1))))
            .getFirst();
    assertEquals("content of one", hit.content());
    assertEquals(Map.of("n", new Whole(1), "name", new Text("Ann*")), hit.values());
    assertEquals(Map.of("n", "1", "name", "Ann*"), hit.fields());
    assertArrayEquals(new float[] {1, 3}, hit.vector());
    String novel = "x".repeat(100_000);
    index.add(new Entry("long", new float[] {9, 0}, Map.of(), novel));
    index.add("plain", new float[] {0, 9}, Map.of("a", "b"));
    index.commit();
    assertEquals(novel, index.search(new float[] {9, 0}, 1).getFirst().content());
    Hit plain = index.search(new float[] {0, 9}, 1).getFirst();
    assertNull(plain.content());
    assertNull(plain.vector());
  }

  @Test
  void readsEntriesOfOlderIndexes() throws Exception {
    var out = new ByteBuffersDataOutput();
    out.writeString("a");
    out.writeMapOfStrings(Map.of("lang", "en"));
    Payload old = Payload.decode(new BytesRef(out.toArrayCopy()));
    assertEquals(new Payload("a", Map.of("lang", new Text("en")), null), old);
  }

  @Test
  void deletes() throws Exception {
    index.delete(Filter.equal("n", new Real(0.5)));
    index.refresh();
    assertEquals(5, index.size());
    index.delete(Filter.all());
    index.refresh();
    assertEquals(0, index.size());
    add("again", Map.of());
    index.refresh();
    assertEquals(1, index.size());
  }

  @Test
  void refusesWhatCannotBeCompared() {
    assertThrows(
        IllegalArgumentException.class, () -> new Filter.Range("n", null, true, null, true));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Filter.Range("n", new Text("a"), true, new Whole(1), true));
    assertThrows(
        IllegalArgumentException.class, () -> found(Filter.equal("n", new Real(Double.NaN))));
    assertThrows(IllegalArgumentException.class, () -> new Text("x".repeat(40_000)));
  }
}
