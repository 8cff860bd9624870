package polyad.retrieval;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * The key of a vector and what is kept with it, as one binary value: the key, the texts, then the
 * numbers and the content, which entries of older indexes lack.
 *
 * @param id the key
 * @param values the user's fields
 * @param content the user's text
 */
record Payload(String id, Map<String, FieldValue> values, @Nullable String content) {
  private static final byte WHOLE = 0;
  private static final byte REAL = 1;

  static BytesRef encode(String id, Map<String, FieldValue> values, @Nullable String content) {
    ByteBuffersDataOutput out = new ByteBuffersDataOutput();
    Map<String, String> texts = new HashMap<>();
    Map<String, FieldValue.Numeric> numbers = new HashMap<>();
    values.forEach(
        (name, value) -> {
          switch (value) {
            case FieldValue.Text text -> texts.put(name, text.value());
            case FieldValue.Numeric number -> numbers.put(name, number);
          }
        });
    out.writeString(id);
    out.writeMapOfStrings(texts);
    out.writeInt(numbers.size());
    numbers.forEach((name, number) -> write(out, name, number));
    out.writeByte((byte) (content == null ? 0 : 1));
    if (content != null) {
      out.writeString(content);
    }
    return new BytesRef(out.toArrayCopy());
  }

  private static void write(ByteBuffersDataOutput out, String name, FieldValue.Numeric number) {
    out.writeString(name);
    switch (number) {
      case FieldValue.Whole whole -> {
        out.writeByte(WHOLE);
        out.writeLong(whole.value());
      }
      case FieldValue.Real real -> {
        out.writeByte(REAL);
        out.writeLong(Double.doubleToRawLongBits(real.value()));
      }
    }
  }

  static Payload decode(BytesRef bytes) throws IOException {
    var in = new ByteArrayDataInput(bytes.bytes, bytes.offset, bytes.length);
    String id = in.readString();
    Map<String, FieldValue> values = new HashMap<>();
    in.readMapOfStrings().forEach((name, text) -> values.put(name, new FieldValue.Text(text)));
    if (in.eof()) {
      return new Payload(id, values, null);
    }
    int numbers = in.readInt();
    for (int i = 0; i < numbers; i++) {
      String name = in.readString();
      boolean whole = in.readByte() == WHOLE;
      long bits = in.readLong();
      values.put(
          name,
          whole ? new FieldValue.Whole(bits) : new FieldValue.Real(Double.longBitsToDouble(bits)));
    }
    return new Payload(id, values, in.readByte() == 0 ? null : in.readString());
  }

  /** The values as text. */
  Map<String, String> fields() {
    Map<String, String> fields = new HashMap<>();
    values.forEach((name, value) -> fields.put(name, value.asText()));
    return fields;
  }

  /** Texts as values. */
  static Map<String, FieldValue> texts(Map<String, String> fields) {
    Map<String, FieldValue> values = new HashMap<>();
    fields.forEach((name, text) -> values.put(name, new FieldValue.Text(text)));
    return values;
  }
}
