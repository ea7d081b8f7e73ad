package io.jhaproxy.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.core.acl.StandardLibrary;
import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.rule.RecordedStream;
import io.jhaproxy.core.sample.Phase;
import io.jhaproxy.core.sample.TestSurroundings;
import io.jhaproxy.grammar.source.Location;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.DomainDatagramSocketAddress;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines as their readers see them: a Unix socket like /dev/log, and halog. */
class LogPeersTest {
  static {
    Epoll.ensureAvailability();
  }

  private static final ZoneId UTC = ZoneId.of("UTC");

  @TempDir Path folder;

  private static LogTarget target(Address address) {
    return new LogTarget(
        Location.NOWHERE,
        LogTarget.Kind.ADDRESS,
        address,
        "",
        1024,
        LogTarget.Format.RFC3164,
        List.of(),
        0,
        16,
        7,
        0,
        true);
  }

  @Test
  void unixDatagramSocketsReceive() throws Exception {
    Path path = folder.resolve("log");
    Socket receiver = Socket.newSocketDomainDgram();
    receiver.bind(new DomainSocketAddress(path.toFile()));
    try (LogSenders senders = new LogSenders(42, UTC)) {
      LogOutput output =
          senders.output(List.of(target(new Address.Unix(path.toString()))), "haproxy", null);
      output.message(LogOutput.NOTICE, "Proxy a started.\n", 1_795_236_531_000_000L);
      ByteBuffer buffer = ByteBuffer.allocateDirect(1024);
      DomainDatagramSocketAddress from =
          receiver.recvFromDomainSocket(buffer, 0, buffer.capacity());
      byte[] text = new byte[from.receivedAmount()];
      buffer.get(0, text);
      assertThat(new String(text, StandardCharsets.ISO_8859_1))
          .isEqualTo("<133>Nov 21 04:48:51 haproxy[42]: Proxy a started.\n");
      assertThat(senders.dropped()).isZero();
    } finally {
      receiver.close();
    }
  }

  @Test
  void anAbsentReceiverOnlyCounts() throws Exception {
    try (LogSenders senders = new LogSenders(42, UTC)) {
      Address nowhere = new Address.Unix(folder.resolve("absent").toString());
      senders.output(List.of(target(nowhere)), "haproxy", null).message(6, "x", 0);
      assertThat(senders.dropped()).isEqualTo(1);
    }
  }

  @Test
  void halogReadsTheLines() throws Exception {
    Path halog = Path.of("/usr/bin/halog");
    Assumptions.assumeTrue(
        Files.isExecutable(halog) || "required".equals(System.getProperty("peers")),
        "halog is not installed");
    LogFormatCompiler compiler = new LogFormatCompiler(StandardLibrary.create(), "vm", 42);
    LogFormat format =
        compiler.compile(LogFormatCompiler.HTTPLOG, Phase.LOG, new TestSurroundings());
    SyslogHeader header = new SyslogHeader("haproxy", 42, "vm", false);
    LogLine line = new LogLine(2048, UTC);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      RecordedStream stream = RecordedStream.request("GET /page" + i % 2 + " HTTP/1.1");
      stream.backendName = "b1".getBytes(StandardCharsets.US_ASCII);
      stream.loggedServer = "s1".getBytes(StandardCharsets.US_ASCII);
      stream.status = i < 7 ? 200 : 503;
      stream.timers = new int[] {0, 0, 1, 0, 2, 30, 40};
      line.clear();
      header.append(LogTarget.Format.RFC3164, 16, 6, stream.accepted * 1000, line);
      line.written();
      format.append(stream, line);
      // A syslog daemon strips the priority.
      lines.append(line.toString().replaceFirst("^<\\d+>", "")).append('\n');
    }
    assertThat(run(halog, "-st", lines)).contains("200 7").contains("503 3");
    assertThat(run(halog, "-srv", lines)).contains("b1/s1");
    assertThat(run(halog, "-u", lines)).contains("/page0").contains("/page1");
  }

  private String run(Path halog, String option, CharSequence lines) throws Exception {
    Path input = Files.writeString(folder.resolve("lines"), lines);
    Process process =
        new ProcessBuilder(halog.toString(), "-q", option)
            .redirectInput(input.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
