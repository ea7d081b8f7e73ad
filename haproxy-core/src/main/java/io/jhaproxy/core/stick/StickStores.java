package io.jhaproxy.core.stick;

import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.core.table.Column;
import io.jhaproxy.core.table.DataType;
import io.jhaproxy.core.table.StickTable;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The keys under which the server of one stream is to be stored: at most {@link #MOST}, of each
 * table one of the request and one of the response. Reused; on the stream's worker.
 */
public final class StickStores {
  /** Most keys of a stream (manual 4.2, {@code stick store-request}). */
  public static final int MOST = 8;

  private final @Nullable StickTable[] tables = new StickTable[MOST];
  private final byte[][] keys = new byte[MOST][];
  private int count;

  /** Where keys of the message at hand begin. */
  private int first;

  /** Nothing to store. */
  public StickStores() {}

  /** Whether the message at hand has a key for the table already. */
  boolean knows(StickTable table) {
    for (int i = first; i < count; i++) {
      if (tables[i] == table) {
        return true;
      }
    }
    return false;
  }

  /** Keeps a key; one too many is forgotten. */
  void add(StickTable table, Slice key) {
    if (count < MOST) {
      tables[count] = table;
      keys[count++] = key.toByteArray();
    }
  }

  /** Keys of the response follow. */
  void responseBegins() {
    first = count;
  }

  /** Stores the server under all keys and forgets them. */
  public void store(Server server) {
    if (server.isListed() && !server.isNeverStored()) {
      for (int i = 0; i < count; i++) {
        StickTable table = tables[i];
        if (table != null) {
          store(table, Slice.of(keys[i]), server);
        }
      }
    }
    clear();
  }

  private static void store(StickTable table, Slice key, Server server) {
    long now = table.now();
    int handle = table.acquire(key, now);
    if (handle == StickTable.NONE) {
      return;
    }
    Column id = table.column(DataType.SERVER_ID);
    if (id != null) {
      table.set(handle, id, server.id(), now);
    }
    Column name = table.column(DataType.SERVER_KEY);
    String text = text(server, table.model().serverAddresses());
    if (name != null && text != null) {
      table.set(handle, name, table.names().number(text), now);
    }
    table.release(handle);
  }

  /** What {@code server_key} holds for a server. */
  static @Nullable String text(Server server, boolean byAddress) {
    if (!byAddress) {
      return server.name();
    }
    SocketAddress address = server.address();
    return address instanceof InetSocketAddress inet && inet.getAddress() != null
        ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
        : null;
  }

  /** Forgets the keys. */
  public void clear() {
    Arrays.fill(tables, 0, count, null);
    Arrays.fill(keys, 0, count, null);
    count = 0;
    first = 0;
  }
}
