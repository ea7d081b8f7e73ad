package io.jhaproxy.vrrp.kernel;

import java.nio.charset.StandardCharsets;

/** The local system log: datagrams to /dev/log, opened again when the log daemon was restarted. */
public final class SystemLog implements AutoCloseable {
  private static final byte[] DEV_LOG = SocketAddresses.unix("/dev/log");

  private int fd = -1;

  /**
   * Sends one datagram, for example {@code <30>Nov 21 02:04:45 Keepalived[23]: text}.
   *
   * @return false if there is no log daemon; the message is then lost, as with syslog(3)
   */
  public boolean send(String datagram) {
    byte[] bytes = datagram.getBytes(StandardCharsets.UTF_8);
    for (int attempt = 0; attempt < 2; attempt++) {
      if (fd < 0 && !open()) {
        return false;
      }
      if (Libc.send(fd, bytes, bytes.length, Libc.MSG_NOSIGNAL | Libc.MSG_DONTWAIT) >= 0) {
        return true;
      }
      close();
    }
    return false;
  }

  private boolean open() {
    fd = Libc.socket(Libc.AF_UNIX, Libc.SOCK_DGRAM | Libc.SOCK_CLOEXEC, 0);
    if (fd >= 0 && Libc.connect(fd, DEV_LOG, DEV_LOG.length) < 0) {
      close();
    }
    return fd >= 0;
  }

  @Override
  public void close() {
    if (fd >= 0) {
      Libc.close(fd);
      fd = -1;
    }
  }
}
