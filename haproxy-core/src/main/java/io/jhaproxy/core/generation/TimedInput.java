package io.jhaproxy.core.generation;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The client's side of a unix socket: what comes from it, with a limit to the time that nothing
 * comes. One thread reads, others may write.
 */
final class TimedInput extends InputStream {
  private static final int BUFFER = 64 * 1024;

  private final SocketChannel channel;
  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).flip();
  private final long patienceMillis;

  /**
   * Connects.
   *
   * @param patienceMillis how long nothing may come; {@link SocketTimeoutException} tells of it
   */
  TimedInput(String path, long patienceMillis) throws IOException {
    this.patienceMillis = patienceMillis;
    this.channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(Path.of(path)));
      channel.configureBlocking(false);
      this.selector = Selector.open();
      channel.register(selector, SelectionKey.OP_READ);
    } catch (IOException | RuntimeException refused) {
      channel.close();
      throw refused;
    }
  }

  /** Sends a few bytes. */
  void send(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    if (channel.write(bytes) < bytes.limit()) {
      throw new IOException("nobody reads");
    }
  }

  /** Whether something comes, or the other side leaves, within so many milliseconds. */
  boolean awaits(long millis) throws IOException {
    if (buffer.hasRemaining()) {
      return true;
    }
    try {
      selector.selectedKeys().clear();
      return selector.select(Math.max(1, millis)) > 0;
    } catch (ClosedSelectorException closed) {
      throw new IOException("it was closed", closed);
    }
  }

  private boolean fill() throws IOException {
    while (!buffer.hasRemaining()) {
      buffer.clear();
      int count = channel.read(buffer);
      buffer.flip();
      if (count < 0) {
        return false;
      }
      if (count == 0 && !awaits(patienceMillis)) {
        throw new SocketTimeoutException("nothing came for " + patienceMillis + " ms");
      }
    }
    return true;
  }

  @Override
  public int read() throws IOException {
    return fill() ? buffer.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(into, from, count);
    return count;
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}
