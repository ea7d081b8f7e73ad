package io.jhaproxy.cli.process;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;

/**
 * The one thread that can still read configuration files and bind addresses after the process gave
 * up its rights (chroot, user): it has a root directory of its own and keeps the capabilities that
 * reading and binding need, and no others. Linux has both per thread. In HAProxy this is what the
 * master process is kept for.
 *
 * <p>Start it before {@link Privileges#drop}, and call {@link #settle} after it. Threads that a
 * task starts inherit the rights: tasks start none.
 */
public final class Outpost {
  private static final int CLONE_FS = 0x200;
  private static final int PR_SET_KEEPCAPS = 8;
  private static final int CAPABILITY_VERSION = 0x20080522;

  /** CHOWN, DAC_OVERRIDE, DAC_READ_SEARCH, FOWNER, KILL, NET_BIND_SERVICE, NET_ADMIN, NET_RAW. */
  private static final int[] KEPT = {0, 1, 2, 3, 5, 10, 12, 13};

  private final BlockingQueue<Runnable> tasks = new ArrayBlockingQueue<>(16);

  private Outpost() {}

  /**
   * Starts the thread.
   *
   * @param apart whether the process is about to give up rights; else it is a thread like others
   */
  public static Outpost start(boolean apart) throws InterruptedException {
    Outpost made = new Outpost();
    CountDownLatch ready = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              if (apart) {
                made.separate();
              }
              ready.countDown();
              made.work();
            },
            "reload");
    thread.setDaemon(true);
    thread.start();
    ready.await();
    return made;
  }

  private void separate() {
    try {
      LibC.unshare(CLONE_FS);
      LibC.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0);
    } catch (LastErrorException refused) {
      // Without root there is nothing to keep: reloads do what the process may do.
      return;
    }
  }

  private void work() {
    try {
      while (true) {
        tasks.take().run();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes up the kept capabilities, after the process gave up its user; waits until it is done. */
  public void settle() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    execute(
        () -> {
          keep();
          done.countDown();
        });
    done.await();
  }

  private static void keep() {
    int wanted = 0;
    for (int capability : KEPT) {
      wanted |= 1 << capability;
    }
    // Two structures of header and data, each for 32 capabilities: effective, permitted, inherited.
    try (Memory header = new Memory(8);
        Memory data = new Memory(24)) {
      header.setInt(0, CAPABILITY_VERSION);
      header.setInt(4, 0);
      data.clear();
      data.setInt(0, wanted);
      data.setInt(4, wanted);
      LibC.capset(header, data);
    } catch (LastErrorException refused) {
      // It never had them: then reloads do what the process may do.
      return;
    }
  }

  /** Runs something on the thread, behind what it has to do already. */
  public void execute(Runnable task) {
    tasks.add(task);
  }
}
