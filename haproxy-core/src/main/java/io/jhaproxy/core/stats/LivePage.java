package io.jhaproxy.core.stats;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The page that brings itself up to date: one static file, which asks for {@code ;json} every two
 * seconds and draws what has changed. It needs nothing but the statistics page's own address.
 */
final class LivePage {
  private LivePage() {}

  /** Appends the file. */
  static void write(ByteBuf out) {
    try (InputStream file = LivePage.class.getResourceAsStream("live.html")) {
      if (file == null) {
        throw new IOException("live.html is missing");
      }
      out.writeBytes(file.readAllBytes());
    } catch (IOException damaged) {
      throw new UncheckedIOException(damaged);
    }
  }
}
