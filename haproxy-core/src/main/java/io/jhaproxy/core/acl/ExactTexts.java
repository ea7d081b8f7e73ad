package io.jhaproxy.core.acl;

import io.jhaproxy.core.sample.Ascii;
import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.sample.Slice;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Exact texts in an open hash table; those declared with -i in a second one, lowered. */
final class ExactTexts implements Patterns {
  private final Table sensitive;
  private final Table insensitive;

  ExactTexts(List<PatternSets.Source> sources) {
    sensitive = new Table(sources, false);
    insensitive = new Table(sources, true);
  }

  @Override
  public int match(Sample sample) {
    int exact = sensitive.find(sample.bytes);
    int lowered = insensitive.find(sample.bytes);
    if (exact < 0 || lowered < 0) {
      return Math.max(exact, lowered);
    }
    return Math.min(exact, lowered);
  }

  private static final class Table {
    private final boolean fold;
    private boolean empty;
    private final byte[][] keys;
    private final int[] indexes;
    private final int mask;

    Table(List<PatternSets.Source> sources, boolean fold) {
      this.fold = fold;
      int size = Integer.highestOneBit(Math.max(4, sources.size() * 2)) * 2;
      keys = new byte[size][];
      indexes = new int[size];
      mask = size - 1;
      empty = true;
      for (int i = 0; i < sources.size(); i++) {
        PatternSets.Source source = sources.get(i);
        if (source.ignoreCase() == fold) {
          empty = false;
          add(source.text().getBytes(StandardCharsets.ISO_8859_1), i);
        }
      }
    }

    private void add(byte[] text, int index) {
      Slice key = Slice.of(text);
      if (find(key) >= 0) {
        return;
      }
      int at = hash(key) & mask;
      while (keys[at] != null) {
        at = at + 1 & mask;
      }
      for (int i = 0; fold && i < text.length; i++) {
        text[i] = (byte) Ascii.lower(text[i] & 0xff);
      }
      keys[at] = text;
      indexes[at] = index;
    }

    int find(Slice text) {
      if (empty) {
        return -1;
      }
      for (int at = hash(text) & mask; keys[at] != null; at = at + 1 & mask) {
        if (fold ? text.equalsLowerCase(keys[at]) : text.contentEquals(keys[at])) {
          return indexes[at];
        }
      }
      return -1;
    }

    private int hash(Slice text) {
      int hash = 0;
      for (int i = 0; i < text.length(); i++) {
        int c = text.at(i);
        hash = 31 * hash + (fold ? Ascii.lower(c) : c);
      }
      return hash ^ hash >>> 15;
    }
  }
}
