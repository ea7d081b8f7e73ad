package io.jhaproxy.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where bodies end; {@link Wire} explains the signs. */
class H1BodyTest {
  private final H1Body body = new H1Body();

  private String verdict(int taken) {
    return body.isBad() ? "bad" : body.isDone() ? "done " + taken : "more";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          0¶¶                            | done 5
          0␊␊                            | done 3
          5¶hello¶0¶¶                    | done 15
          5␊hello␊0␊␊                    | done 11
          5¶hello¶0¶¶GET /               | done 15
          005¶hello¶00¶¶                 | done 18
          A¶0123456789¶a¶0123456789¶0¶¶  | done 35
          5;a=b¶hello¶0;x¶¶              | done 21
          5 ;a¶hello¶0¶¶                 | done 18
          5␉¶hello¶0¶¶                   | done 16
          5¶hello¶0¶A: b¶C: d¶¶          | done 27
          5¶hello¶0¶A: b␊␊               | done 19
          5¶hello¶0¶                     | more
          5¶hello¶                       | more
          5¶hel                          | more
          5                              | more
          G¶                             | bad
          -5¶                            | bad
          +5¶                            | bad
          ¶                              | bad
          ;a¶                            | bad
          0x5¶                           | bad
          5¶hello0¶¶                     | bad
          5¶hello␍x                      | bad
          5␍x                            | bad
          5¶hello¶0¶␍x                   | bad
          10000000000000000¶             | bad
          ffffffffffffffff1¶             | bad
          """)
  void endsChunkedBodies(String message, String verdict) {
    ByteBuf bytes = Wire.buffer(message);
    body.chunked(false);
    assertThat(verdict(body.take(bytes, 0, bytes.writerIndex()))).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          5¶hello¶0¶¶                        | false
          5;a=b¶hello¶0¶A: b¶¶               | false
          5 ;a¶hello¶0¶¶                     | false
          5¶hel                              | false
          5 x¶hello¶0¶¶                      | true
          5␊hello¶0¶¶                        | true
          5¶hello␊0¶¶                        | true
          5¶hello¶0␊¶                        | true
          5¶hello¶0¶A: b␊¶                   | true
          5¶hello¶0¶A b¶¶                    | true
          5¶hello¶0¶: b¶¶                    | true
          5¶hello¶0¶Transfer-Encoding: x¶¶   | true
          5¶hello¶0¶Transfer-Encodin: x¶¶    | false
          zz¶                                | true
          """)
  void aRequestsChunksAreJudgedBeforeTheyAreForwarded(String message, boolean broken) {
    ByteBuf bytes = Wire.buffer(message);
    assertThat(H1Body.isBroken(bytes, 0, bytes.writerIndex())).isEqualTo(broken);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          5¶hello¶0¶¶NEXT
          5;a="b;c"¶hello¶a ¶0123456789¶0;y¶A: b¶ c¶D: e␊¶NEXT
          5␊hello␊0␊A: b␊␊NEXT
          3¶a¶b¶0¶¶NEXT
          3¶abcd¶0¶¶
          5␍¶hello¶0¶¶
          """)
  void theSplittingOfTheBytesDoesNotMatter(String message) {
    ByteBuf bytes = Wire.buffer(message);
    int size = bytes.writerIndex();
    body.chunked(false);
    int whole = body.take(bytes, 0, size);
    String verdict = verdict(whole);
    long counted = body.counted();
    for (int first = 0; first <= size; first++) {
      for (int second = first; second <= size; second++) {
        body.chunked(false);
        int at = body.take(bytes, 0, first);
        at = at < first ? at : body.take(bytes, first, second);
        at = at < second ? at : body.take(bytes, second, size);
        assertThat(verdict(at)).as("split at %d and %d", first, second).isEqualTo(verdict);
        assertThat(body.counted()).as("split at %d and %d", first, second).isEqualTo(counted);
      }
    }
  }

  @Test
  void aLengthEndsItself() {
    ByteBuf bytes = Wire.buffer("hello world");
    body.length(5);
    assertThat(body.take(bytes, 0, 3)).isEqualTo(3);
    assertThat(body.isDone()).isFalse();
    assertThat(body.take(bytes, 3, 11)).isEqualTo(5);
    assertThat(body.isDone()).isTrue();
    assertThat(body.take(bytes, 5, 11)).as("nothing more belongs to it").isEqualTo(5);
    assertThat(body.counted()).isEqualTo(5);
  }

  @Test
  void emptyBodiesAreDoneAtOnce() {
    body.none();
    assertThat(body.isDone()).isTrue();
    body.length(0);
    assertThat(body.isDone()).isTrue();
  }

  @Test
  void onlyABodyWithoutFramingEndsWithTheConnection() {
    body.untilClose();
    ByteBuf bytes = Wire.buffer("hello");
    assertThat(body.take(bytes, 0, 5)).isEqualTo(5);
    assertThat(body.isDone()).isFalse();
    assertThat(body.closed()).isTrue();
    body.length(5);
    assertThat(body.closed()).isFalse();
    body.chunked(false);
    assertThat(body.closed()).isFalse();
  }

  @Test
  void lengthsBeyondTheIntegerRangePass() {
    body.length(5_000_000_000L);
    ByteBuf bytes = Wire.buffer("x".repeat(1000));
    assertThat(body.take(bytes, 0, 1000)).isEqualTo(1000);
    assertThat(body.isDone()).isFalse();
  }

  @Test
  void anEndlessSizeLineIsRefused() {
    body.chunked(false);
    ByteBuf bytes = Wire.buffer("5;" + "x".repeat(20_000));
    body.take(bytes, 0, bytes.writerIndex());
    assertThat(body.isBad()).isTrue();
  }

  @Test
  void endlessZerosBeforeASizeAreNotTakenForItsEnd() {
    body.chunked(false);
    ByteBuf bytes = Wire.buffer("0".repeat(100) + "5¶hello¶0¶¶");
    assertThat(verdict(body.take(bytes, 0, bytes.writerIndex())))
        .isEqualTo("done " + bytes.writerIndex());
  }
}
