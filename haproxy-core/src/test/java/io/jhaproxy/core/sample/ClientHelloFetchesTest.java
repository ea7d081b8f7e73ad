package io.jhaproxy.core.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.core.acl.StandardLibrary;
import io.jhaproxy.core.rule.RecordedStream;
import io.jhaproxy.grammar.expression.SampleExpression;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client hello that arrives in parts tells nothing until it is whole, as in 2.6.12. */
class ClientHelloFetchesTest {
  private static byte[] hello() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, null, null);
    SSLEngine engine = context.createSSLEngine("one.example", 443);
    engine.setUseClientMode(true);
    engine.beginHandshake();
    ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), out);
    byte[] bytes = new byte[out.flip().remaining()];
    out.get(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "req.ssl_hello_type",
        "req.ssl_ver",
        "req.ssl_sni",
        "req.ssl_ec_ext",
        "req.ssl_st_ext"
      })
  void nothingIsKnownOfAPart(String fetch) throws Exception {
    byte[] bytes = hello();
    Expression expression =
        StandardLibrary.create().compile(SampleExpression.parse(fetch), new TestSurroundings());
    for (int length = 0; length < bytes.length; length++) {
      assertThat(isKnown(expression, bytes, length))
          .as("%s after %d bytes", fetch, length)
          .isFalse();
    }
    assertThat(isKnown(expression, bytes, bytes.length)).isTrue();
  }

  private static boolean isKnown(Expression expression, byte[] bytes, int length) {
    RecordedStream stream = RecordedStream.request("GET / HTTP/1.1");
    stream.body = Slice.of(Arrays.copyOf(bytes, length));
    return expression.evaluateText(stream, new Sample());
  }
}
