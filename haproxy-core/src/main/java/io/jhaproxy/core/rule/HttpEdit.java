package io.jhaproxy.core.rule;

import io.jhaproxy.core.sample.HeaderTable;
import io.jhaproxy.core.sample.Slice;

/**
 * Editing of one message's head. Every method returns false, and changes nothing, if the buffer has
 * no room for the result. Values are copied out of the slices during the call. Values contain no
 * CR, LF or NUL: rules replace them before they call.
 */
public interface HttpEdit extends HeaderTable {
  /** Appends a header field. */
  boolean add(byte[] name, Slice value);

  /** Removes field {@code index}; later fields move down by one. */
  void remove(int index);

  /** Replaces the value of field {@code index}. */
  boolean replaceValue(int index, Slice value);

  /** Replaces the method (requests only). */
  boolean setMethod(Slice method);

  /** Replaces the whole request target (requests only). */
  boolean setUri(Slice uri);

  /** Replaces status and reason of the status line (responses only); null: the usual reason. */
  boolean setStatus(int status, byte @org.jspecify.annotations.Nullable [] reason);
}
