package io.jhaproxy.core.acl;

import io.jhaproxy.core.sample.Ascii;
import io.jhaproxy.core.sample.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Prefixes or suffixes as a tree of bytes: a search costs the text's length, however many. */
final class TextTrie {
  private final boolean fromEnd;
  private final boolean fold;
  private final boolean longest;
  private final List<byte[]> labels = new ArrayList<>();
  private final List<int[]> children = new ArrayList<>();
  private final List<Integer> indexes = new ArrayList<>();

  /**
   * Creates an empty tree.
   *
   * @param fromEnd true for suffixes
   * @param fold true to ignore case
   * @param longest whether the longest of several wins, not the first one added
   */
  TextTrie(boolean fromEnd, boolean fold, boolean longest) {
    this.fromEnd = fromEnd;
    this.fold = fold;
    this.longest = longest;
    node();
  }

  private int node() {
    labels.add(new byte[0]);
    children.add(new int[0]);
    indexes.add(-1);
    return labels.size() - 1;
  }

  /** Adds a text; of equal ones the first stays. */
  void add(byte[] text, int index) {
    int node = 0;
    for (int i = 0; i < text.length; i++) {
      int raw = text[fromEnd ? text.length - 1 - i : i] & 0xff;
      byte label = (byte) (fold ? Ascii.lower(raw) : raw);
      int at = Arrays.binarySearch(labels.get(node), label);
      if (at < 0) {
        at = -1 - at;
        int made = node();
        labels.set(node, inserted(labels.get(node), at, label));
        int[] old = children.get(node);
        int[] wider = new int[old.length + 1];
        System.arraycopy(old, 0, wider, 0, at);
        wider[at] = made;
        System.arraycopy(old, at, wider, at + 1, old.length - at);
        children.set(node, wider);
      }
      node = children.get(node)[at];
    }
    if (indexes.get(node) < 0) {
      indexes.set(node, index);
    }
  }

  private static byte[] inserted(byte[] old, int at, byte value) {
    byte[] wider = new byte[old.length + 1];
    System.arraycopy(old, 0, wider, 0, at);
    wider[at] = value;
    System.arraycopy(old, at, wider, at + 1, old.length - at);
    return wider;
  }

  /** Index of the pattern that the text begins or ends with, or -1. */
  int find(Slice text) {
    int node = 0;
    int found = indexes.get(0);
    for (int i = 0; i < text.length(); i++) {
      int raw = text.at(fromEnd ? text.length() - 1 - i : i);
      int at = Arrays.binarySearch(labels.get(node), (byte) (fold ? Ascii.lower(raw) : raw));
      if (at < 0) {
        return found;
      }
      node = children.get(node)[at];
      int index = indexes.get(node);
      if (index >= 0 && (longest || found < 0 || index < found)) {
        found = index;
      }
    }
    return found;
  }
}
