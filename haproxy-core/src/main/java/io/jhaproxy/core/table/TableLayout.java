package io.jhaproxy.core.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of an entry are: 32 bytes of links, hash, expiry, references and key length, then
 * the stored values, then the key. With {@code type ip store gpc0,conn_rate(30s)} an entry takes 32
 * + 4 + 12 + 4 = 52 bytes, and 4 to 8 more for its place in the hash table.
 */
final class TableLayout {
  /** Next entry of the same bucket, or of the list of free ones. */
  static final int NEXT = 0;

  static final int HASH = 4;

  /** Neighbours in the order of use. */
  static final int OLDER = 8;

  static final int NEWER = 12;

  /** Milliseconds of the table's clock; {@link StickTable#NEVER}: no end. */
  static final int EXPIRE = 16;

  static final int REFERENCES = 24;
  static final int LENGTH = 28;
  static final int DATA = 32;

  /** With peers: number of the last change; 0 for none of ours. */
  static final int UPDATE = 32;

  /** With peers: whether the entry waits to be pushed. */
  static final int CHANGED = 36;

  private static final int SHARED_DATA = 40;

  private final List<Column> columns = new ArrayList<>();
  private final @Nullable Column[][] byType = new Column[DataType.values().length][];
  private final boolean shared;
  private final int key;
  private final int bytes;

  TableLayout(StickTableModel model) {
    shared = !model.peers().isEmpty();
    int at = shared ? SHARED_DATA : DATA;
    List<StickTableModel.Stored> sorted = new ArrayList<>(model.store());
    sorted.sort(Comparator.comparing(StickTableModel.Stored::type));
    for (StickTableModel.Stored stored : sorted) {
      Column[] made = new Column[stored.elements()];
      for (int i = 0; i < made.length; i++) {
        made[i] =
            new Column(stored.type(), label(stored, i), stored.type().kind(), at, stored.period());
        columns.add(made[i]);
        at += stored.type().kind().bytes();
      }
      byType[stored.type().ordinal()] = made;
    }
    for (DataType type : DataType.values()) {
      DataType array = type.array();
      Column[] elements = array == null ? null : byType[array.ordinal()];
      if (byType[type.ordinal()] == null && elements != null && elements.length > type.element()) {
        byType[type.ordinal()] = new Column[] {elements[type.element()]};
      }
    }
    key = at;
    bytes = (at + model.length() + 3) & ~3;
  }

  private static String label(StickTableModel.Stored stored, int element) {
    String word = stored.type().word();
    if (stored.type().isArray()) {
      word = word.replaceFirst("^(gp[ct])", "$1" + element);
    }
    return stored.type().isRate() ? word + "(" + stored.period() + ")" : word;
  }

  /** All values in the order of listings. */
  List<Column> columns() {
    return columns;
  }

  /** A value, or null if the table does not store it. */
  @Nullable Column column(DataType type, int element) {
    Column[] known = byType[type.ordinal()];
    return known == null || element < 0 || element >= known.length ? null : known[element];
  }

  /** Whether a type is stored itself, not by way of an array. */
  boolean stores(DataType type) {
    Column first = column(type, 0);
    return first != null && first.type() == type;
  }

  /** Whether peers are told of changes. */
  boolean isShared() {
    return shared;
  }

  /** First byte of the key. */
  int key() {
    return key;
  }

  /** Bytes of an entry. */
  int bytes() {
    return bytes;
  }
}
