package io.jhaproxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.cli.Program.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code log file@} and {@code format json} of the whole program, in a chroot and without root. */
class LogFileIT {
  private static final String CONFIG =
      """
      global
        RIGHTS
        log stdout format json local1
        log file@LOGS/access.json,rotate=ROTATE,keep=2 format json local0
      defaults
        mode http
        option httplog
        log global
        timeout client 10s
        timeout server 10s
        timeout connect 5s
      frontend 80
        bind 127.0.0.1:PORT
        http-request return status 200 content-type text/plain string "ok"
      """;

  private static final Pattern LINE =
      Pattern.compile(
          "\\{\"time\":\"[0-9T:.+Z-]+\",\"level\":\"info\",.*\"frontend_name\":\"80\","
              + ".*\"status_code\":200,.*\"method\":\"GET\",.*\"uri\":\"/[^\"]*\",.*\\}");

  @TempDir Path folder;
  private final int port = Wait.freePort();

  private Path config(String rights, Path logs, String rotate) throws IOException {
    return Files.writeString(
        folder.resolve("a.cfg"),
        CONFIG
            .replace("RIGHTS", rights)
            .replace("LOGS", logs.toString())
            .replace("ROTATE", rotate)
            .replace("PORT", "" + port));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  /** Lines of requests; a probe of the port makes another one. */
  private static long traffic(List<String> lines) {
    return lines.stream().filter(line -> LINE.matcher(line).matches()).count();
  }

  private static boolean isObject(String line) {
    return line.startsWith("{\"time\":\"") && line.endsWith("\"}");
  }

  private void requests(int count) {
    for (int i = 0; i < count; i++) {
      Wait.get(port, "/" + i + "?é=\"");
    }
  }

  @Test
  void aCheckLeavesNothingBehind() throws Exception {
    String path = config("", folder, "4k").toString();
    assertThat(Program.jhaproxy().run("-c", "-f", path).status()).isZero();
    assertThat(folder.resolve("access.json")).doesNotExist();
  }

  @Test
  void aFileThatCannotBeOpenedEndsTheStart() throws Exception {
    String path = config("", folder.resolve("nowhere"), "4k").toString();
    Program.Result result = Program.jhaproxy().run("-db", "-f", path);
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("nowhere/access.json");
  }

  @Test
  void linesComeAndFilesRotateInAChroot() throws Exception {
    Peer.requireRoot();
    Path jail = Files.createDirectory(folder.resolve("jail"));
    Path logs = Files.createDirectory(folder.resolve("logs"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(logs, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path file = logs.resolve("access.json");
    String rights = "chroot " + jail + "\n  user nobody\n  group nogroup";
    String path = config(rights, logs, "4k").toString();
    try (Running running = Program.jhaproxy().start("-W", "-f", path)) {
      Wait.until(() -> "listening; said " + running.err(), () -> Wait.listens(port));
      requests(3);
      Wait.until(() -> "three lines in " + lines(file), () -> traffic(lines(file)) >= 3);
      assertThat(lines(file)).allMatch(LogFileIT::isObject);
      Wait.until(
          () -> "the same on stdout: " + running.out(),
          () -> traffic(running.out().lines().toList()) >= 3);

      requests(40);
      Path rotated = logs.resolve("access.json.1");
      Wait.until(() -> "rotation; said " + running.err(), () -> Files.exists(rotated));
      assertThat(lines(rotated)).allMatch(LogFileIT::isObject);

      // As logrotate does it: another name, then a reload.
      Path old = logs.resolve("access.json.old");
      Files.move(file, old);
      running.signal("USR2");
      Wait.until(() -> "the file anew; said " + running.err(), () -> Files.exists(file));
      requests(2);
      Wait.until(() -> "lines in the new file", () -> traffic(lines(file)) >= 2);
    }
  }
}
