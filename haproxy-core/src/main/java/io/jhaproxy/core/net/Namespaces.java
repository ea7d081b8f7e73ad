package io.jhaproxy.core.net;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The network namespaces that a configuration names. Filled before traffic begins; workers read.
 */
public final class Namespaces {
  /** No namespaces. */
  public static final Namespaces NONE = new Namespaces();

  private final Map<String, Named> known = new HashMap<>();

  /** Makes an empty collection. */
  public Namespaces() {}

  /**
   * A namespace and what it is called.
   *
   * @param name its name in a PROXY header (do not modify)
   * @param place where sockets can be made
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Named(byte[] name, NetworkNamespace place) {}

  /** Adds one. */
  public void add(String name, NetworkNamespace place) {
    known.put(name, new Named(name.getBytes(StandardCharsets.ISO_8859_1), place));
  }

  /** The namespace of a name, or null. */
  public @Nullable Named find(String name) {
    return known.get(name);
  }

  /** The namespace that a PROXY header names, or null. */
  public @Nullable Named find(byte[] name) {
    return known.get(new String(name, StandardCharsets.ISO_8859_1));
  }
}
