package io.jhaproxy.core.stream;

import io.jhaproxy.core.net.Connection;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Bytes on their way into one connection; memory is held only for what the kernel did not take. */
public final class Outlet {
  private @Nullable ByteBuf pending;

  /** Whether bytes wait for the connection to take more. */
  public boolean isBlocked() {
    return pending != null;
  }

  /**
   * Writes the readable bytes; what is not taken is copied.
   *
   * @return false if the connection is broken
   */
  public boolean send(Connection to, ByteBuf data) {
    if (pending == null) {
      if (to.write(data) == Connection.BROKEN) {
        return false;
      }
      if (!data.isReadable()) {
        return true;
      }
      pending = data.alloc().directBuffer(data.readableBytes());
    }
    pending.writeBytes(data);
    return true;
  }

  /**
   * As {@link #send(Connection, ByteBuf)}, for what may be the last bytes.
   *
   * @param last whether the connection is closed as soon as they are out
   */
  public boolean send(Connection to, ByteBuf data, boolean last) {
    if (last && data.isReadable()) {
      to.announceEnd();
    }
    return send(to, data);
  }

  /**
   * Writes what waits.
   *
   * @return false if the connection is broken
   */
  public boolean flush(Connection to) {
    ByteBuf memory = pending;
    if (memory == null) {
      return true;
    }
    if (to.write(memory) == Connection.BROKEN) {
      return false;
    }
    if (!memory.isReadable()) {
      release();
    }
    return true;
  }

  /** Gives memory back; what waits is lost. */
  public void release() {
    if (pending != null) {
      pending.release();
      pending = null;
    }
  }
}
