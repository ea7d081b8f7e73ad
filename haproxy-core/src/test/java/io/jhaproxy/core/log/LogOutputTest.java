package io.jhaproxy.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.jhaproxy.core.acl.StandardLibrary;
import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.rule.RecordedStream;
import io.jhaproxy.core.sample.Phase;
import io.jhaproxy.core.sample.TestSurroundings;
import io.jhaproxy.grammar.source.Location;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers, levels, sampling and cutting, through a real UDP socket. */
class LogOutputTest {
  private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
  private static final long NOW_MICROS = 1_795_237_933_796_177L;

  private DatagramSocket receiver;
  private LogSenders senders;

  @BeforeEach
  void open() throws Exception {
    receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    receiver.setSoTimeout(2000);
    senders = new LogSenders(13129, SEOUL);
  }

  @AfterEach
  void close() throws Exception {
    senders.close();
    receiver.close();
  }

  private LogTarget target(
      LogTarget.Format format,
      int length,
      List<List<Integer>> ranges,
      int size,
      int level,
      int min) {
    Address address =
        new Address.Inet(
            Address.Family.ANY,
            "127.0.0.1",
            Address.PortKind.FIXED,
            receiver.getLocalPort(),
            receiver.getLocalPort(),
            false);
    return new LogTarget(
        Location.NOWHERE,
        LogTarget.Kind.ADDRESS,
        address,
        "",
        length,
        format,
        ranges,
        size,
        17,
        level,
        min,
        true);
  }

  private LogTarget target(LogTarget.Format format) {
    return target(format, 1024, List.of(), 0, 7, 0);
  }

  private String receive() throws Exception {
    DatagramPacket packet = new DatagramPacket(new byte[65536], 65536);
    receiver.receive(packet);
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        "RFC3164  |    | <137>Nov 21 14:12:13 haproxy[13129]: hello",
        "RFC3164  | vm | <137>Nov 21 14:12:13 vm haproxy[13129]: hello",
        "LOCAL    | vm | <137>Nov 21 14:12:13 haproxy[13129]: hello",
        "RFC5424  |    | <137>1 2026-11-21T14:12:13.796177+09:00 - haproxy 13129 - - hello",
        "RFC5424  | vm | <137>1 2026-11-21T14:12:13.796177+09:00 vm haproxy 13129 - - hello",
        "RAW      |    | hello",
        "SHORT    |    | <1>hello",
        "TIMED    |    | <1>2026-11-21T14:12:13.796177+09:00 hello",
        "ISO      |    | 2026-11-21T14:12:13.796177+09:00 hello",
        "PRIORITY |    | <137>hello",
      })
  void headers(LogTarget.Format format, String host, String expected) throws Exception {
    LogOutput output = senders.output(List.of(target(format)), "haproxy", host);
    output.message(LogOutput.ALERT, "hello", NOW_MICROS);
    assertThat(receive()).isEqualTo(expected + "\n");
  }

  @Test
  void daysBelowTenAreFilledWithASpace() throws Exception {
    LogOutput output = senders.output(List.of(target(LogTarget.Format.RFC3164)), "haproxy", null);
    output.message(LogOutput.INFO, "x", 1_791_244_800_000_000L);
    assertThat(receive()).startsWith("<142>Oct  6 ");
  }

  @Test
  void levelsFilterAndMinimumCaps() throws Exception {
    LogTarget strict = target(LogTarget.Format.PRIORITY, 1024, List.of(), 0, 4, 3);
    LogOutput output = senders.output(List.of(strict), "haproxy", null);
    output.message(LogOutput.INFO, "dropped", NOW_MICROS);
    output.message(LogOutput.ALERT, "capped", NOW_MICROS);
    assertThat(output.wants(LogOutput.INFO)).isFalse();
    assertThat(receive()).isEqualTo("<139>capped\n");
  }

  @Test
  void longLinesAreCutButEnded() throws Exception {
    LogTarget small = target(LogTarget.Format.RAW, 10, List.of(), 0, 7, 0);
    senders.output(List.of(small), "haproxy", null).message(6, "0123456789abc", NOW_MICROS);
    assertThat(receive()).isEqualTo("012345678\n");
  }

  @Test
  void samplesTakeTheirRanges() throws Exception {
    LogTarget sampled =
        target(LogTarget.Format.RAW, 99, List.of(List.of(1, 1), List.of(3, 4)), 5, 7, 0);
    LogOutput output = senders.output(List.of(sampled), "haproxy", null);
    for (int i = 1; i <= 10; i++) {
      output.message(6, "m" + i, NOW_MICROS);
    }
    List<String> received = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      received.add(receive().strip());
    }
    assertThat(received).containsExactly("m1", "m3", "m4", "m6", "m8", "m9");
  }

  @Test
  void accessLinesAllocateNothing() throws Exception {
    LogFormatCompiler compiler = new LogFormatCompiler(StandardLibrary.create(), "vm", 1);
    LogFormat format =
        compiler.compile(
            LogFormatCompiler.HTTPLOG + " %[src] %[capture.req.uri]",
            Phase.LOG,
            new TestSurroundings());
    LogOutput output =
        senders.output(
            List.of(target(LogTarget.Format.RFC3164), target(LogTarget.Format.RFC5424)),
            "haproxy",
            null);
    RecordedStream stream = RecordedStream.request("GET /index.html HTTP/1.1", "Host: a");
    stream.status = 200;
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = Long.MAX_VALUE;
    // The first rounds run before the compiler has removed temporary objects.
    for (int round = 0; round < 20 && allocated > 0; round++) {
      long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
      for (int i = 0; i < 5000; i++) {
        output.access(stream, format, null, LogOutput.INFO);
      }
      allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }
    assertThat(allocated).as("bytes allocated by 5000 lines to two targets").isZero();
  }
}
