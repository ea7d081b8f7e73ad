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

  /** A draft with the same settings, for lines that are checked and then left out. */
  SectionDraft copy() {
    SectionDraft copy = new SectionDraft(kind, name, location, parent);
    copy.take(this);
    return copy;
  }

  /** Whether a proxy has a value of its own that is not the inherited one. */
  boolean overrides(SettingKey<?> key) {
    if (kind == SectionKind.DEFAULTS || !has(key)) {
      return false;
    }
    SectionDraft from = key.isInherited() ? parent : null;
    return from == null || !from.has(key) || !get(key).equals(from.get(key));
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
