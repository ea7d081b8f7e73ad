package io.jhaproxy.vrrp.kernel;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Lines from a descriptor that {@link Poller} found readable. No thread waits in a read: the
 * virtual machine would wait 0.3 s for such a thread when it ends.
 */
public final class LineInput {
  private final int fd;
  private final Consumer<String> lines;
  private final ByteArrayOutputStream partial = new ByteArrayOutputStream();

  /** Reads the descriptor; it stays the caller's. */
  public LineInput(int fd, Consumer<String> lines) {
    this.fd = fd;
    this.lines = lines;
  }

  /** Takes what is there; false at the end of the input. */
  public boolean read() {
    byte[] bytes = new byte[1024];
    long count = Libc.read(fd, bytes, bytes.length);
    for (int i = 0; i < count; i++) {
      if (bytes[i] == '\n') {
        lines.accept(partial.toString(StandardCharsets.UTF_8));
        partial.reset();
      } else {
        partial.write(bytes[i]);
      }
    }
    return count > 0;
  }
}
