package io.jhaproxy.core.sample;

/**
 * The header fields of one message as the parser found them, addressed by index 0..count-1 in order
 * of appearance. Indexes are valid until the next edit.
 */
public interface HeaderTable {
  /** Number of header fields. */
  int count();

  /**
   * Index of the first field at or after {@code from} whose name equals {@code lowerCaseName}
   * ignoring case, or -1.
   */
  int find(byte[] lowerCaseName, int from);

  /** Points {@code into} at the field's name as received. */
  void name(int index, Slice into);

  /** Points {@code into} at the field's value without surrounding white space. */
  void value(int index, Slice into);
}
