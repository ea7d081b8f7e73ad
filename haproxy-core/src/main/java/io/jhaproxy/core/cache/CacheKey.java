package io.jhaproxy.core.cache;

import io.jhaproxy.core.sample.Slice;
import java.util.Arrays;

/** What a request asks for: the host and the target as they were sent. Immutable. */
public final class CacheKey {
  private final byte[] text;
  private final int hash;

  /**
   * Makes a key.
   *
   * @param host value of the Host field; empty for none
   */
  public CacheKey(Slice host, Slice target) {
    text = new byte[host.length() + 1 + target.length()];
    host.buffer().getBytes(host.offset(), text, 0, host.length());
    target.buffer().getBytes(target.offset(), text, host.length() + 1, target.length());
    hash = mixed(Arrays.hashCode(text));
  }

  /** Neighbouring targets shall not be neighbours in the listing either. */
  private static int mixed(int value) {
    int mixed = (value ^ value >>> 16) * 0x85ebca6b;
    mixed = (mixed ^ mixed >>> 13) * 0xc2b2ae35;
    return mixed ^ mixed >>> 16;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CacheKey key && key.hash == hash && Arrays.equals(key.text, text);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
