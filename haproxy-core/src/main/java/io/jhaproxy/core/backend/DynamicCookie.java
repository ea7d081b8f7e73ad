package io.jhaproxy.core.backend;

import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.core.sample.XxHash;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Cookies that follow from a server's address (manual 4.2, {@code cookie ... dynamic}). */
public final class DynamicCookie {
  private DynamicCookie() {}

  /**
   * The value for a server.
   *
   * @param secret {@code dynamic-cookie-key}
   * @param address where the server is; resolved
   */
  public static String value(String secret, InetSocketAddress address) {
    ByteBuf bytes = Unpooled.buffer();
    bytes.writeBytes(secret.getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(address.getAddress().getAddress()).writeInt(address.getPort());
    return String.format("%016x", XxHash.hash64(new Slice().set(bytes, 0, bytes.writerIndex()), 0));
  }
}
