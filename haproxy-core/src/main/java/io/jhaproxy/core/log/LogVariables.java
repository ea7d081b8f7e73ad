package io.jhaproxy.core.log;

import io.jhaproxy.core.sample.Address;
import io.jhaproxy.core.sample.Ascii;
import io.jhaproxy.core.sample.SampleContext;
import io.jhaproxy.core.sample.Slice;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The log variables of manual 8.2.6, one entry each. */
final class LogVariables {
  private static final byte[] UNIX = Ascii.bytes("unix");

  private final Map<String, Factory> factories = new HashMap<>();

  /** Makes a part of a variable and its flags. */
  interface Factory {
    LogPart make(LogPart.Flags flags);
  }

  /** Appends the inside of a possibly quoted text. */
  interface Text {
    void append(LogSource source, LogLine line, boolean escape);
  }

  private interface AddressGetter {
    boolean get(SampleContext context, Address into);
  }

  private interface BytesGetter {
    boolean get(LogSource source, Slice into);
  }

  private interface NameGetter {
    byte @Nullable [] get(LogSource source);
  }

  LogVariables(String hostName, long pid) {
    address("ci", "cp", SampleContext::clientAddress);
    address("fi", "fp", SampleContext::frontendAddress);
    address("bi", "bp", SampleContext::backendAddress);
    address("si", "sp", SampleContext::serverAddress);
    dates();
    timers();
    counts();
    name("f", LogSource::frontendName);
    name(
        "b", source -> source.backendName() == null ? source.frontendName() : source.backendName());
    name("s", LogSource::loggedServerName);
    byte[] host = Ascii.bytes(hostName);
    name("H", source -> host);
    factories.put("pid", flags -> (source, line) -> padded(line, pid, 4, flags));
    text("ft", LogVariables::frontendTransport);
    factories.put(
        "tsc",
        flags ->
            (source, line) -> {
              termination(source, line);
              line.put(source.cookieReceived());
              line.put(source.cookieSent());
            });
    factories.put("ts", flags -> (source, line) -> termination(source, line));
    optional("CC", SampleContext::requestCookieCapture);
    optional("CS", SampleContext::responseCookieCapture);
    optional("ID", SampleContext::uniqueId);
    optional("sslv", SampleContext::clientTlsVersion);
    optional("sslc", SampleContext::clientTlsCipher);
    RequestLineParts.register(this);
    CaptureParts.register(factories);
  }

  /** The variable's factory, or null. */
  @Nullable Factory find(String name) {
    return factories.get(name);
  }

  /** Names of all variables. */
  Collection<String> names() {
    return factories.keySet();
  }

  /** Registers a text that is quoted as a whole by Q. */
  void text(String name, Text text) {
    factories.put(
        name,
        flags ->
            (source, line) -> {
              if (flags.quoted()) {
                line.put('"');
              }
              text.append(source, line, flags.escaped());
              if (flags.quoted()) {
                line.put('"');
              }
            });
  }

  private void address(String addressName, String portName, AddressGetter getter) {
    factories.put(
        addressName,
        flags ->
            (source, line) -> {
              if (!getter.get(source, line.address) || line.address.family() == Address.NONE) {
                missing(line, flags);
              } else if (line.address.family() == Address.UNIX) {
                quoted(line, UNIX, flags);
              } else if (flags.hexadecimal()) {
                hexAddress(line);
              } else {
                mark(line, flags);
                line.address(line.address);
                mark(line, flags);
              }
            });
    factories.put(
        portName,
        flags ->
            (source, line) -> {
              if (!getter.get(source, line.address) || line.address.family() == Address.NONE) {
                missing(line, flags);
              } else if (line.address.family() == Address.UNIX) {
                line.number(source.listenerId());
              } else if (flags.hexadecimal()) {
                line.hex(line.address.port(), 4);
              } else {
                line.number(line.address.port());
              }
            });
  }

  private static void hexAddress(LogLine line) {
    if (line.address.family() == Address.IPV6) {
      line.hex(line.address.high(), 16);
      line.hex(line.address.low(), 16);
    } else {
      line.hex(line.address.low(), 8);
    }
  }

  /** What stands for a text that does not exist. */
  static void missing(LogLine line, LogPart.Flags flags) {
    line.put(flags.quoted() ? '"' : '-');
    if (flags.quoted()) {
      line.put('"');
    }
  }

  private static void mark(LogLine line, LogPart.Flags flags) {
    if (flags.quoted()) {
      line.put('"');
    }
  }

  private static void quoted(LogLine line, byte[] text, LogPart.Flags flags) {
    mark(line, flags);
    line.put(text);
    mark(line, flags);
  }

