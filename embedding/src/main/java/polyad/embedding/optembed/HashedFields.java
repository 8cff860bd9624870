package polyad.embedding.optembed;

import java.util.ArrayList;
import java.util.List;
import polyad.data.CtrDataset;
import polyad.data.FieldLayout;

/** The hashing trick: several values of a field share a row. */
final class HashedFields {
  private HashedFields() {}

  /** The same rows with every field hashed into a share of its size, rounded up. */
  static CtrDataset hash(CtrDataset rows, double share) {
    FieldLayout layout = rows.layout();
    List<Integer> sizes = new ArrayList<>();
    layout.sizes().forEach(size -> sizes.add(Math.max(1, (int) Math.ceil(share * size))));
    FieldLayout small = new FieldLayout(layout.names(), sizes);
    int m = layout.count();
    int[] from = layout.offsets();
    int[] to = small.offsets();
    int[] ids = rows.ids().clone();
    for (int at = 0; at < ids.length; at++) {
      int i = at % m;
      long mixed = (ids[at] - from[i] + 1) * 0x9E3779B97F4A7C15L;
      ids[at] = to[i] + (int) Long.remainderUnsigned(mixed ^ (mixed >>> 32), sizes.get(i));
    }
    return new CtrDataset(small, ids, rows.labels());
  }
}
