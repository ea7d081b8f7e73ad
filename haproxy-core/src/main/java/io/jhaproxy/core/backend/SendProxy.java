package io.jhaproxy.core.backend;

import io.jhaproxy.core.net.ProxyProtocol;
import io.netty.buffer.ByteBuf;
import java.net.SocketAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code send-proxy}, {@code send-proxy-v2} and {@code proxy-v2-options} of a server.
 *
 * @param version 1 or 2; 0: no header
 * @param options words of proxy-v2-options
 */
public record SendProxy(int version, Set<String> options) {
  /** No header. */
  public static final SendProxy NONE = new SendProxy(0, Set.of());

  /** Copies the set. */
  public SendProxy {
    options = Set.copyOf(options);
  }

  /** Whether the header tells the stream's unique id. */
  public boolean wantsUniqueId() {
    return version == 2 && options.contains("unique-id");
  }

  /**
   * Appends the header of a connection for a client.
   *
   * @param uniqueId the stream's unique id, or null
   * @param namespace the name of the client's network namespace, or null
   */
  public void write(
      ByteBuf out,
      SocketAddress from,
      @Nullable SocketAddress to,
      byte @Nullable [] uniqueId,
      byte @Nullable [] namespace) {
    if (version == 1) {
      ProxyProtocol.writeLine(out, from, to);
    } else {
      ProxyProtocol.writeBinary(
          out, from, to, uniqueId, null, namespace, options.contains("crc32c"));
    }
  }
}
