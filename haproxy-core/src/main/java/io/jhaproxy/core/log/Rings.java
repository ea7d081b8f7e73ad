package io.jhaproxy.core.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rings of one configuration by name. */
public final class Rings {
  private final Map<String, Ring> rings = new LinkedHashMap<>();

  /** Adds a ring; before traffic begins. */
  public void add(Ring ring) {
    rings.put(ring.name(), ring);
  }

  /** The ring of that name, or null. */
  public @Nullable Ring get(String name) {
    return rings.get(name);
  }

  /** All of them in order of the configuration. */
  public List<Ring> all() {
    return new ArrayList<>(rings.values());
  }

  /** Takes over what rings of the same names hold. */
  public void succeed(Rings old) {
    rings.values().forEach(ring -> ring.succeed(old.get(ring.name())));
  }
}
