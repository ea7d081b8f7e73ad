package io.jhaproxy.core.stream;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What trace filters tell of one stream (manual 9.1); there is one only where there are such
 * filters. Belongs to the stream's worker.
 */
public class StreamTrace {
  private final List<TraceFilter> filters = new ArrayList<>();
  private final String stream;
  private final String mode;
  private String side = "frontend";
  private boolean requestEnded;
  private boolean responseEnded;

  /**
   * A stream begins.
   *
   * @param number the stream's, as {@code %rt} has it
   * @param mode {@code HTTP} or {@code TCP}
   * @param those the frontend's filters, in order
   */
  public StreamTrace(long number, String mode, List<TraceFilter> those) {
    this.stream =
        String.format(
            "[strm 0x%x(%d) 0x00000000 0x00000000]", System.identityHashCode(this), number);
    this.mode = mode;
    filters.addAll(those);
    for (TraceFilter filter : those) {
      filter.event(stream, "trace_attach", "filter-type=frontend");
      filter.event(stream, "trace_stream_start", "");
      filter.event(stream, "trace_chn_start_analyze", where(true));
    }
  }

  /**
   * The backend is chosen.
   *
   * @param more its filters, unless the frontend's are meant
   */
  public void backend(String name, List<TraceFilter> more) {
    for (TraceFilter filter : more) {
      filters.add(filter);
      filter.event(stream, "trace_attach", "filter-type=" + filter.side());
    }
    all("trace_stream_set_backend", "backend=" + name);
    side = "backend";
    for (TraceFilter filter : more) {
      filter.event(stream, "trace_chn_start_analyze", where(true));
    }
  }

  /** The response begins. */
  public void responseStarts() {
    all("trace_chn_start_analyze", where(false));
  }

  /** An event of all filters, with further lines. */
  protected void message(String what, boolean request, String first, List<String> more) {
    for (TraceFilter filter : filters) {
      filter.event(stream, what, where(request) + first);
      more.forEach(line -> filter.more(stream, line));
    }
  }

  /**
   * A piece of a body or of a connection passes.
   *
   * @param offset where it begins behind the message's head; 0 in mode TCP
   */
  public void payload(boolean request, long offset, ByteBuf buffer, int from, int count) {
    String what = "trace_" + mode.toLowerCase(Locale.ROOT) + "_payload";
    for (TraceFilter filter : filters) {
      filter.payload(stream, what, where(request), offset, buffer, from, count);
    }
  }

  /** One direction is over; told once. */
  public void directionEnds(boolean request) {
    if (!(request ? requestEnded : responseEnded)) {
      requestEnded |= request;
      responseEnded |= !request;
      all("trace_chn_end_analyze", where(request));
    }
  }

  /** The stream is over. */
  public void stop() {
    directionEnds(true);
    if (side.equals("backend")) {
      directionEnds(false);
    }
    filters.stream()
        .filter(filter -> !filter.isFrontend())
        .forEach(filter -> filter.event(stream, "trace_detach", "filter-type=backend"));
    filters.removeIf(filter -> !filter.isFrontend());
    all("trace_stream_stop", "");
    all("trace_detach", "filter-type=frontend");
    filters.clear();
  }

  private String where(boolean request) {
    String channel = request ? "REQUEST" : "RESPONSE";
    return String.format("channel=%-10s - mode=%-5s (%s)", channel, mode, side);
  }

  private void all(String what, String details) {
    filters.forEach(filter -> filter.event(stream, what, details));
  }
}
