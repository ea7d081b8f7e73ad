package io.jhaproxy.vrrp.kernel;

/** What a process may ask the kernel for itself: priority, memory that stays, namespaces. */
public final class Scheduling {
  private static final int MCL_CURRENT = 1;
  private static final int MCL_FUTURE = 2;
  private static final int MCL_ONFAULT = 4;
  private static final int PRIO_PROCESS = 0;
  private static final int SCHED_RR = 2;
  private static final int RESET_ON_FORK = 0x40000000;
  private static final int RLIMIT_RTTIME = 15;
  private static final int CLONE_NEWNET = 0x40000000;

  private Scheduling() {}

  /** Sets the mask of modes for files created from now on. */
  public static void fileModeMask(int mask) {
    Libc.umask(mask);
  }

  /**
   * Locks the process's present and future memory, as it comes into use: the virtual machine
   * reserves much more than it touches.
   */
  public static void lockMemory() throws KernelException {
    KernelException.check(Libc.mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT), "mlockall");
  }

  /** Sets the nice value (-20..19) of the calling thread. */
  public static void nice(int value) throws KernelException {
    KernelException.check(Libc.setpriority(PRIO_PROCESS, 0, value), "setpriority");
  }

  /** Puts the calling thread under realtime scheduling (1..99); its children are not. */
  public static void realtime(int priority) throws KernelException {
    KernelException.check(
        Libc.sched_setscheduler(0, SCHED_RR | RESET_ON_FORK, new int[] {priority}),
        "sched_setscheduler");
  }

  /** Longest realtime run without a blocking call, in microseconds. */
  public static void realtimeLimit(long micros) throws KernelException {
    KernelException.check(
        Libc.setrlimit(RLIMIT_RTTIME, new long[] {micros, micros}), "setrlimit RTTIME");
  }

  /** Binds the calling thread to processors. */
  public static void affinity(Iterable<Integer> processors) throws KernelException {
    byte[] mask = new byte[128];
    for (int processor : processors) {
      mask[processor / 8] |= (byte) (1 << processor % 8);
    }
    KernelException.check(Libc.sched_setaffinity(0, mask.length, mask), "sched_setaffinity");
  }

  /**
   * Moves the calling thread into the named network namespace of {@code ip netns}. Threads that
   * exist already stay where they are, so this is the first step of a process.
   */
  public static void networkNamespace(String name) throws KernelException {
    int fd = KernelException.check(Libc.open("/run/netns/" + name, 0, 0), "/run/netns/" + name);
    try {
      KernelException.check(Libc.setns(fd, CLONE_NEWNET), "setns " + name);
    } finally {
      Libc.close(fd);
    }
  }
}
