package io.jhaproxy.cli.process;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The service manager that started the process, if it listens: systemd with {@code Type=notify},
 * told over the datagram socket that the environment names (sd_notify(3)). The socket is opened at
 * the start, so that it is reached after chroot too. Safe from any thread.
 */
public final class ServiceManager {
  /** Where nobody listens. */
  private static final ServiceManager NOBODY = new ServiceManager(null, new byte[0]);

  private final @Nullable Socket socket;
  private final byte[] path;

  private ServiceManager(@Nullable Socket socket, byte[] path) {
    this.socket = socket;
    this.path = path;
  }

  /** The one that the environment names, or nobody. */
  public static ServiceManager ofEnvironment() {
    String name = System.getenv("NOTIFY_SOCKET");
    if (name == null || name.isEmpty()) {
      return NOBODY;
    }
    Epoll.ensureAvailability();
    byte[] path = name.getBytes(StandardCharsets.UTF_8);
    if (path[0] == '@') {
      path[0] = 0;
    }
    return new ServiceManager(Socket.newSocketDomainDgram(), path);
  }

  /** A manager that does not listen. */
  public static ServiceManager nobody() {
    return NOBODY;
  }

  /** The process serves. */
  public void ready() {
    tell("READY=1\nMAINPID=" + ProcessHandle.current().pid());
  }

  /** The process reads its configuration again; {@link #ready} ends that. */
  public void reloading() {
    tell("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1000);
  }

  /** The process is about to end. */
  public void stopping() {
    tell("STOPPING=1");
  }

  private synchronized void tell(String text) {
    Socket open = socket;
    if (open == null) {
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    try {
      int sent = open.sendToDomainSocket(buffer, 0, bytes.length, path);
      if (sent < 0) {
        throw new IOException("not sent");
      }
    } catch (IOException gone) {
      // A manager that does not listen any more need not be told.
      return;
    }
  }
}
