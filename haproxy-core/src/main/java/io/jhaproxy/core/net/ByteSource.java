package io.jhaproxy.core.net;

import io.netty.buffer.ByteBuf;

/** Where bytes come from: a connection, or something that is read like one. On one worker. */
public interface ByteSource {
  /**
   * Appends to the buffer what is there, at most {@code max} bytes.
   *
   * @return how many, or {@link Connection#AGAIN}, {@link Connection#EOF}, {@link
   *     Connection#BROKEN}
   */
  int read(ByteBuf into, int max);

  /** Whether a read may find something. */
  boolean mayRead();

  /** Whether the end was read. */
  boolean inputEnded();

  /** Whether it failed. */
  boolean isBroken();
}
