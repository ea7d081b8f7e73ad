package io.jhaproxy.vrrp.kernel;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the C library that this room calls. They return what C returns; {@link
 * KernelException#check} turns -1 into an exception. Numbers are Linux's and the same on x86-64 and
 * aarch64. Loading this class loads JNA (about 60 ms).
 */
final class Libc {
  static final int AF_UNIX = 1;
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;
  static final int AF_NETLINK = 16;
  static final int AF_PACKET = 17;
  static final int SOCK_DGRAM = 2;
  static final int SOCK_RAW = 3;
  static final int SOCK_NONBLOCK = 0x800;
  static final int SOCK_CLOEXEC = 0x80000;
  static final int MSG_DONTWAIT = 0x40;
  static final int MSG_NOSIGNAL = 0x4000;
  static final int MSG_TRUNC = 0x20;
  static final int EAGAIN = 11;
  static final int EINTR = 4;
  static final int EEXIST = 17;
  static final int ENODEV = 19;
  static final int ENOBUFS = 105;
  static final int POLLIN = 1;

  static {
    Native.register(Libc.class, "libc.so.6");
  }

  private Libc() {}

  static native int socket(int domain, int type, int protocol);

  static native int bind(int fd, byte[] address, int length);

  static native int connect(int fd, byte[] address, int length);

  static native int setsockopt(int fd, int level, int name, byte[] value, int length);

  static native long send(int fd, byte[] data, long length, int flags);

  static native long sendto(int fd, byte[] data, long length, int flags, byte[] to, int toLength);

  static native long recvmsg(int fd, Pointer message, int flags);

  static native long read(int fd, byte[] data, long length);

  static native long write(int fd, byte[] data, long length);

  static native int open(String path, int flags, int mode);

  static native int close(int fd);

  static native int ppoll(Pointer fds, long count, Pointer timeout, Pointer mask);

  static native int eventfd(int initial, int flags);

  static native int inotify_init1(int flags);

  static native int inotify_add_watch(int fd, String path, int mask);

  static native int dup2(int from, int to);

  static native int fcntl(int fd, int command, int argument);

  static native int sigaction(int signal, Pointer action, Pointer before);

  static native int mkfifo(String path, int mode);

  static native int chown(String path, int uid, int gid);

  static native int umask(int mask);

  static native int setns(int fd, int type);

  static native int unshare(int flags);

  static native int mlockall(int flags);

  static native int setpriority(int which, int who, int priority);

  static native int sched_setscheduler(int pid, int policy, int[] parameter);

  static native int sched_setaffinity(int pid, long size, byte[] mask);

  static native int setrlimit(int resource, long[] limits);

  static native int kill(int pid, int signal);

  static native @Nullable Pointer getpwnam(String name);

  static native @Nullable Pointer getgrnam(String name);
}
