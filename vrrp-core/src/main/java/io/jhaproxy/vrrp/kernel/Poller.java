package io.jhaproxy.vrrp.kernel;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;

/**
 * Waits for descriptors with nanosecond time limits ({@code ppoll}). One thread waits; every thread
 * may {@link #wakeUp}. A daemon has some tens of descriptors, so that nothing better is needed.
 */
public final class Poller implements AutoCloseable {
  private static final int EFD_FLAGS = Libc.SOCK_CLOEXEC | Libc.SOCK_NONBLOCK;
  private static final byte[] ONE = {1, 0, 0, 0, 0, 0, 0, 0};

  private record Entry(int fd, Runnable readable) {}

  private final List<Entry> entries = new ArrayList<>();
  private final int wakeUp;
  private Memory table = new Memory(8 * 16);
  private final Memory timeout = new Memory(16);

  /** A poller without descriptors. */
  public Poller() throws KernelException {
    wakeUp = KernelException.check(Libc.eventfd(0, EFD_FLAGS), "eventfd");
  }

  /** Calls {@code readable} from {@link #await} whenever the descriptor has something to read. */
  public void add(int fd, Runnable readable) {
    entries.add(new Entry(fd, readable));
  }

  /** Forgets a descriptor; to be called before it is closed. */
  public void remove(int fd) {
    entries.removeIf(entry -> entry.fd == fd);
  }

  /** Ends the present or the next {@link #await}. Any thread. */
  public void wakeUp() {
    Libc.write(wakeUp, ONE, 8);
  }

  /**
   * Waits until a descriptor is readable, for at most {@code nanos} (0: not at all), and runs what
   * was registered for each readable one.
   *
   * @return whether any descriptor was readable
   */
  public boolean await(long nanos) {
    List<Entry> now = List.copyOf(entries);
    fill(now);
    timeout.setLong(0, nanos / 1_000_000_000L);
    timeout.setLong(8, nanos % 1_000_000_000L);
    int ready = Libc.ppoll(table, now.size() + 1L, timeout, Pointer.NULL);
    if (ready <= 0) {
      return false;
    }
    if (table.getShort(6) != 0) {
      Libc.read(wakeUp, new byte[8], 8);
    }
    for (int i = 0; i < now.size(); i++) {
      if (table.getShort(8L * (i + 1) + 6) != 0 && entries.contains(now.get(i))) {
        now.get(i).readable.run();
      }
    }
    return true;
  }

  private void fill(List<Entry> now) {
    if (table.size() < 8L * (now.size() + 1)) {
      table.close();
      table = new Memory(16L * (now.size() + 1));
    }
    set(0, wakeUp);
    for (int i = 0; i < now.size(); i++) {
      set(i + 1, now.get(i).fd);
    }
  }

  private void set(int slot, int fd) {
    table.setInt(8L * slot, fd);
    table.setShort(8L * slot + 4, (short) Libc.POLLIN);
    table.setShort(8L * slot + 6, (short) 0);
  }

  @Override
  public void close() {
    Libc.close(wakeUp);
    table.close();
    timeout.close();
  }
}
