package io.jhaproxy.core.runtime;

import io.jhaproxy.core.cache.Cache;
import java.util.List;

/** Commands about caches. */
final class CacheCommands {
  private CacheCommands() {}

  /** The commands. */
  static List<Command> list() {
    return List.of(
        Command.user(
            "show cache", "show cache", "caches and what is in them", CacheCommands::show));
  }

  /** Addresses stand for objects here: they only tell one from the other. */
  private static void show(Call call) {
    long now = call.view().nowMillis() / 1000;
    StringBuilder out = new StringBuilder();
    for (Cache cache : call.view().caches().all()) {
      long identity = System.identityHashCode(cache) & 0xffffffffL;
      out.append(
          "0x%x: %s (shctx:0x%x, available blocks:%d)\n"
              .formatted(identity, cache.name(), identity, cache.availableBlocks()));
      for (Cache.Listed entry : cache.list(now)) {
        out.append(
            "0x%x hash:%d vary:0x%016x size:%d (%d blocks), refcount:%d, expire:%d\n"
                .formatted(
                    entry.identity() & 0xffffffffL,
                    entry.hash(),
                    entry.vary(),
                    entry.size(),
                    entry.blocks(),
                    entry.readers(),
                    entry.expires()));
      }
    }
    call.print(out.toString());
  }
}