  private void name(String name, NameGetter getter) {
    text(
        name,
        (source, line, escape) -> {
          byte[] bytes = getter.get(source);
          for (int i = 0; bytes != null && i < bytes.length; i++) {
            line.character(bytes[i] & 0xff, LogLine.RAW, escape);
          }
        });
  }

  private void optional(String name, BytesGetter getter) {
    factories.put(
        name,
        flags ->
            (source, line) -> {
              if (!getter.get(source, line.slice)) {
                missing(line, flags);
                return;
              }
              mark(line, flags);
              line.text(line.slice, LogLine.RAW, flags.escaped());
              mark(line, flags);
            });
  }

  private void dates() {
    plain("t", (source, line) -> line.dateMillis(source.acceptMillis()));
    plain("tr", (source, line) -> line.dateMillis(source.requestMillis()));
    plain("trg", (source, line) -> line.dateZone(source.requestMillis(), true));
    plain("trl", (source, line) -> line.dateZone(source.requestMillis(), false));
    plain("T", (source, line) -> line.dateZone(source.acceptMillis(), true));
    plain("Tl", (source, line) -> line.dateZone(source.acceptMillis(), false));
    factories.put(
        "Ts", flags -> (source, line) -> padded(line, source.acceptMillis() / 1000, 4, flags));
    factories.put(
        "ms",
        flags ->
            (source, line) -> {
              int millis = (int) Math.floorMod(source.acceptMillis(), 1000L);
              if (flags.hexadecimal()) {
                line.hex(millis, 2);
              } else {
                line.padded(millis, 3);
              }
            });
  }

  private static void padded(LogLine line, long value, int digits, LogPart.Flags flags) {
    if (flags.hexadecimal()) {
      line.hex(value, digits);
    } else {
      line.number(value);
    }
  }

  private void plain(String name, LogPart part) {
    factories.put(name, flags -> part);
  }

  private void timers() {
    timer("Th", LogSource::handshakeTime);
    timer("Ti", LogSource::idleTime);
    timer("TR", LogSource::requestTime);
    timer("Tw", LogSource::queueTime);
    timer("Tc", LogSource::connectTime);
    timer("Tr", LogSource::responseTime);
    timer("Tq", LogVariables::timeToRequest);
    timer("Td", LogVariables::dataTime);
    total(
        "Ta",
        source ->
            source.totalTime() - positive(source.idleTime()) - positive(source.handshakeTime()));
    total("Tt", LogSource::totalTime);
    total("Tu", source -> source.totalTime() - positive(source.idleTime()));
  }

  private static int positive(int time) {
    return Math.max(time, 0);
  }

  private static int timeToRequest(LogSource source) {
    return source.requestTime() < 0
        ? -1
        : positive(source.handshakeTime()) + positive(source.idleTime()) + source.requestTime();
  }

  /** Td is known once the response head (or for TCP the connection) is there. */
  private static int dataTime(LogSource source) {
    int parts = timeToRequest(source);
    if (source.connectTime() < 0 || source.responseTime() < 0) {
      return -1;
    }
    return source.totalTime()
        - positive(parts)
        - positive(source.queueTime())
        - source.connectTime()
        - source.responseTime();
  }

  private void timer(String name, ToIntFunction<LogSource> getter) {
    plain(name, (source, line) -> line.number(getter.applyAsInt(source)));
  }

  private void total(String name, ToIntFunction<LogSource> getter) {
    plain(
        name,
        (source, line) -> {
          if (source.early()) {
            line.put('+');
          }
          line.number(getter.applyAsInt(source));
        });
  }

  private void counts() {
    plain("ST", (source, line) -> line.number(source.status()));
    plain(
        "B",
        (source, line) -> {
          if (source.early()) {
            line.put('+');
          }
          line.number(source.bytesToClient());
        });
    count("U", LogSource::bytesFromClient);
    count("ac", LogSource::processConnections);
    count("fc", LogSource::frontendConnections);
    count("bc", LogSource::backendConnections);
    count("sc", LogSource::serverConnections);
    count("sq", LogSource::serverQueue);
    count("bq", LogSource::backendQueue);
    plain(
        "rc",
        (source, line) -> {
          if (source.redispatched()) {
            line.put('+');
          }
          line.number(source.retries());
        });
    factories.put("lc", flags -> (source, line) -> padded(line, source.logCounter(), 4, flags));
    factories.put("rt", flags -> (source, line) -> padded(line, source.requestCounter(), 4, flags));
  }

  private void count(String name, ToLongFunction<LogSource> getter) {
    plain(name, (source, line) -> line.number(getter.applyAsLong(source)));
  }

  private static void frontendTransport(LogSource source, LogLine line, boolean escape) {
    line.put(source.frontendName());
    if (source.clientTls()) {
      line.put('~');
    }
  }

  private static void termination(LogSource source, LogLine line) {
    line.put(source.terminationCause());
    line.put(source.terminationPhase());
  }
}
