package io.jhaproxy.core.generation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules of versions before 2.1 do to a request what their manuals said. */
class OldRulesAtWorkIT {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        // rule ~ in the request as the server gets it, or else in the client's answer
        "reqadd X-A:\\ b%c                                     ~ x-a: b%c",
        "reqadd X-A:\\ b if { path /a/x }                      ~ x-a: b",
        "reqdel ^X-Old:                                        ~ not: x-old",
        "reqidel ^x-oLD:                                       ~ not: x-old",
        "reqdel ^X-Old:\\ 1                                    ~ not: x-old",
        "reqdel ^X-Old:\\ 2                                    ~ x-old: 1",
        "reqirep ^Host:\\ (.*)\\.old Host:\\ \\1.new           ~ host: h.new",
        "reqrep ^([^\\ :]*)\\ /a/(.*) \\1\\ /b/\\2             ~ get /b/x?q=1 http/1.1",
        "reqdeny ^GET\\ /a                                     ~ http/1.1 403",
        "reqdeny ^[^\\ ]*\\ .*q=1                            ~ http/1.1 403",
        "reqideny ^HOST:\\ h                                   ~ http/1.1 403",
        "reqideny ^Host:\\ H                                   ~ http/1.1 403",
        "reqdeny X-Old                                         ~ http/1.1 403",
        "reqdeny ^X-Old: if { path /b } or { path /a/x }       ~ http/1.1 403",
        "reqdeny ^X-Old: unless { path /a/x }                  ~ get /a/x",
        "reqdeny ^X-Old: unless { path /b }                    ~ http/1.1 403",
        "block if { path /a/x }                                ~ http/1.1 403",
        "rspadd X-R:\\ s                                       ~ x-r: s",
        "rspdel ^Server:                                       ~ not: server",
        "rspirep ^Location:\\ http://(.*) Location:\\ https://\\1 ~ location: https://o/p",
        "rspdeny ^Location:                                    ~ http/1.1 502",
        "monitor-net 127.0.0.0/8                               ~ http/1.1 200",
      })
  void anOldRuleDoesWhatItDid(String rule, String expected) throws Exception {
    int port = EngineRun.freePort();
    try (ServerSocket origin = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        EngineRun run =
            new EngineRun(
                "defaults\n mode http\n timeout client 5s\n timeout server 5s\n"
                    + " timeout connect 5s\n"
                    + "listen l\n bind 127.0.0.1:"
                    + port
                    + "\n "
                    + rule.strip()
                    + "\n server s 127.0.0.1:"
                    + origin.getLocalPort()
                    + "\n")) {
      assertThat(run.engine).isNotNull();
      StringBuffer request = new StringBuffer();
      Thread server = new Thread(() -> answer(origin, request));
      server.start();
      String answer;
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
        client.setSoTimeout(10_000);
        String text =
            "GET /a/x?q=1 HTTP/1.1\r\nHost: h.old\r\nX-Old: 1\r\nConnection: close\r\n\r\n";
        client.getOutputStream().write(text.getBytes(ISO_8859_1));
        answer = new String(client.getInputStream().readAllBytes(), ISO_8859_1);
      }
      origin.close();
      server.join(10_000);
      String seen = (request + answer).toLowerCase(Locale.ROOT);
      String wanted = expected.strip();
      if (wanted.startsWith("not: ")) {
        assertThat(seen).contains("http/1.1 200").doesNotContain(wanted.substring(5) + ":");
      } else {
        assertThat(seen).contains(wanted);
      }
    }
  }

  private static void answer(ServerSocket origin, StringBuffer request) {
    try (Socket socket = origin.accept()) {
      int c;
      while (request.indexOf("\r\n\r\n") < 0 && (c = socket.getInputStream().read()) >= 0) {
        request.append((char) c);
      }
      socket
          .getOutputStream()
          .write(
              "HTTP/1.1 200 OK\r\nServer: a\r\nLocation: http://o/p\r\nContent-Length: 0\r\n\r\n"
                  .getBytes(ISO_8859_1));
    } catch (IOException closed) {
      if (!origin.isClosed()) {
        throw new UncheckedIOException(closed);
      }
    }
  }
}
