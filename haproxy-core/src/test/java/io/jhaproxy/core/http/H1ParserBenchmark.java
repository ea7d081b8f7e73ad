package io.jhaproxy.core.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The parser of heads: a short request, one of a browser, a response. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class H1ParserBenchmark {
  private static final ByteBuf SHORT = buffer("GET /1k HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n\r\n");
  private static final ByteBuf BROWSER =
      buffer(
          "GET /images/logo.png?version=17 HTTP/1.1\r\nHost: www.example.com\r\n"
              + "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0\r\n"
              + "Accept: image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5\r\n"
              + "Accept-Language: en-US,en;q=0.5\r\nAccept-Encoding: gzip, deflate, br\r\n"
              + "Connection: keep-alive\r\nReferer: https://www.example.com/\r\n"
              + "Cookie: session=0123456789abcdef; SERVERID=s1\r\nCache-Control: no-cache\r\n\r\n");
  private static final ByteBuf RESPONSE =
      buffer(
          "HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\nDate: Mon, 30 Nov 2026 20:00:00 GMT\r\n"
              + "Content-Type: application/octet-stream\r\nContent-Length: 1024\r\n"
              + "Connection: keep-alive\r\nETag: \"0123-400\"\r\nAccept-Ranges: bytes\r\n\r\n");

  private final HttpHead head = new HttpHead();

  private static ByteBuf buffer(String text) {
    return Unpooled.directBuffer().writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A request with one field. */
  @Benchmark
  public int shortRequest() {
    return H1Parser.request(SHORT.readerIndex(0), head, false);
  }

  /** A request as a browser sends it. */
  @Benchmark
  public int browserRequest() {
    return H1Parser.request(BROWSER.readerIndex(0), head, false);
  }

  /** A response as a web server sends it. */
  @Benchmark
  public int response() {
    return H1Parser.response(RESPONSE.readerIndex(0), head, false);
  }
}
