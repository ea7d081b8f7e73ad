package io.jhaproxy.core.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * Messages as tests write them: ¶ is CR LF, ␍ CR, ␊ LF, ␉ HT, ␠ a space that must not be trimmed, ␀
 * NUL; everything else is ISO 8859-1.
 */
final class Wire {
  private Wire() {}

  static String text(String written) {
    return written
        .replace("¶", "\r\n")
        .replace('␍', '\r')
        .replace('␊', '\n')
        .replace('␉', '\t')
        .replace('␠', ' ')
        .replace('␀', '\0');
  }

  static String written(String text) {
    return text.replace("\r\n", "¶")
        .replace('\r', '␍')
        .replace('\n', '␊')
        .replace('\t', '␉')
        .replace('\0', '␀');
  }

  static byte[] bytes(String written) {
    return text(written).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A heap buffer with exactly these bytes, so that reading beyond them throws. */
  static ByteBuf buffer(String written) {
    return Unpooled.wrappedBuffer(bytes(written));
  }
}
