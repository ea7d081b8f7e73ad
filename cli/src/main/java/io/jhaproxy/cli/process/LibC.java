package io.jhaproxy.cli.process;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the C library that Java has no word for. Loading this class loads JNA (about 60
 * ms), so it is touched only by what cannot do without. Numbers are those of Linux on x86-64.
 */
final class LibC {
  static final int RLIMIT_NOFILE = 7;
  static final int F_GETFL = 3;
  static final int F_SETFL = 4;
  static final int F_SETPIPE_SZ = 1031;
  static final int O_NONBLOCK = 2048;
  static final int O_RDWR = 2;
  static final int O_RDONLY = 0;
  static final int O_CLOEXEC = 0x80000;
  static final int CLONE_NEWNET = 0x40000000;

  static {
    Native.register(LibC.class, "libc.so.6");
  }

  private LibC() {}

  static native int socket(int domain, int type, int protocol) throws LastErrorException;

  static native int connect(int fd, Pointer address, int size) throws LastErrorException;

  static native int listen(int fd, int backlog) throws LastErrorException;

  static native int getsockname(int fd, Pointer address, Pointer size) throws LastErrorException;

  static native int getsockopt(int fd, int level, int option, Pointer value, Pointer size)
      throws LastErrorException;

  static native long sendmsg(int fd, Pointer message, int flags) throws LastErrorException;

  static native long recvmsg(int fd, Pointer message, int flags) throws LastErrorException;

  static native long read(int fd, Pointer bytes, long size) throws LastErrorException;

  static native long write(int fd, Pointer bytes, long size) throws LastErrorException;

  static native int close(int fd) throws LastErrorException;

  static native int setns(int fd, int type) throws LastErrorException;

  static native int unshare(int flags) throws LastErrorException;

  static native int prctl(int option, long a, long b, long c, long d) throws LastErrorException;

  static native int capset(Pointer header, Pointer data) throws LastErrorException;

  static native int setsid() throws LastErrorException;

  static native int open(String path, int flags) throws LastErrorException;

  static native int dup2(int from, int to) throws LastErrorException;

  static native int fcntl(int fd, int command, int argument) throws LastErrorException;

  static native int chroot(String path) throws LastErrorException;

  static native int chdir(String path) throws LastErrorException;

  static native int setuid(int uid) throws LastErrorException;

  static native int setgid(int gid) throws LastErrorException;

  static native int setgroups(long size, int @Nullable [] list) throws LastErrorException;

  static native int geteuid();

  static native int kill(int pid, int signal) throws LastErrorException;

  static native int setrlimit(int resource, Rlimit limit) throws LastErrorException;

  static native @Nullable Pointer getpwnam(String name);

  static native @Nullable Pointer getgrnam(String name);

  /** {@code struct rlimit}. */
  @Structure.FieldOrder({"current", "maximum"})
  public static final class Rlimit extends Structure {
    /** Soft limit. */
    public long current;

    /** Hard limit. */
    public long maximum;
  }
}
