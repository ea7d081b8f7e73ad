package io.jhaproxy.core.peers;

import io.jhaproxy.core.table.Column;
import io.jhaproxy.core.table.DataType;
import io.jhaproxy.core.table.EntryCopy;
import io.jhaproxy.core.table.KeyType;
import io.jhaproxy.core.table.StickTable;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A table as one connection to a peer sends it. */
final class SharedTable {
  private static final int ENTRY = 128;
  private static final int TIMED_ENTRY = 133;
  private static final int DEFINITION = 130;

  final StickTable table;
  final int id;
  private final EntryCopy copy;

  /** Number of the last change that was sent. */
  int pushed;

  SharedTable(StickTable table, int id) {
    this.table = table;
    this.id = id;
    this.copy = new EntryCopy(table);
  }

  /** The name by which peers know a table: of one in a peers section without the section's. */
  static String name(StickTable table) {
    String name = table.model().name();
    int slash = name.indexOf('/');
    return slash < 0 ? name : name.substring(slash);
  }

  /** Key length as it is announced: texts count their end. */
  static int announcedLength(StickTable table) {
    return table.model().length() + (table.model().type() == KeyType.STRING ? 1 : 0);
  }

  /** Says which table the entries that follow are of. */
  void define(ByteBuf out, ByteBuf body) {
    body.clear();
    byte[] name = name(table).getBytes(StandardCharsets.UTF_8);
    PeerNumbers.write(body, id);
    PeerNumbers.write(body, name.length);
    body.writeBytes(name);
    PeerNumbers.write(body, table.model().type().number());
    PeerNumbers.write(body, announcedLength(table));
    long types = 0;
    for (Column column : table.columns()) {
      types |= 1L << column.type().ordinal();
    }
    PeerNumbers.write(body, types);
    PeerNumbers.write(body, table.model().expire());
    for (DataType type : DataType.values()) {
      if (!table.stores(type)) {
        continue;
      }
      if (type.isArray()) {
        PeerNumbers.write(body, type.ordinal());
        PeerNumbers.write(body, elements(type));
      } else if (type.isRate()) {
        PeerNumbers.write(body, type.ordinal());
      }
      Column first = table.column(type);
      if (type.isRate() && first != null) {
        PeerNumbers.write(body, first.period());
      }
    }
    message(out, DEFINITION, body);
  }

  private int elements(DataType type) {
    int count = 0;
    for (Column column : table.columns()) {
      count += column.type() == type ? 1 : 0;
    }
    return count;
  }

  static void message(ByteBuf out, int type, ByteBuf body) {
    out.writeByte(10).writeByte(type);
    PeerNumbers.write(out, body.readableBytes());
    out.writeBytes(body, body.readerIndex(), body.readableBytes());
  }

  /**
   * Sends an entry.
   *
   * @param timed whether its life is told, too
   * @param names names that were sent on this connection, by their number here
   * @return the number of its change
   */
  int entry(int handle, boolean timed, Map<Long, Integer> names, ByteBuf out, ByteBuf body) {
    table.copy(handle, copy, table.now());
    body.clear();
    body.writeInt(copy.update());
    if (timed) {
      body.writeInt((int) copy.remaining());
    }
    key(body);
    List<Column> columns = table.columns();
    for (int i = 0; i < columns.size(); i++) {
      switch (columns.get(i).kind()) {
        case INT, LONG -> PeerNumbers.write(body, copy.value(i));
        case RATE -> {
          PeerNumbers.write(body, copy.value(i));
          PeerNumbers.write(body, copy.current(i));
          PeerNumbers.write(body, copy.previous(i));
        }
        case NAME -> name(copy.value(i), names, body);
      }
    }
    message(out, timed ? TIMED_ENTRY : ENTRY, body);
    return copy.update();
  }

  private void key(ByteBuf body) {
    byte[] key = copy.key();
    switch (table.model().type()) {
      case STRING -> {
        PeerNumbers.write(body, key.length);
        body.writeBytes(key);
      }
      case INTEGER -> {
        for (int i = key.length - 1; i >= 0; i--) {
          body.writeByte(key[i]);
        }
      }
      default -> body.writeBytes(key);
    }
  }

  /** A name is sent once, then by its number. */
  private void name(long number, Map<Long, Integer> names, ByteBuf body) {
    String text = table.names().name(number);
    if (text == null) {
      PeerNumbers.write(body, 0);
      return;
    }
    long local = (long) id << 32 | number;
    Integer known = names.get(local);
    int sent = known == null ? names.size() % 128 + 1 : known;
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteBuf value = body.alloc().buffer();
    PeerNumbers.write(value, sent);
    if (known == null) {
      names.values().remove(sent);
      names.put(local, sent);
      PeerNumbers.write(value, bytes.length);
      value.writeBytes(bytes);
    }
    PeerNumbers.write(body, value.readableBytes());
    body.writeBytes(value);
    value.release();
  }

  /** A map for the names of a connection. */
  static Map<Long, Integer> names() {
    return new HashMap<>();
  }
}
