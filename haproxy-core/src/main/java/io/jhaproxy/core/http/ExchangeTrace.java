package io.jhaproxy.core.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What trace filters tell of one exchange; only where there are such filters. */
final class ExchangeTrace {
  private final int id = System.identityHashCode(this);
  private final List<TraceFilter> filters = new ArrayList<>();
  private String side = "frontend";
  private boolean requestEnded;
  private boolean responseEnded;

  /** A part of the exchange's bodies on its way. */
  private final class Pieces implements H1Body.Sink {
    private final String channel;
    private final H1Body.@Nullable Sink next;
    private long offset;

    Pieces(String channel, long offset, H1Body.@Nullable Sink next) {
      this.channel = channel;
      this.offset = offset;
      this.next = next;
    }

    @Override
    public void content(ByteBuf buffer, int from, int count) {
      for (TraceFilter filter : filters) {
        filter.payload(id, where(channel), offset, buffer, from, count);
      }
      offset += count;
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

  private String where(String channel) {
    return String.format("channel=%-10s - mode=HTTP  (%s)", channel, side);
  }

  private void all(String what, String details) {
    filters.forEach(filter -> filter.event(id, what, details));
  }

  /** A proxy of the exchange has filters. */
  void attach(List<TraceFilter> more) {
    for (TraceFilter filter : more) {
      filters.add(filter);
      filter.event(id, "trace_attach", "filter-type=" + filter.side());
      filter.event(id, "trace_stream_start", "");
      filter.event(id, "trace_chn_start_analyze", where("REQUEST"));
    }
  }

  /** The backend is chosen. */
  void backend(String name) {
    all("trace_stream_set_backend", "backend=" + name);
    side = "backend";
  }

  /** A head passes. */
  void head(boolean request, HttpHead head) {
    String channel = request ? "REQUEST" : "RESPONSE";
    ByteBuf text = Unpooled.buffer();
    head.writeTo(text, request);
    String[] lines = text.toString(StandardCharsets.ISO_8859_1).split("\r\n");
    for (TraceFilter filter : filters) {
      if (!request) {
        filter.event(id, "trace_chn_start_analyze", where(channel));
      }
      filter.event(id, "trace_http_headers", where(channel) + "\t" + lines[0]);
      for (int i = 1; i < lines.length; i++) {
        filter.more(id, lines[i]);
      }
    }
  }

  /** Tells the content of a body, and passes it on. */
  H1Body.Sink body(boolean request, HttpHead head, H1Body.@Nullable Sink next) {
    return new Pieces(request ? "REQUEST" : "RESPONSE", head.countedLength(), next);
  }

  /** A message is complete; told once. */
  void end(boolean request) {
    if (request ? requestEnded : responseEnded) {
      return;
    }
    requestEnded |= request;
    responseEnded |= !request;
    all("trace_http_end", where(request ? "REQUEST" : "RESPONSE"));
  }

  /** The exchange is over. */
  void stop() {
    all("trace_chn_end_analyze", where("REQUEST"));
    all("trace_chn_end_analyze", where("RESPONSE"));
    all("trace_stream_stop", "");
    filters.forEach(filter -> filter.event(id, "trace_detach", "filter-type=" + filter.side()));
    filters.clear();
  }
}
