package io.jhaproxy.core.acl;

import io.jhaproxy.core.sample.Ascii;
import io.jhaproxy.core.sample.Slice;

/**
 * Texts in one open hash table, found whole, as prefixes or as suffixes. The hash of a part grows
 * with each byte, so that all parts of a text that may be here are tried in one pass. Immutable; it
 * holds the texts themselves and no copies: a million of them is nothing special.
 */
final class TextTable {
  private final boolean fold;
  private final boolean fromEnd;
  private final String[] texts;

  /** Index of a text plus one, or 0. */
  private final int[] slots;

  /** Whether there is a text of a length. */
  private final boolean[] lengths;

  /**
   * Arranges those texts that are chosen; of equal ones the first stays.
   *
   * @param texts all texts by index, one character for each byte; kept, must not change
   * @param chosen which of them belong here
   * @param fold true to ignore ASCII case
   * @param fromEnd true if parts are suffixes
   */
  TextTable(String[] texts, Choice chosen, boolean fold, boolean fromEnd) {
    this.texts = texts;
    this.fold = fold;
    this.fromEnd = fromEnd;
    int count = 0;
    int longest = -1;
    for (int i = 0; i < texts.length; i++) {
      if (chosen.has(i)) {
        count++;
        longest = Math.max(longest, texts[i].length());
      }
    }
    slots = new int[count == 0 ? 1 : Integer.highestOneBit(count * 2) * 2];
    lengths = new boolean[longest + 1];
    for (int i = 0; i < texts.length; i++) {
      if (chosen.has(i)) {
        add(texts[i], i);
      }
    }
  }

  /** Tells by index. */
  interface Choice {
    boolean has(int index);
  }

  private void add(String text, int index) {
    int hash = 0;
    for (int i = 0; i < text.length(); i++) {
      hash = next(hash, text.charAt(fromEnd ? text.length() - 1 - i : i));
    }
    int at = first(hash);
    while (slots[at] != 0) {
      if (equal(texts[slots[at] - 1], text)) {
        return;
      }
      at = at + 1 & slots.length - 1;
    }
    slots[at] = index + 1;
    lengths[text.length()] = true;
  }

  private boolean equal(String one, String other) {
    if (!fold) {
      return one.equals(other);
    }
    boolean equal = one.length() == other.length();
    for (int i = 0; equal && i < one.length(); i++) {
      equal = Ascii.lower(one.charAt(i)) == Ascii.lower(other.charAt(i));
    }
    return equal;
  }

  private int next(int hash, int c) {
    return 31 * hash + (fold ? Ascii.lower(c) : c);
  }

  private int first(int hash) {
    return (hash ^ hash >>> 15) & slots.length - 1;
  }

  /** Index of the text that is equal, or -1. */
  int find(Slice text) {
    int length = text.length();
    if (length >= lengths.length || !lengths[length]) {
      return -1;
    }
    int hash = 0;
    for (int i = 0; i < length; i++) {
      hash = next(hash, text.at(fromEnd ? length - 1 - i : i));
    }
    return find(text, length, hash);
  }

  /**
   * Index of a text that the given one begins or ends with, or -1.
   *
   * @param longest whether the longest of several wins, not the first in order
   */
  int findPart(Slice text, boolean longest) {
    int most = Math.min(text.length(), lengths.length - 1);
    int found = -1;
    int hash = 0;
    for (int length = 0; length <= most; length++) {
      if (lengths[length]) {
        int index = find(text, length, hash);
        if (index >= 0 && (longest || found < 0 || index < found)) {
          found = index;
        }
      }
      if (length < most) {
        hash = next(hash, text.at(fromEnd ? text.length() - 1 - length : length));
      }
    }
    return found;
  }

  private int find(Slice text, int length, int hash) {
    for (int at = first(hash); slots[at] != 0; at = at + 1 & slots.length - 1) {
      int index = slots[at] - 1;
      if (texts[index].length() == length && isAt(text, length, texts[index])) {
        return index;
      }
    }
    return -1;
  }

  private boolean isAt(Slice text, int length, String wanted) {
    int from = fromEnd ? text.length() - length : 0;
    for (int i = 0; i < length; i++) {
      int c = text.at(from + i);
      int w = wanted.charAt(i);
      if (c != w && !(fold && Ascii.lower(c) == Ascii.lower(w))) {
        return false;
      }
    }
    return true;
  }
}
