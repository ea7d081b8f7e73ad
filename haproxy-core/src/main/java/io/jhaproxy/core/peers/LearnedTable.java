package io.jhaproxy.core.peers;

import io.jhaproxy.core.table.Column;
import io.jhaproxy.core.table.DataType;
import io.jhaproxy.core.table.EntryCopy;
import io.jhaproxy.core.table.KeyType;
import io.jhaproxy.core.table.StickTable;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table as a peer has defined it on one connection: how its entries are read. */
final class LearnedTable {
  final long id;

  /** Our table, or null: what comes is left out. */
  final @Nullable StickTable table;

  private final KeyType type;
  private final int length;
  private final List<DataType> fields;
  private final @Nullable EntryCopy copy;

  /** Number of the last change that came, to be acknowledged. */
  int update;

  boolean mustAcknowledge;

  private LearnedTable(
      long id, @Nullable StickTable table, KeyType type, int length, List<DataType> fields) {
    this.id = id;
    this.table = table;
    this.type = type;
    this.length = length;
    this.fields = fields;
    this.copy = table == null ? null : new EntryCopy(table);
  }

  /** Reads a definition; null if it makes no sense. */
  static @Nullable LearnedTable read(ByteBuf body, Collection<StickTable> tables) {
    long id = PeerNumbers.read(body);
    long size = PeerNumbers.read(body);
    if (size < 0 || size > body.readableBytes()) {
      return null;
    }
    String name = body.readCharSequence((int) size, StandardCharsets.UTF_8).toString();
    long number = PeerNumbers.read(body);
    long length = PeerNumbers.read(body);
    long types = PeerNumbers.read(body);
    KeyType type = typeOf(number);
    if (type == null || length < 0 || length > 65_536 || types < 0) {
      return null;
    }
    PeerNumbers.read(body);
    List<DataType> fields = new ArrayList<>();
    for (int bit = 0; bit < 63; bit++) {
      if ((types >>> bit & 1) == 0) {
        continue;
      }
      if (bit >= DataType.values().length) {
        return null;
      }
      DataType field = DataType.values()[bit];
      long count = 1;
      if (field.isArray()) {
        PeerNumbers.read(body);
        count = PeerNumbers.read(body);
      } else if (field.isRate()) {
        PeerNumbers.read(body);
      }
      if (field.isRate()) {
        PeerNumbers.read(body);
      }
      for (long i = 0; i < Math.min(count, 100); i++) {
        fields.add(field);
      }
    }
    return new LearnedTable(id, find(tables, name, type, (int) length), type, (int) length, fields);
  }

  private static @Nullable KeyType typeOf(long number) {
    for (KeyType type : KeyType.values()) {
      if (type.number() == number) {
        return type;
      }
    }
    return null;
  }

  private static @Nullable StickTable find(
      Collection<StickTable> tables, String name, KeyType type, int length) {
    for (StickTable table : tables) {
      if (SharedTable.name(table).equals(name)) {
        boolean same = table.model().type() == type && SharedTable.announcedLength(table) == length;
        return same ? table : null;
      }
    }
    return null;
  }

  /**
   * Reads an entry into our table.
   *
   * @param names names by their number on this connection
   * @return false if it makes no sense
   */
  boolean entry(ByteBuf body, boolean numbered, boolean timed, Map<Long, String> names) {
    if (body.readableBytes() < (numbered ? 4 : 0) + (timed ? 4 : 0)) {
      return false;
    }
    update = numbered ? body.readInt() : update + 1;
    mustAcknowledge = true;
    long remaining = timed ? body.readUnsignedInt() : -1;
    byte[] key = key(body);
    if (key == null) {
      return false;
    }
    EntryCopy into = copy;
    if (into != null) {
      into.begin(key, remaining);
    }
    DataType before = null;
    int element = 0;
    for (DataType field : fields) {
      element = field == before ? element + 1 : 0;
      before = field;
      if (!body.isReadable()) {
        return false;
      }
      if (!value(body, field, element, names)) {
        return false;
      }
    }
    StickTable ours = table;
    if (ours != null && into != null) {
      ours.learn(into, ours.now());
    }
    return true;
  }

  private byte @Nullable [] key(ByteBuf body) {
    long size =
        switch (type) {
          case STRING -> PeerNumbers.read(body);
          case INTEGER -> 4;
          default -> length;
        };
    if (size < 0 || size > body.readableBytes()) {
      return null;
    }
    byte[] key = new byte[(int) size];
    body.readBytes(key);
    if (type == KeyType.INTEGER) {
      for (int i = 0; i < 2; i++) {
        byte other = key[i];
        key[i] = key[3 - i];
        key[3 - i] = other;
      }
    }
    return key;
  }

  private boolean value(ByteBuf body, DataType field, int element, Map<Long, String> names) {
    long value;
    long current = 0;
    long previous = 0;
    switch (field.kind()) {
      case RATE -> {
        value = PeerNumbers.read(body);
        current = PeerNumbers.read(body);
        previous = PeerNumbers.read(body);
      }
      case NAME -> {
        value = name(body, names);
        if (value < 0) {
          return false;
        }
      }
      default -> value = PeerNumbers.read(body);
    }
    StickTable ours = table;
    EntryCopy into = copy;
    Column column = ours == null || !ours.stores(field) ? null : ours.column(field, element);
    if (ours != null && into != null && column != null) {
      into.set(ours.columns().indexOf(column), value, current, previous);
    }
    return true;
  }

  /** Our number of a name; 0 for none, -1 for nonsense. */
  private long name(ByteBuf body, Map<Long, String> names) {
    long size = PeerNumbers.read(body);
    if (size < 0 || size > body.readableBytes()) {
      return -1;
    }
    if (size == 0) {
      return 0;
    }
    int end = body.readerIndex() + (int) size;
    long number = PeerNumbers.read(body);
    if (body.readerIndex() < end) {
      long length = PeerNumbers.read(body);
      if (length < 0 || body.readerIndex() + length > end) {
        return -1;
      }
      names.put(number, body.readCharSequence((int) length, StandardCharsets.UTF_8).toString());
    }
    body.readerIndex(end);
    String text = names.get(number);
    StickTable ours = table;
    return text == null || ours == null ? 0 : ours.names().number(text);
  }
}
