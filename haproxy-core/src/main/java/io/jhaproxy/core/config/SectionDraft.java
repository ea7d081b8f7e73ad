package io.jhaproxy.core.config;

import io.jhaproxy.grammar.source.Location;
import org.jspecify.annotations.Nullable;

/** A section while it is read. */
public final class SectionDraft extends SettingsDraft {
  private final SectionKind kind;
  private final String name;
  private final Location location;
  private final @Nullable SectionDraft parent;

  SectionDraft(SectionKind kind, String name, Location location, @Nullable SectionDraft parent) {
    this.kind = kind;
    this.name = name;
    this.location = location;
    this.parent = parent;
    if (parent != null) {
      inherit(parent);
    }
  }

  /** What kind of section it is. */
  public SectionKind kind() {
    return kind;
  }

  /** Its name; empty where it has none. */
  public String name() {
    return name;
  }

  /** Its opening line. */
  public Location location() {
    return location;
  }

  /** {@code default option X}: gives a setting its inherited value back. */
  public <T> void reset(SettingKey<T> key) {
    if (parent != null && parent.has(key) && key.isInherited()) {
      set(key, parent.get(key));
    } else {
      unset(key);
    }
  }

  @Nullable String defaultsName() {
    return parent == null || parent.name.isEmpty() ? null : parent.name;
  }
}
