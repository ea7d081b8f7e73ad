package io.jhaproxy.core.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhaproxy.core.acl.StandardLibrary;
import io.jhaproxy.core.rule.RecordedStream;
import io.jhaproxy.core.sample.Address;
import io.jhaproxy.core.sample.Phase;
import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.core.sample.TestSurroundings;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Log lines; the expected texts are what HAProxy 2.6.12 wrote for the same streams. */
class LogFormatTest {
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

  private static String log(String format, RecordedStream stream, ZoneId zone) throws Exception {
    LogFormatCompiler compiler = new LogFormatCompiler(StandardLibrary.create(), "vm", 7752);
    LogLine line = new LogLine(4096, zone);
    line.clear();
    compiler.compile(format, Phase.LOG, new TestSurroundings()).append(stream, line);
    return line.toString();
  }

  /** curl's request of the recording: a quote in the path, a bracket in the query. */
  private static RecordedStream forwarded() {
    RecordedStream stream = RecordedStream.request("GET /a\"b%20c?q=1&r=] HTTP/1.1", "Host: h");
    stream.backendName = "b1".getBytes();
    stream.loggedServer = "s1".getBytes();
    stream.status = 200;
    stream.bytes = 85;
    stream.client = new Address().setIpv4(0x7f000001, 34030);
    stream.frontend = new Address().setIpv4(0x7f000001, 18005);
    stream.backend = new Address().setIpv4(0x7f000001, 40616);
    stream.server = new Address().setIpv4(0x7f000001, 18100);
    return stream;
  }

  private static RecordedStream captured() {
    RecordedStream stream = forwarded();
    stream.requestCaptures.add(Slice.of("127.0.0.1:18005"));
    stream.requestCaptures.add(Slice.of("a\"b]c\\d"));
    stream.responseCaptures.add(Slice.of("foo"));
    return stream;
  }

  private static RecordedStream bad() {
    RecordedStream stream = new RecordedStream();
    stream.status = 400;
    stream.termination = "PR--";
    stream.timers = new int[] {0, 0, -1, -1, -1, -1, 0};
    stream.requestCaptures.add(null);
    stream.responseCaptures.add(null);
    return stream;
  }

  private static RecordedStream tcp() {
    RecordedStream stream = forwarded();
    stream.request = null;
    stream.requestLine = null;
    stream.frontendName = "f4";
    stream.timers = new int[] {0, 0, 0, 1, 0, 0, 1};
    stream.bytes = 82;
    return stream;
  }

