package io.jhaproxy.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.core.acl.StandardLibrary;
import io.jhaproxy.core.config.ConfigCheck;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.rule.RecordedStream;
import io.jhaproxy.core.sample.Phase;
import io.jhaproxy.core.sample.TestSurroundings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines in files, their rotation by us and by others, and lines of {@code format json}. */
class LogFileTest {
  private static final long NOW_MICROS = 1_795_237_933_796_177L;

  @TempDir Path folder;

  private List<LogTarget> targets(String options, String format) {
    ConfigModel model =
        ConfigCheck.model(
            "global\n log file@" + folder.resolve("log") + options + " " + format + " local0\n");
    assertThat(model.hasErrors()).as("%s", model.diagnostics()).isFalse();
    return model.global().list(LogKeys.TARGETS);
  }

  private static LogSenders senders() {
    return new LogSenders(42, ZoneId.of("UTC"));
  }

  private static void await(Path file, String content) throws Exception {
    Instant end = Instant.now().plus(Duration.ofSeconds(20));
    while (!Files.exists(file) || !Files.readString(file).equals(content)) {
      assertThat(Instant.now()).as("%s has '%s'", file, content).isBefore(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void linesAreAppendedAndRotatedBySize() throws Exception {
    try (LogSenders senders = senders()) {
      LogOutput output =
          senders.output(targets(",rotate=10,keep=2", "format raw"), "haproxy", null);
      LogSenders.startFiles();
      for (int i = 1; i <= 4; i++) {
        output.message(LogOutput.INFO, "line " + i + "!", NOW_MICROS);
        await(folder.resolve("log"), "line " + i + "!\n");
      }
      assertThat(folder.resolve("log.1")).hasContent("line 3!\n");
      assertThat(folder.resolve("log.2")).hasContent("line 2!\n");
      assertThat(folder.resolve("log.3")).doesNotExist();
    }
  }

  @Test
  void aFileThatSomebodyRenamedIsMadeAgain() throws Exception {
    Path log = folder.resolve("log");
    try (LogSenders senders = senders()) {
      LogOutput output = senders.output(targets("", "format raw"), "haproxy", null);
      LogSenders.startFiles();
      output.message(LogOutput.INFO, "one", NOW_MICROS);
      await(log, "one\n");
      Files.move(log, folder.resolve("old"));
      output.message(LogOutput.INFO, "two", NOW_MICROS);
      await(log, "two\n");
      assertThat(folder.resolve("old")).hasContent("one\n");
    }
  }

  @Test
  void aFileThatSomebodyEmptiedHasNoHole() throws Exception {
    Path log = folder.resolve("log");
    try (LogSenders senders = senders()) {
      LogOutput output = senders.output(targets("", "format raw"), "haproxy", null);
      LogSenders.startFiles();
      output.message(LogOutput.INFO, "one", NOW_MICROS);
      await(log, "one\n");
      Files.writeString(log, "");
      output.message(LogOutput.INFO, "two", NOW_MICROS);
      await(log, "two\n");
    }
  }

  @Test
  void whatDoesNotFitIsCounted() throws Exception {
    try (LogSenders senders = senders()) {
      LogOutput output = senders.output(targets("", "len 1024 format raw"), "haproxy", null);
      String line = "x".repeat(1023);
      // Nobody writes yet.
      for (int i = 0; i < LogFileWriter.CAPACITY / 1024 + 3; i++) {
        output.message(LogOutput.INFO, line, NOW_MICROS);
      }
      assertThat(senders.dropped()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "file@        | 'file@' expects the name of a file",
        "file@/tmp/   | 'file@' expects the name of a file",
        "file@/l,keep=0 | unknown or invalid option 'keep=0' of 'file@'",
        "file@/l,rotate=1t | unknown or invalid option 'rotate=1t' of 'file@'",
        "file@/l,x    | unknown or invalid option 'x' of 'file@'",
      })
  void badFilesAreErrorsAtTheirLine(String address, String expected) {
    ConfigModel model = ConfigCheck.model("global\n log " + address + " local0\n");
    assertThat(model.diagnostics())
        .anySatisfy(told -> assertThat(told.toString()).contains(expected).contains("2"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "61 62        | ab",
        "22 5c        | \\\"\\\\",
        "0a 7f        | \\u000A\\u007F",
        "c3 a9        | \u00e9",
        "f0 9f 98 80  | \ud83d\ude00",
        "ff 61        | \\ufffda",
        "c3           | \\ufffd",
        "c0 80        | \\ufffd\\ufffd",
        "ed a0 80     | \\ufffd\\ufffd\\ufffd",
        "f4 90 80 80  | \\ufffd\\ufffd\\ufffd\\ufffd",
      })
  void stringsAreUtf8(String hexadecimal, String expected) {
    String[] words = hexadecimal.strip().split(" ");
    byte[] bytes = new byte[words.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(words[i], 16);
    }
    LogLine line = new LogLine(200, ZoneId.of("UTC"));
    line.clear();
    assertThat(JsonLine.text(line, bytes, bytes.length, 200)).isTrue();
    assertThat(new String(line.bytes(), 0, line.length(), StandardCharsets.UTF_8))
        .isEqualTo(expected);
  }

  @Test
  void messagesAndStreamsAreObjects() throws Exception {
    LogFormat format =
        new LogFormatCompiler(StandardLibrary.create(), "vm", 1)
            .compile("%ST \"%HU\"", Phase.LOG, new TestSurroundings());
    RecordedStream stream = RecordedStream.request("GET /a?b HTTP/1.1", "Host: a");
    stream.status = 200;
    try (LogSenders senders = senders()) {
      LogOutput output = senders.output(targets("", "format json"), "haproxy", null);
      output.message(LogOutput.ALERT, "Server \"s\" is DOWN", NOW_MICROS);
      output.access(stream, format, null, LogOutput.INFO);
      LogSenders.openFiles(new ArrayList<>());
      LogSenders.startFiles();
      Path log = folder.resolve("log");
      Instant end = Instant.now().plus(Duration.ofSeconds(20));
      while (Files.readAllLines(log).size() < 2) {
        assertThat(Instant.now()).isBefore(end);
      }
      List<String> lines = Files.readAllLines(log);
      assertThat(lines.get(0))
          .isEqualTo(
              "{\"time\":\"2026-11-21T05:12:13.796177+00:00\",\"level\":\"alert\",\"tag\":\"haproxy\","
                  + "\"pid\":42,\"message\":\"Server \\\"s\\\" is DOWN\"}");
      assertThat(lines.get(1))
          .startsWith("{\"time\":\"")
          .contains("\"level\":\"info\",\"tag\":\"haproxy\",\"pid\":42,")
          .contains(",\"frontend_name\":\"")
          .contains(",\"status_code\":200,", ",\"method\":\"GET\",\"uri\":\"/a?b\",")
          .endsWith(",\"message\":\"200 \\\"/a?b\\\"\"}");
    }
  }

  @Test
  void aLineThatIsTooLongIsStillAnObject() throws Exception {
    RecordedStream stream = RecordedStream.request("GET /" + "x".repeat(500) + " HTTP/1.1");
    LogFormat format =
        new LogFormatCompiler(StandardLibrary.create(), "vm", 1)
            .compile("%HU", Phase.LOG, new TestSurroundings());
    try (LogSenders senders = senders()) {
      LogOutput output = senders.output(targets("", "len 300 format json"), "haproxy", null);
      output.access(stream, format, null, LogOutput.INFO);
      LogSenders.openFiles(new ArrayList<>());
      LogSenders.startFiles();
      Path log = folder.resolve("log");
      Instant end = Instant.now().plus(Duration.ofSeconds(20));
      while (Files.size(log) == 0) {
        assertThat(Instant.now()).isBefore(end);
      }
      String line = Files.readString(log);
      assertThat(line).hasSizeLessThanOrEqualTo(300).endsWith("\"}\n").contains("\"message\":\"");
      assertThat(line).doesNotContain("\"uri\"");
    }
  }
}
