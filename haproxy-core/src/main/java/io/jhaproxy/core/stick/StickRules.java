package io.jhaproxy.core.stick;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.sample.SampleContext;
import io.jhaproxy.core.table.Column;
import io.jhaproxy.core.table.DataType;
import io.jhaproxy.core.table.StickTable;
import io.jhaproxy.core.table.TableKeys;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code stick} lines of a backend, compiled: entries lead streams to servers, and the servers
 * are stored under keys of requests and responses. Immutable, shared by all workers.
 */
public final class StickRules {
  /** No lines. */
  public static final StickRules NONE = new StickRules(List.of(), List.of());

  private final StickRule[] request;
  private final StickRule[] response;

  /** Rules in order. */
  public StickRules(List<StickRule> request, List<StickRule> response) {
    this.request = request.toArray(new StickRule[0]);
    this.response = response.toArray(new StickRule[0]);
  }

  /** Whether there are no lines. */
  public boolean isEmpty() {
    return request.length == 0 && response.length == 0;
  }

  /**
   * Applies the lines for requests: keys are kept in {@code stores} until the server is known.
   *
   * @param bound whether a server is chosen already
   * @param any whether a server that is down is used nevertheless
   * @return the server that an entry leads to, or null
   */
  public @Nullable Server request(
      SampleContext context, Backend backend, StickStores stores, boolean bound, boolean any) {
    Server found = null;
    for (StickRule rule : request) {
      if (stores.knows(rule.table()) || !rule.condition().holds(context)) {
        continue;
      }
      long mark = context.scratch().mark();
      Sample key = context.scratch().sample();
      if (rule.key().evaluate(context, key)
          && TableKeys.toKey(rule.table(), key, context.scratch())) {
        if (rule.matches()) {
          Server server = match(rule.table(), key, backend, any);
          found = found == null && !bound ? server : found;
        }
        if (rule.stores()) {
          stores.add(rule.table(), key.bytes);
        }
      }
      context.scratch().reset(mark);
    }
    return found;
  }

  /** Applies the lines for responses. */
  public void response(SampleContext context, StickStores stores) {
    stores.responseBegins();
    for (StickRule rule : response) {
      if (stores.knows(rule.table()) || !rule.condition().holds(context)) {
        continue;
      }
      long mark = context.scratch().mark();
      Sample key = context.scratch().sample();
      if (rule.key().evaluate(context, key)
          && TableKeys.toKey(rule.table(), key, context.scratch())) {
        stores.add(rule.table(), key.bytes);
      }
      context.scratch().reset(mark);
    }
  }

  private static @Nullable Server match(
      StickTable table, Sample key, Backend backend, boolean any) {
    long now = table.now();
    int handle = table.find(key.bytes, now);
    if (handle == StickTable.NONE) {
      return null;
    }
    table.touch(handle, now);
    Server server = server(table, handle, now, backend);
    table.release(handle);
    return server != null && (any || server.acceptsPersistent()) ? server : null;
  }

  /** The server that an entry names: by name or address if it is known, else by number. */
  private static @Nullable Server server(StickTable table, int handle, long now, Backend backend) {
    Column name = table.column(DataType.SERVER_KEY);
    String stored = name == null ? null : table.names().name(table.value(handle, name, now));
    if (stored != null) {
      boolean byAddress = table.model().serverAddresses();
      for (Server server : backend.servers()) {
        if (stored.equals(StickStores.text(server, byAddress))) {
          return server;
        }
      }
    }
    Column id = table.column(DataType.SERVER_ID);
    long wanted = id == null ? 0 : table.value(handle, id, now);
    if (wanted > 0) {
      for (Server server : backend.servers()) {
        if (server.id() == wanted) {
          return server;
        }
      }
    }
    return null;
  }
}
