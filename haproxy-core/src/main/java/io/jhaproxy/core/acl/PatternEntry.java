package io.jhaproxy.core.acl;

import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.sample.Scratch;
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

  /**
   * A value as written and in the forms that the map's converters yield; of a text there is no
   * second one.
   */
  private record Value(String text, @Nullable Object @Nullable [] read) {}

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
    @Nullable Object @Nullable [] read = null;
    for (MapOutput output : outputs) {
      if (output != MapOutput.TEXT) {
        read = read == null ? new Object[OUTPUTS] : read;
        read[output.ordinal()] = output.read(key, text);
      }
    }
    value = new Value(text, read);
  }

  /** The value in a form other than {@link MapOutput#TEXT}, or null if it has none. */
  @Nullable Object read(MapOutput output) {
    Value known = value;
    @Nullable Object @Nullable [] read = known == null ? null : known.read();
    return read == null ? null : read[output.ordinal()];
  }

  /** Puts the value into a sample, a text in the memory given; false if it has none. */
  boolean read(MapOutput output, Sample into, Scratch memory) {
    if (output == MapOutput.TEXT) {
      Value known = value;
      return known != null && memory.store(known.text(), into);
    }
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