  static Stream<Arguments> lines() {
    return Stream.of(
        Arguments.of(
            "httplog",
            LogFormatCompiler.HTTPLOG,
            forwarded(),
            "127.0.0.1:34030 [21/Nov/2026:04:48:51.631] f1 b1/s1 0/0/0/0/0 200 85 - - ---- 2/1/0/0/0"
                + " 0/0 \"GET /a#22b%20c?q=1&r=] HTTP/1.1\""),
        Arguments.of(
            "httplog with captures",
            LogFormatCompiler.HTTPLOG,
            captured(),
            "127.0.0.1:34030 [21/Nov/2026:04:48:51.631] f1 b1/s1 0/0/0/0/0 200 85 - - ---- 2/1/0/0/0"
                + " 0/0 {127.0.0.1:18005|a#22b]c\\d} {foo} \"GET /a#22b%20c?q=1&r=] HTTP/1.1\""),
        Arguments.of(
            "httplog of a bad request",
            LogFormatCompiler.HTTPLOG,
            bad(),
            "127.0.0.1:36040 [21/Nov/2026:04:48:51.631] f1 f1/<NOSRV> -1/-1/-1/-1/0 400 0 - - PR--"
                + " 2/1/0/0/0 0/0 \"<BADREQ>\""),
        Arguments.of(
            "tcplog",
            LogFormatCompiler.TCPLOG,
            tcp(),
            "127.0.0.1:34030 [21/Nov/2026:04:48:51.631] f4 b1/s1 1/0/1 82 -- 2/1/0/0/0 0/0"),
        Arguments.of(
            "clf",
            LogFormatCompiler.CLFLOG,
            forwarded(),
            "127.0.0.1 - - [21/Nov/2026:04:48:51 +0000] \"GET /a#22b%20c?q=1&r=] HTTP/1.1\" 200 85 \"\""
                + " \"\" 34030 631 \"f1\" \"b1\" \"s1\" 0 0 0 0 0 ---- 2 1 0 0 0 0 0 \"\" \"\" "),
        Arguments.of(
            "captures as lists and cut request lines",
            "%{+Q}o %hr %hs %hrl %hsl %r %HM %HP %HPO %HU %HV %HQ",
            captured(),
            "\"{127.0.0.1:18005|a#22b]c\\d}\" \"{foo}\" \"127.0.0.1:18005\" \"a#22b]c\\d\" \"foo\" \"GET"
                + " /a#22b%20c?q=1&r=] HTTP/1.1\" \"GET\" \"/a#22b%20c\" \"/a#22b%20c\""
                + " \"/a#22b%20c?q=1&r=]\" \"HTTP/1.1\" \"?q=1&r=]\""),
        Arguments.of(
            "an asterisk has no path and no query",
            "%r %HM %HP %HPO %HU %HV %HQ %ft",
            RecordedStream.request("OPTIONS * HTTP/1.0"),
            "OPTIONS * HTTP/1.0 OPTIONS *  * HTTP/1.0  f1"),
        Arguments.of(
            "absolute target",
            "%HP %HPO %HU %HQ",
            RecordedStream.request("GET http://hh/p?q HTTP/1.0"),
            "http://hh/p /p http://hh/p?q ?q"),
        Arguments.of(
            "no server, no captures, not quoted",
            "%bi %bp %si %sp %CC %CS %hr %hs %hrl %hsl %r %ID %sslv %sslc %% x",
            bad(),
            "- - - - - - <BADREQ> - - - % x"),
        Arguments.of(
            "the same, quoted",
            "%{+Q}o %bi %bp %si %sp %CC %CS %hr %r %ID %sslv",
            bad(),
            "\"\" \"\" \"\" \"\" \"\" \"\" \"<BADREQ>\" \"\" \"\""),
        Arguments.of(
            "timers of a bad request",
            "%TR %Tw %Tc %Tr %Ta %Tt %Th %Ti %Tq %Td %Tu",
            bad(),
            "-1 -1 -1 -1 0 0 0 0 -1 -1 0"),
        Arguments.of(
            "unique id in hexadecimal",
            "%{+X}o %ci:%cp_%fi:%fp_%Ts_%rt:%pid",
            forwarded(),
            "7F000001:84EE_7F000001:4655_6B0122B3_0006:1E48"),
        Arguments.of(
            "hexadecimal where it applies",
            "%{+X}o %lc %ST %{-X}cp %ms|%[src]|%{+X}[int(255)]",
            forwarded(),
            "0000 200 34030 277|127.0.0.1|255"),
        Arguments.of(
            "samples",
            "%[src]|%{+Q}[src]|%{+Q}[var(txn.no)]|%[var(txn.no)]|%[capture.req.uri,hex]|%[str()]|%{+Q}[str()]|%[src,ipmask(8)]|%[bool(true)]|%{+Q}[capture.req.uri]",
            forwarded(),
            "127.0.0.1|\"127.0.0.1\"|\"\"|-|2F612262253230633F713D3126723D5D|-|\"\"|127.0.0.0|1|\"/a\"b%20c?q=1&r=]\""),
        Arguments.of(
            "escapes",
            "%{+E}[capture.req.uri]|%{+Q,+E}r|%{-Q}hr",
            forwarded(),
            "/a\\\"b%20c?q=1&r=\\]|\"GET /a#22b%20c?q=1&r=\\] HTTP/1.1\"|"),
        Arguments.of(
            "spaces merge, also around what prints nothing",
            "  a  b   %hr   c",
            forwarded(),
            "a b c"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lines")
  void writesWhatHaproxyWrites(String name, String format, RecordedStream stream, String expected)
      throws Exception {
    assertThat(log(format, stream, UTC)).isEqualTo(expected);
  }

  @Test
  void encodesControlAndHighBytesAndDelimitersOfCaptures() throws Exception {
    RecordedStream stream = RecordedStream.request("GET /a?b=\u00c3\u00a9#\"{}|x`\\~ HTTP/1.1");
    stream.requestCaptures.add(RecordedStream.latin("a\u00c3\u00a9{b}|\"#\\ ~\tz"));
    stream.requestCaptures.add(Slice.of("12345"));
    assertThat(log("%{+Q}hr %{+Q,+E}r", stream, UTC))
        .isEqualTo(
            "\"{a#C3#A9#7Bb#7D#7C#22#23\\ ~#09z|12345}\" \"GET /a?b=#C3#A9#23#22{}|x`\\\\~ HTTP/1.1\"");
  }

  @Test
  void plusSignsMarkEarlyLinesAndRedispatches() throws Exception {
    RecordedStream stream = forwarded();
    stream.early = true;
    stream.retries = 3;
    stream.redispatched = true;
    assertThat(log("%TR/%Tw/%Tc/%Tr/%Ta %Tt %B %rc", stream, UTC))
        .isEqualTo("0/0/0/0/+0 +0 +85 +3");
  }

  @Test
  void datesAreLocalOrGreenwich() throws Exception {
    assertThat(log("%t %tr %trg %trl %T %Tl %Ts %ms", forwarded(), SEOUL))
        .isEqualTo(
            "21/Nov/2026:13:48:51.631 21/Nov/2026:13:48:51.631 21/Nov/2026:04:48:51 +0000"
                + " 21/Nov/2026:13:48:51 +0900 21/Nov/2026:04:48:51 +0000 21/Nov/2026:13:48:51 +0900"
                + " 1795236531 631");
  }

  @Test
  void connectLineOfProxiesWithoutLogOption() throws Exception {
    LogFormatCompiler compiler = new LogFormatCompiler(StandardLibrary.create(), "vm", 1);
    LogLine line = new LogLine(4096, UTC);
    line.clear();
    RecordedStream stream = forwarded();
    stream.frontendName = "f3";
    compiler.connect(true, new TestSurroundings()).append(stream, line);
    assertThat(line.toString())
        .isEqualTo("Connect from 127.0.0.1:34030 to 127.0.0.1:18005 (f3/HTTP)");
  }

  @Test
  void errorsNameWhatIsMeant() {
    assertThatThrownBy(() -> log("%zz", forwarded(), UTC))
        .hasMessageContaining("no such format variable 'zz'");
    assertThatThrownBy(() -> log("%[sr]", forwarded(), UTC))
        .hasMessageContaining("unknown fetch method 'sr'; did you mean");
    assertThatThrownBy(() -> log("100% x", forwarded(), UTC)).hasMessageContaining("near");
    assertThatThrownBy(() -> log("%[path]", forwarded(), UTC))
        .hasMessageContaining("needs 'HTTP request headers' which is not available here");
  }
}
