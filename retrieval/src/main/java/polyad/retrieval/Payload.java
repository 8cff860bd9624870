package polyad.retrieval;

import java.io.IOException;
import java.util.Map;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.util.BytesRef;

/**
 * The key and the user's fields of a vector, as one binary value.
 *
 * @param id the key
 * @param fields the user's fields
 */
record Payload(String id, Map<String, String> fields) {

  static BytesRef encode(String id, Map<String, String> fields) {
    ByteBuffersDataOutput out = new ByteBuffersDataOutput();
    out.writeString(id);
    out.writeMapOfStrings(fields);
    return new BytesRef(out.toArrayCopy());
  }

  static Payload decode(BytesRef bytes) throws IOException {
    var in = new ByteArrayDataInput(bytes.bytes, bytes.offset, bytes.length);
    return new Payload(in.readString(), in.readMapOfStrings());
  }
}
