package io.jhaproxy.vrrp.config;

import io.jhaproxy.vrrp.config.Keyword.Body;
import io.jhaproxy.vrrp.config.Keyword.Owner;
import io.jhaproxy.vrrp.config.Keyword.Reader;
import io.jhaproxy.vrrp.config.Keyword.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All keywords, each entered once. The classes named {@code ...Keywords} fill it; {@link
 * #keepalived()} names them all. Immutable once made.
 */
public final class Registry {
  /** The name of what is outside all blocks. */
  public static final String ROOT = "(root)";

  private static final Reader NOTHING = line -> {};
  private final Map<String, Map<String, Keyword>> blocks = new LinkedHashMap<>();

  Registry() {}

  /** The keywords of keepalived.conf. */
  public static Registry keepalived() {
    Registry registry = new Registry();
    ProcessKeywords.register(registry);
    GlobalKeywords.register(registry);
    InstanceKeywords.register(registry);
    SyncGroupKeywords.register(registry);
    TrackKeywords.register(registry);
    StaticKeywords.register(registry);
    VirtualServerKeywords.register(registry);
    BfdKeywords.register(registry);
    return registry;
  }

  /** Every keyword, by block and in the order of the manual. */
  public List<Keyword> all() {
    List<Keyword> all = new ArrayList<>();
    blocks.values().forEach(keywords -> all.addAll(keywords.values()));
    return all;
  }

  /** A keyword that keepalived 2.2.7 knows in a block; null for none. */
  @Nullable Keyword find(String block, String name) {
    Keyword keyword = blocks.getOrDefault(block, Map.of()).get(name);
    return keyword == null || keyword.status() == Status.NEWER ? null : keyword;
  }

  /** The entries of one block. */
  Entries block(String name) {
    return new Entries(name, Owner.PARENT);
  }

  /** What one process reads outside of blocks. */
  Entries root(Owner owner) {
    return new Entries(ROOT, owner);
  }

  /** Adds entries to one block. */
  final class Entries {
    private final String block;

    private final Owner owner;

    private Entries(String block, Owner owner) {
      this.block = block;
      this.owner = owner;
    }

    /** A keyword that works. */
    Entries works(String name, String arguments, Reader reader) {
      return add(name, arguments, Status.WORKS, "", reader, null);
    }

    /** A keyword that is read and checked without effect. */
    Entries noEffect(String name, String arguments, String reason, Reader reader) {
      return add(name, arguments, Status.NO_EFFECT, reason, reader, null);
    }

    /** Keywords that are read without effect and without checks. */
    Entries noEffect(String reason, String... names) {
      for (String name : names) {
        noEffect(name, "...", reason, NOTHING);
      }
      return this;
    }

    /** Keywords of versions after 2.2.7. */
    Entries newer(String... names) {
      for (String name : names) {
        add(name, "...", Status.NEWER, "newer than 2.2.7", NOTHING, null);
      }
      return this;
    }

    /** A list: one item per line. */
    Entries list(String name, String arguments, Reader start, Reader item) {
      return add(name, arguments, Status.WORKS, "", start, new Body(null, item, NOTHING));
    }

    /** A list: one item per line, with something to do at its end. */
    Entries list(String name, String arguments, Reader start, Reader item, Reader end) {
      return add(name, arguments, Status.WORKS, "", start, new Body(null, item, end));
    }

    /** A list: one item per line. */
    Entries list(String name, String arguments, Reader item) {
      return list(name, arguments, NOTHING, item);
    }

    /** A block with keywords of its own. */
    Entries block(String name, String arguments, String inner, Reader start, Reader end) {
      return add(name, arguments, Status.WORKS, "", start, new Body(inner, null, end));
    }

    /** A block or list that is read and checked without effect. */
    Entries unsupported(String name, String arguments, String reason, Reader start, Body body) {
      return add(name, arguments, Status.NO_EFFECT, reason, start, body);
    }

    private Entries add(
        String name,
        String arguments,
        Status status,
        String note,
        Reader reader,
        @Nullable Body body) {
      Keyword keyword = new Keyword(block, name, arguments, status, note, owner, reader, body);
      Map<String, Keyword> keywords = blocks.computeIfAbsent(block, b -> new LinkedHashMap<>());
      if (keywords.put(name, keyword) != null) {
        throw new IllegalStateException(block + " " + name + " is entered twice");
      }
      return this;
    }
  }
}
