package io.jhaproxy.core.rule;

import io.jhaproxy.core.log.LogFormat;
import io.jhaproxy.core.log.LogLine;
import io.jhaproxy.core.sample.Slice;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.ZoneId;
import java.util.Arrays;

/** A format string of a rule (header value, redirect location, body), compiled. */
public final class RuleText {
  /** Longest text, bytes; what is longer is cut. */
  private static final int CAPACITY = 64 * 1024;

  /** One line per thread: rules run to their end on one worker and never nest. */
  private static final ThreadLocal<Work> WORK = ThreadLocal.withInitial(Work::new);

  private static final ThreadLocal<LogLine> NESTED =
      ThreadLocal.withInitial(() -> new LogLine(CAPACITY, ZoneId.systemDefault()));

  private final LogFormat format;

  RuleText(LogFormat format) {
    this.format = format;
  }

  /** Work memory of a thread. */
  private static final class Work {
    final LogLine line = new LogLine(CAPACITY, ZoneId.systemDefault());
    final ByteBuf bytes = Unpooled.wrappedBuffer(line.bytes());
    final Slice slice = new Slice();
  }

  /** The text as a slice that is valid until the next text is made on this thread. */
  public Slice render(RuleContext context) {
    Work work = WORK.get();
    work.line.clear();
    format.append(context, work.line);
    return work.slice.set(work.bytes, 0, work.line.length());
  }

  /** The text as an array of its own, also while another text is being made. */
  public byte[] bytes(RuleContext context) {
    LogLine line = NESTED.get();
    line.clear();
    format.append(context, line);
    return Arrays.copyOf(line.bytes(), line.length());
  }

  /** Appends the text to a buffer. */
  public void append(RuleContext context, ByteBuf to) {
    Slice text = render(context);
    to.writeBytes(text.buffer(), text.offset(), text.length());
  }
}
