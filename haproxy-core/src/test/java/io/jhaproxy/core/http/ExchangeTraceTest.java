package io.jhaproxy.core.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.core.stream.TraceFilter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What trace filters tell of an exchange, in the form of the reference. */
class ExchangeTraceTest {
  private final List<String> lines = new ArrayList<>();
  private final HttpHead head = new HttpHead();

  private TraceFilter filter(boolean quiet, boolean hexdump, boolean random) {
    return new TraceFilter(
        "TRACE", "f", "frontend", quiet, hexdump, random, lines::add, () -> 1796062670917946L);
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, ISO_8859_1);
  }

  private List<String> tell(TraceFilter filter) {
    ExchangeTrace trace = new ExchangeTrace(7, List.of(filter));
    trace.backend("b", List.of());
    H1Parser.request(
        bytes("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\n"), head, false);
    trace.request(head);
    trace.request(head);
    for (int attempt = 0; attempt < 2; attempt++) {
      trace.body(true, head, null).content(bytes("abc"), 0, 3);
    }
    trace.end(true);
    trace.end(true);
    trace.stop();
    return lines.stream().map(line -> line.replaceAll("strm 0x[0-9a-f]+", "strm S")).toList();
  }

  @Test
  void eachStepIsALine() {
    String begin = "1796062670.917946 [TRACE/f             ] ";
    String step = begin + "[strm S(7) 0x00000000 0x00000000] ";
    String front = "channel=REQUEST    - mode=HTTP  (frontend)";
    String back = "channel=REQUEST    - mode=HTTP  (backend)";
    assertThat(tell(filter(false, true, false)))
        .containsExactly(
            begin + "filter initialized [quiet=false - fwd random=false - hexdump=true]",
            step + "trace_attach             : filter-type=frontend",
            step + "trace_stream_start       ",
            step + "trace_chn_start_analyze  : " + front,
            step + "trace_stream_set_backend : backend=b",
            step + "trace_http_headers       : " + back + "\tPOST /a HTTP/1.1",
            step + "\thost: h",
            step + "\tcontent-length: 3",
            step + "trace_http_payload       : " + back + " - offset=55 - len=3 - forward=3",
            "\t0x000000: 61 62 63                                            |abc|",
            step + "trace_http_end           : " + back,
            step + "trace_chn_end_analyze    : " + back,
            step + "trace_chn_end_analyze    : " + back.replace("REQUEST ", "RESPONSE"),
            step + "trace_stream_stop        ",
            step + "trace_detach             : filter-type=frontend");
  }

  @Test
  void aQuietOneSaysNothing() {
    assertThat(tell(filter(true, false, true))).isEmpty();
  }

  /** As the reference does. */
  @Test
  void aQuietOneDumps() {
    assertThat(tell(filter(true, true, false)))
        .containsExactly("\t0x000000: 61 62 63                                            |abc|");
  }

  @Test
  void piecesOfChanceAreAllThereIs() {
    int sum = 0;
    for (String line : tell(filter(false, false, true))) {
      if (line.contains("forward=")) {
        sum += Integer.parseInt(line.substring(line.indexOf("forward=") + 8));
      }
    }
    assertThat(sum).isEqualTo(3);
  }
}
