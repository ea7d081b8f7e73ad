package io.jhaproxy.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random and nearly valid bytes. The buffers end where the bytes end, so a read behind them throws;
 * what lies behind the writer index must not change the verdict either.
 */
class H1FuzzTest {
  private static final String[] PIECES = {
    "GET ",
    "POST ",
    "/",
    " HTTP/1.1",
    " HTTP/1.0",
    "HTTP/1.1 200 OK",
    "\r\n",
    "\n",
    "\r",
    " ",
    "\t",
    "Host: a",
    "Content-Length: ",
    "Transfer-Encoding: ",
    "chunked",
    "Connection: ",
    "close",
    "keep-alive",
    "Upgrade: websocket",
    ",",
    ":",
    ";",
    "0",
    "5",
    "99999999999999999999",
    "\0",
    "\u00e9",
    "5\r\nhello\r\n",
    "0\r\n\r\n",
    "\r\n\r\n",
    "a: b\r\n",
    "Expect: 100-continue\r\n"
  };

  private final HttpHead head = new HttpHead();
  private final H1Body body = new H1Body();

  private static byte[] input(Random random) {
    if (random.nextInt(4) == 0) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      return bytes;
    }
    StringBuilder text = new StringBuilder();
    if (random.nextInt(3) > 0) {
      text.append(random.nextBoolean() ? "GET / HTTP/1.1\r\n" : "HTTP/1.1 200 OK\r\n");
    }
    for (int i = random.nextInt(20); i >= 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    if (random.nextBoolean() && bytes.length > 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  /** The same bytes followed by others that do not count. */
  private static ByteBuf withTail(byte[] bytes, String tail) {
    return Unpooled.buffer()
        .writeBytes(bytes)
        .writeBytes(tail.getBytes(StandardCharsets.US_ASCII))
        .writerIndex(bytes.length);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void headsNeverThrowAndNeverLookBehindTheEnd(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 50_000; round++) {
      byte[] bytes = input(random);
      boolean relaxed = random.nextInt(4) == 0;
      boolean response = random.nextInt(3) == 0;
      int verdict = parse(Unpooled.wrappedBuffer(bytes.clone()), response, relaxed);
      assertThat(verdict).isIn(H1Parser.INCOMPLETE, H1Parser.COMPLETE, 400, 413, 422);
      if (verdict == H1Parser.COMPLETE) {
        assertThat(head.headEnd).isBetween(1, bytes.length);
        head.writeTo(Unpooled.buffer(), !response);
      }
      for (String tail : new String[] {"\r\n\r\n", "\n\n", "x", " HTTP/1.1\r\n\r\n"}) {
        assertThat(parse(withTail(bytes, tail), response, relaxed))
            .as("%s before %s", new String(bytes, StandardCharsets.ISO_8859_1), tail)
            .isEqualTo(verdict);
      }
    }
  }

  private int parse(ByteBuf buffer, boolean response, boolean relaxed) {
    return response
        ? H1Parser.response(buffer, head, relaxed)
        : H1Parser.request(buffer, head, relaxed);
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void bodiesNeverThrowAndDoNotDependOnTheSplitting(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 50_000; round++) {
      byte[] bytes = input(random);
      ByteBuf buffer = Unpooled.wrappedBuffer(bytes);
      body.chunked(false);
      int taken = body.take(buffer, 0, bytes.length);
      boolean bad = body.isBad();
      boolean done = body.isDone();
      long counted = body.counted();
      assertThat(taken).isBetween(0, bytes.length);
      int split = random.nextInt(bytes.length + 1);
      body.chunked(false);
      int at = body.take(buffer, 0, split);
      at = at < split ? at : body.take(buffer, split, bytes.length);
      assertThat(at).isEqualTo(taken);
      assertThat(body.isBad()).isEqualTo(bad);
      assertThat(body.isDone()).isEqualTo(done);
      assertThat(body.counted()).isEqualTo(counted);
    }
  }
}
