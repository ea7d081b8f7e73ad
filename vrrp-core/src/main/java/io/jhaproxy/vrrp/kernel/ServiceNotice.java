package io.jhaproxy.vrrp.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells systemd about the service's state (sd_notify(3)), if it started us and wants to know. */
public final class ServiceNotice {
  private ServiceNotice() {}

  /**
   * Sends a notice such as {@code READY=1}.
   *
   * @return whether there was somebody to tell: our parent is process 1 named systemd and gave us
   *     {@code NOTIFY_SOCKET}
   */
  public static boolean send(String state) {
    String path = System.getenv("NOTIFY_SOCKET");
    if (path == null || path.isEmpty() || !startedBySystemd()) {
      return false;
    }
    byte[] address = SocketAddresses.unix(path.startsWith("@") ? "\0" + path.substring(1) : path);
    int length = path.startsWith("@") ? address.length - 1 : address.length;
    int fd = Libc.socket(Libc.AF_UNIX, Libc.SOCK_DGRAM | Libc.SOCK_CLOEXEC, 0);
    if (fd < 0) {
      return false;
    }
    byte[] bytes = state.getBytes(StandardCharsets.UTF_8);
    long sent = Libc.sendto(fd, bytes, bytes.length, Libc.MSG_NOSIGNAL, address, length);
    Libc.close(fd);
    return sent == bytes.length;
  }

  private static boolean startedBySystemd() {
    long parent = ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
    try {
      return parent == 1 && Files.readString(Path.of("/proc/1/comm")).strip().equals("systemd");
    } catch (IOException noProc) {
      return false;
    }
  }
}
