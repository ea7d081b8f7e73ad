package io.jhaproxy.vrrp.kernel;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Memory for {@code recvmsg}: one datagram, the sender's address and the control messages. Shared
 * by the sockets of one thread, so that receiving allocates nothing but the copy it hands out.
 */
public final class Reception implements AutoCloseable {
  private static final int NAME = 56;
  private static final int VECTOR = 96;
  private static final int CONTROL = 112;
  private static final int CONTROL_SIZE = 512;
  private static final int DATA = CONTROL + CONTROL_SIZE;

  private final int capacity;
  private final Memory memory;
  private int length;
  private int error;

  /** For datagrams of at most {@code capacity} bytes; longer ones are cut. */
  public Reception(int capacity) {
    this.capacity = capacity;
    this.memory = new Memory((long) DATA + capacity);
    this.memory.clear(DATA);
  }

  /** Receives one datagram; false if there is none (or the socket has an error, now cleared). */
  boolean receive(Socket socket) {
    memory.setPointer(0, memory.share(NAME));
    memory.setInt(8, 40);
    memory.setPointer(16, memory.share(VECTOR));
    memory.setLong(24, 1);
    memory.setPointer(32, memory.share(CONTROL));
    memory.setLong(40, CONTROL_SIZE);
    memory.setPointer(VECTOR, memory.share(DATA));
    memory.setLong(VECTOR + 8, capacity);
    long got = Libc.recvmsg(socket.fd(), memory, Libc.MSG_DONTWAIT);
    if (got < 0) {
      error = Native.getLastError();
      length = 0;
      return false;
    }
    error = 0;
    length = (int) Math.min(got, capacity);
    return true;
  }

  /** Whether the last receive failed because the kernel had dropped messages. */
  boolean overrun() {
    return error == Libc.ENOBUFS;
  }

  int length() {
    return length;
  }

  byte[] data(int from, int count) {
    return memory.getByteArray((long) DATA + from, count);
  }

  int unsignedByte(int offset) {
    return memory.getByte((long) DATA + offset) & 0xff;
  }

  /** The sender's {@code sockaddr}. */
  byte[] senderBytes(int from, int count) {
    return memory.getByteArray((long) NAME + from, count);
  }

  /** The content of a control message, or null. */
  @Nullable Pointer control(int level, int type) {
    long size = memory.getLong(40);
    long at = 0;
    while (at + 16 <= size) {
      long messageLength = memory.getLong(CONTROL + at);
      if (memory.getInt(CONTROL + at + 8) == level && memory.getInt(CONTROL + at + 12) == type) {
        return memory.share(CONTROL + at + 16);
      }
      if (messageLength < 16) {
        return null;
      }
      at += (messageLength + 7) & ~7L;
    }
    return null;
  }

  @Override
  public void close() {
    memory.close();
  }
}
