package io.jhaproxy.gates;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.jhaproxy.core.acl.ConditionCompiler;
import io.jhaproxy.core.acl.StandardLibrary;
import io.jhaproxy.core.rule.RecordedStream;
import io.jhaproxy.core.sample.Expression;
import io.jhaproxy.core.sample.Library;
import io.jhaproxy.core.sample.Phase;
import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.sample.Scratch;
import io.jhaproxy.core.sample.TestSurroundings;
import io.jhaproxy.grammar.expression.SampleExpression;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Constants, simple fetches, common converters and conditions allocate nothing. */
class ExpressionAllocationTest {
  private static final int WARM_UP = 20_000;
  private static final int MEASURED = 20_000;
  private static final int ROUNDS = 10;
  private static final Library LIBRARY = StandardLibrary.create();

  private final RecordedStream stream =
      RecordedStream.request(
          "GET /images/logo.gif?x=1&y=a%20b HTTP/1.1",
          "Host: www.Example.com:8080",
          "X-M: 1.2.3.4, a b",
          "X-N: 12",
          "Cookie: a=1; b=2",
          "Accept-Language: fr;q=0.5, en-us, de;q=0.9");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "always_true",
        "bool(true)",
        "int(5)",
        "str(abc)",
        "bin(0a0b)",
        "ipv4(1.2.3.4)",
        "date",
        "uuid",
        "src",
        "src_port",
        "dst",
        "fe_name",
        "fe_id",
        "method",
        "url",
        "path",
        "query",
        "base",
        "base32",
        "base32+src",
        "url32",
        "req.ver",
        "hdr(host)",
        "hdr(x-m,1)",
        "hdr_cnt(x-m)",
        "hdr_val(x-n)",
        "hdr_ip(x-m,1)",
        "req.fhdr(x-m)",
        "req.hdr_names",
        "cook(b)",
        "urlp(y)",
        "nbsrv(b)",
        "srv_is_up(b/s)",
        "str(5),add(3)",
        "path,lower",
        "path,length",
        "src,ipmask(24)",
        "hdr(host),host_only",
        "path,bytes(1,4)",
        "path,field(2,/)",
        "urlp(y),url_dec",
        "path,hex",
        "path,base64",
        "str(YWI=),b64dec",
        "path,crc32",
        "path,djb2(1)",
        "path,xxh32",
        "path,xxh64",
        "path,xxh3",
        "req.hdrs,xxh3",
        "date,http_date",
        "always_true,iif(a,b)",
        "src,add(1)",
        "req.fhdr(accept-language),language(de;en)",
        "path,concat(-,,x)",
        "path,json",
        "path,url_enc"
      })
  void expression(String text) throws Exception {
    Expression expression = LIBRARY.compile(SampleExpression.parse(text), new TestSurroundings());
    Sample sample = new Sample();
    Scratch scratch = stream.scratch();
    measure(
        () -> {
          long mark = scratch.mark();
          boolean found = expression.evaluateText(stream, sample);
          scratch.reset(mark);
          return found;
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ path /a /b /images/logo.gif }",
        "{ path_beg -i /IMAGES }",
        "{ path_end .png .gif }",
        "{ path_sub logo }",
        "{ path_dir images }",
        "{ hdr(host) -i www.example.com:8080 }",
        "{ hdr_dom(host) -i example.com }",
        "{ src 10.0.0.0/8 127.0.0.1 }",
        "{ src_port 1024: }",
        "{ hdr_val(x-n) gt 5 }",
        "{ hdr_cnt(x-m) 2 }",
        "{ method POST GET }",
        "METH_GET !METH_POST",
        "{ cook(b) 2 }",
        "{ urlp(x) 1 }",
        "{ path,lower -m beg /images }",
        "HTTP_1.1 || FALSE"
      })
  void condition(String text) throws Exception {
    List<String> words = List.of(("if " + text).split(" "));
    var test =
        new ConditionCompiler(LIBRARY, new TestSurroundings(), List.of())
            .compile(words, Phase.HTTP_REQUEST);
    measure(() -> test.holds(stream));
  }

  /** One evaluation; true if it came to a result. */
  private interface Evaluation {
    boolean run();
  }

  private static void measure(Evaluation evaluation) {
    assertThat(evaluation.run()).isTrue();
    run(evaluation, WARM_UP);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    // The steady state counts: a round in which the compiler was still busy is measured again.
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS && least >= MEASURED; round++) {
      long before = threads.getThreadAllocatedBytes(thread);
      run(evaluation, MEASURED);
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
    }
    assertThat(least / MEASURED).as("bytes per evaluation").isZero();
  }

  private static void run(Evaluation evaluation, int times) {
    for (int i = 0; i < times; i++) {
      evaluation.run();
    }
  }
}
