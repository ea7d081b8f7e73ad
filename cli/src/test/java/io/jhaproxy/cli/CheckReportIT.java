package io.jhaproxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.cli.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code -c} for tools: {@code --format} and {@code --modernize}. */
class CheckReportIT {
  private static final String BROKEN =
      """
      defaults
        mode http
        timeut client 5s
        contimeout 5000 # ms
      listen 한 :8999
        option forceclose
        acl a hdr(한) foo bar(
      """;

  @TempDir Path folder;

  @Test
  void json() throws IOException {
    Path file = Files.writeString(folder.resolve("a.cfg"), BROKEN);
    Result result = Program.jhaproxy().run("-c", "--format=json", "-f", file.toString());
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.messages()).isEmpty();
    assertThat(result.out().lines().toList())
        .startsWith("{\"version\":\"2.6.12-jhaproxy-0.1.0\",\"status\":1,\"findings\":[")
        .contains(
            finding(
                "ALERT",
                "unknown-word",
                file + "\",\"line\":3,\"column\":3,\"endColumn\":9",
                "unknown keyword 'timeut' in 'defaults' section; did you mean 'timeout' maybe ?",
                "timeout"),
            finding(
                "WARNING",
                "old-form",
                file + "\",\"line\":4,\"column\":3,\"endColumn\":13",
                "'contimeout' is an old form; use 'timeout connect 5000'.",
                "timeout connect 5000"))
        .endsWith("]}");
  }

  private static String finding(
      String severity, String code, String place, String message, String suggestion) {
    return "{\"severity\":\"%s\",\"code\":\"%s\",\"file\":\"%s,\"message\":\"%s\",\"suggestion\":\"%s\"},"
        .formatted(severity, code, place, message, suggestion);
  }

  @Test
  void sarifCanBeReadByAnother() throws IOException {
    Peer.require("python3");
    Path file = Files.writeString(folder.resolve("a.cfg"), BROKEN);
    Result result = Program.jhaproxy().run("-c", "--format=sarif", "-f", file.toString());
    Path log = Files.writeString(folder.resolve("a.sarif"), result.out());
    String script =
        """
        import json, sys
        run, = json.load(open(sys.argv[1]))["runs"]
        for r in run["results"]:
            region = r["locations"][0]["physicalLocation"]["region"]
            print(r["level"], r["ruleId"], region["startLine"], region.get("endColumn", 0))
        """;
    Result read = new Program("python3").run("-c", script, log.toString());
    assertThat(read.out().lines().toList())
        .contains("error unknown-word 3 9", "warning old-form 4 13", "warning old-form 6 9");
  }

  @Test
  void theReferenceAcceptsWhatIsModernized() throws IOException {
    Path file = folder.resolve("old.cfg");
    Files.writeString(
        file,
        """
        # of 2009
        defaults
          mode http
          contimeout 5000
          clitimeout 50000
          srvtimeout 50000
          redispatch
        listen web 127.0.0.1:8999
          balance
          option forceclose  # close
          reqadd X-Forwarded-Proto:\\ http if { src 10.0.0.0/8 }
          reqidel ^X-Old:
          reqirep ^Host:\\ (.*)\\.old Host:\\ \\1.new
          reqrep ^([^\\ :]*)\\ /a/(.*) \\1\\ /b/\\2
          reqideny ^[^\\ ]*\\ .*\\.exe unless { path /x }
          rspidel ^Server:
          block if { path /y }
          monitor-net 10.0.0.1/32
          appsession JSESSIONID len 52 timeout 3h
          grace 10s
          option http_proxy\
        """);
    assertThat(Program.reference().run("-c", "-f", file.toString()).status()).isEqualTo(1);
    Result modern = Program.jhaproxy().run("-c", "--modernize", file.toString());
    assertThat(modern.out()).startsWith("# of 2009\n").contains("option httpclose  # close\n");
    Path newFile = Files.writeString(folder.resolve("new.cfg"), modern.out());
    Result reference = Program.reference().run("-c", "-f", newFile.toString());
    assertThat(reference.status()).as(modern.out() + reference.err()).isZero();
    Result again = Program.jhaproxy().run("-c", "--modernize", newFile.toString());
    assertThat(again.out()).isEqualTo(modern.out());
  }

  @ParameterizedTest
  @CsvSource({"--format=xml -c -f a", "--format=json -f a", "--modernize a", "-c --modernize"})
  void misuse(String line) {
    Result result = Program.jhaproxy().run(List.of(line.split(" ")).toArray(new String[0]));
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("Usage: jhaproxy");
  }
}
