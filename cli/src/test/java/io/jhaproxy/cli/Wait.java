package io.jhaproxy.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for conditions with a limit, and the small network things that tests need. */
final class Wait {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private Wait() {}

  /** Waits until it is true; fails with what was expected. */
  static void until(Supplier<String> expected, BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + LIMIT + ": " + expected.get());
      }
      LockSupport.parkNanos(10_000_000);
    }
  }

  /** A port of the loopback address that nobody listens on. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }

  /** One HTTP/1.0 request; the whole answer. */
  static String get(int port, String path) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(("GET " + path + " HTTP/1.0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      return readAll(socket.getInputStream());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static String readAll(InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** The number in a pid file, or 0. */
  static long pidIn(Path file) {
    try {
      String text = Files.readString(file);
      return text.endsWith("\n") ? Long.parseLong(text.trim()) : 0;
    } catch (IOException notYet) {
      return 0;
    }
  }

  /** A file below /proc of a process, without the last line end. */
  static String proc(long pid, String file) {
    try {
      Path path = Path.of("/proc", Long.toString(pid), file);
      return Files.isSymbolicLink(path)
          ? Files.readSymbolicLink(path).toString()
          : Files.readString(path).stripTrailing();
    } catch (IOException gone) {
      return "";
    }
  }
}
