package io.jhaproxy.core.rule;

import io.jhaproxy.core.sample.Slice;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * An answer that a rule composes instead of a server: status, header lines and a body. Reused, one
 * per {@link RuleContext}; the stream copies what it needs during {@link RuleContext#answer}. The
 * stream writes the status line, the header lines as they are here, what its connection needs
 * ({@code connection: close}), the empty line and, except to HEAD, the body.
 */
public final class HttpAnswer {
  /** Status code 100..999. */
  public int status;

  /**
   * Complete header lines, each ended by CR LF, content-length included. The buffer is this
   * object's own and keeps its memory.
   */
  public final ByteBuf headers = Unpooled.buffer(1024);

  /** Body; may be empty, may point at constant memory of the rule. */
  public final Slice body = new Slice();

  /** True if the client's connection shall not be kept after this answer. */
  public boolean close;

  /** The message that is sent instead of the above, or null. */
  public @Nullable ErrorFile file;

  /** Creates an empty answer. */
  public HttpAnswer() {}

  /** An answer of the same content with memory of its own. */
  public HttpAnswer copy() {
    HttpAnswer copy = new HttpAnswer().start(status);
    copy.headers.writeBytes(headers, headers.readerIndex(), headers.readableBytes());
    copy.body.set(Slice.of(body.toByteArray()));
    copy.close = close;
    copy.file = file;
    return copy;
  }

  /** Makes it an answer of this status without headers and body. */
  public HttpAnswer start(int status) {
    this.status = status;
    headers.clear();
    body.clear();
    close = false;
    file = null;
    return this;
  }
}
