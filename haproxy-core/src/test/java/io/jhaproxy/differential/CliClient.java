package io.jhaproxy.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Sends lines to a stats socket and reads the answers. */
final class CliClient {
  private static final int LIMIT_MILLIS = 5000;

  private CliClient() {}

  /** The answer to a line, until the program closes the connection. */
  static String ask(Path socket, String line) throws IOException {
    return converse(socket, line, LIMIT_MILLIS);
  }

  /**
   * Sends parts, each after the answer to the one before it has come; {@code ¶} is the end of a
   * line, {@code …} in the answer stands for a pause.
   */
  static String converse(Path socket, String parts, int quietMillis) throws IOException {
    StringBuilder answer = new StringBuilder();
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        Selector selector = Selector.open()) {
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      for (String part : parts.split("\\|\\|")) {
        channel.write(ByteBuffer.wrap(part.replace("¶", "\n").getBytes(ISO_8859_1)));
        if (!read(channel, selector, answer, quietMillis)) {
          return answer + "<closed>";
        }
        answer.append("…");
      }
    }
    return answer.toString();
  }

  /** Whether the connection is still open. */
  private static boolean read(
      SocketChannel channel, Selector selector, StringBuilder answer, int quietMillis)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(65536);
    while (true) {
      selector.selectedKeys().clear();
      if (selector.select(quietMillis) == 0) {
        return true;
      }
      bytes.clear();
      int count;
      try {
        count = channel.read(bytes);
      } catch (IOException reset) {
        return false;
      }
      if (count < 0) {
        return false;
      }
      answer.append(new String(bytes.array(), 0, count, ISO_8859_1));
    }
  }
}
