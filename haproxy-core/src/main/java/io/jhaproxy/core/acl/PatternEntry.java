package io.jhaproxy.core.acl;

import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.grammar.expression.ExpressionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of a {@link PatternReference}, with its value where that is a map. Key and version
 * never change; the value may, at any time: a reader sees the old one or the new one.
 */
public final class PatternEntry {
  private static final int OUTPUTS = MapOutput.values().length;

  private final long id;
  private final int line;
  private final String key;
  private final int version;
  private volatile @Nullable Value value;
  private volatile boolean gone;

  /** A value as written and as the map's converters yield it. */
  private record Value(String text, @Nullable Object[] read) {}

  PatternEntry(long id, int line, String key, int version) {
    this.id = id;
    this.line = line;
    this.key = key;
    this.version = version;
  }

  /** Number that no other entry of the process has ({@code #<ref>} of the runtime API). */
  public long id() {
    return id;
  }

  /** The pattern as written, in ISO 8859-1. */
  public String key() {
    return key;
  }

  /** The version to which it belongs; only those of the current one match. */
  public int version() {
    return version;
  }

  /** The value as written, or null if it is no entry of a map. */
  public @Nullable String value() {
    Value known = value;
    return known == null ? null : known.text();
  }

  /** Line of the file it comes from, from 1; 0 if it came later. */
  int line() {
    return line;
  }

  /** Sets the value in all its forms, or, if one is impossible, none. */
  void value(String text, Set<MapOutput> outputs) throws ExpressionException {
    @Nullable Object[] read = new Object[OUTPUTS];
    for (MapOutput output : outputs) {
      read[output.ordinal()] = output.read(key, text);
    }
    value = new Value(text, read);
  }

  /** The value in a form, or null if it has none. */
  @Nullable Object read(MapOutput output) {
    Value known = value;
    return known == null ? null : known.read()[output.ordinal()];
  }

  /** Puts the value into a sample; false if it has none. */
  boolean read(MapOutput output, Sample into) {
    if (read(output) instanceof Sample sample) {
      into.set(sample);
      return true;
    }
    return false;
  }

  /** Removes it from sets that still contain it. */
  void remove() {
    gone = true;
  }

  /** True once it was removed. */
  boolean isGone() {
    return gone;
  }
}
