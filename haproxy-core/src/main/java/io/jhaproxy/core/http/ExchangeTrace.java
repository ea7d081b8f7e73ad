package io.jhaproxy.core.http;

import io.jhaproxy.core.stream.StreamTrace;
import io.jhaproxy.core.stream.TraceFilter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What trace filters tell of one exchange; only where there are such filters. */
final class ExchangeTrace extends StreamTrace {
  private boolean headTold;
  private boolean requestEnded;
  private boolean responseEnded;
  private long requestTold;

  /** Tells what passes of a body and passes it on; what is sent again is told once. */
  private final class Pieces implements H1Body.Sink {
    private final boolean request;
    private final H1Body.@Nullable Sink next;
    private final long offset;
    private long position;

    Pieces(boolean request, long offset, H1Body.@Nullable Sink next) {
      this.request = request;
      this.offset = offset;
      this.next = next;
    }

    @Override
    public void content(ByteBuf buffer, int from, int count) {
      int known = request ? (int) Math.min(count, requestTold - position) : 0;
      position += count;
      if (count > known) {
        payload(request, offset + position - count + known, buffer, from + known, count - known);
      }
      if (request) {
        requestTold = Math.max(requestTold, position);
      }
      if (next != null) {
        next.content(buffer, from, count);
      }
    }

    @Override
    public void trailer(byte value) {
      if (next != null) {
        next.trailer(value);
      }
    }

    @Override
    public void trailerEnds() {
      if (next != null) {
        next.trailerEnds();
      }
    }
  }

  /**
   * An exchange begins.
   *
   * @param number the stream's
   * @param filters the frontend's, in order
   */
  ExchangeTrace(long number, List<TraceFilter> filters) {
    super(number, "HTTP", filters);
  }

  /** The request's head goes on its way; told once, also where it is sent again. */
  void request(HttpHead head) {
    if (!headTold) {
      headTold = true;
      head(true, head);
      if (!head.chunked && head.contentLength <= 0) {
        end(true);
      }
    }
  }

  /** The response's head passes. */
  void response(HttpHead head) {
    responseStarts();
    head(false, head);
  }

  private void head(boolean request, HttpHead head) {
    ByteBuf text = Unpooled.buffer();
    head.writeTo(text, request);
    String[] lines = text.toString(StandardCharsets.ISO_8859_1).split("\r\n");
    List<String> fields = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      fields.add(lines[i].substring(0, colon).toLowerCase(Locale.ROOT) + lines[i].substring(colon));
    }
    message("trace_http_headers", request, "\t" + lines[0], fields);
  }

  /** Tells the content of a body, and passes it on. */
  H1Body.Sink body(boolean request, HttpHead head, H1Body.@Nullable Sink next) {
    return new Pieces(request, head.countedLength(), next);
  }

  /** A message is complete; told once. */
  void end(boolean request) {
    if (!(request ? requestEnded : responseEnded)) {
      requestEnded |= request;
      responseEnded |= !request;
      message("trace_http_end", request, "", List.of());
    }
  }
}
