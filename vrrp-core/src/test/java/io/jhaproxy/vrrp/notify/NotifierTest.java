package io.jhaproxy.vrrp.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.vrrp.config.Command;
import io.jhaproxy.vrrp.config.NotifyOptions;
import io.jhaproxy.vrrp.state.Notification;
import io.jhaproxy.vrrp.state.Notification.Event;
import io.jhaproxy.vrrp.state.Notification.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts and FIFOs with real processes and real pipes. */
class NotifierTest {
  @TempDir Path folder;

  private Path script(String name, String text) throws IOException {
    Path path = folder.resolve(name);
    Files.writeString(path, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    return path;
  }

  private static Command command(Path script, String... arguments) {
    List<String> words = new ArrayList<>(List.of(script.toString()));
    words.addAll(List.of(arguments));
    return new Command(words, null, null, String.join(" ", words));
  }

  private NotifyOptions options() throws IOException {
    Path out = folder.resolve("out");
    Path slow = script("slow.sh", "sleep 0.3; echo \"$@\" >>" + out);
    Path quick = script("quick.sh", "echo \"$@\" >>" + out);
    return new NotifyOptions(
        command(slow, "specific", "master"),
        command(quick, "specific", "backup"),
        command(quick, "specific", "fault"),
        command(quick, "specific", "stop"),
        null,
        command(quick, "general"),
        null,
        false,
        false,
        false);
  }

  @Test
  void scriptsOfOneInstanceRunInTheOrderOfTheEvents() throws Exception {
    NotifyOptions options = options();
    Notifier[] made = new Notifier[1];
    Loop.until(
        () -> made[0] != null && made[0].idle(),
        loop -> {
          Notifier notifier = new Notifier(loop, line -> {});
          made[0] = notifier;
          notifier.tell(new Notification(Kind.INSTANCE, "VI_1", Event.MASTER, 200, options));
          notifier.tell(new Notification(Kind.INSTANCE, "VI_1", Event.BACKUP, 200, options));
          notifier.tell(new Notification(Kind.INSTANCE, "VI_1", Event.STOP, 200, options));
        });
    assertThat(Files.readAllLines(folder.resolve("out")))
        .containsExactly(
            "specific master",
            "general INSTANCE VI_1 MASTER 200",
            "specific backup",
            "general INSTANCE VI_1 BACKUP 200",
            "specific stop",
            "general INSTANCE VI_1 STOP 200");
  }

  @Test
  void instancesDoNotWaitForEachOther() throws Exception {
    NotifyOptions options = options();
    Notifier[] made = new Notifier[1];
    Loop.until(
        () -> made[0] != null && made[0].idle(),
        loop -> {
          Notifier notifier = new Notifier(loop, line -> {});
          made[0] = notifier;
          notifier.tell(new Notification(Kind.INSTANCE, "SLOW", Event.MASTER, 200, options));
          notifier.tell(new Notification(Kind.INSTANCE, "QUICK", Event.FAULT, 100, options));
        });
    assertThat(Files.readAllLines(folder.resolve("out")))
        .containsExactly(
            "specific fault",
            "general INSTANCE QUICK FAULT 100",
            "specific master",
            "general INSTANCE SLOW MASTER 200");
  }

  @Test
  void scriptThatCannotStartDoesNotHoldUpTheNext() throws Exception {
    Path out = folder.resolve("out");
    Path quick = script("quick.sh", "echo \"$@\" >>" + out);
    List<String> log = new ArrayList<>();
    NotifyOptions options =
        new NotifyOptions(
            command(folder.resolve("missing.sh")),
            null,
            null,
            null,
            null,
            command(quick),
            null,
            false,
            false,
            false);
    Notifier[] made = new Notifier[1];
    Loop.until(
        () -> made[0] != null && made[0].idle(),
        loop -> {
          made[0] = new Notifier(loop, log::add);
          made[0].tell(new Notification(Kind.GROUP, "VG_1", Event.MASTER, 0, options));
        });
    assertThat(Files.readAllLines(out)).containsExactly("GROUP VG_1 MASTER 0");
    assertThat(log).singleElement().asString().startsWith("Couldn't start notify script");
  }

  @Test
  void fifoHasOneLineForEachEventAndItsScriptReadsThem() throws Exception {
    Path fifo = folder.resolve("fifo");
    Path out = folder.resolve("read");
    Path reader =
        script("reader.sh", "while read -r line; do echo \"$line\" >>" + out + "; done <\"$1\"");
    Notifier[] made = new Notifier[1];
    Loop.until(
        () -> lines(out) == 2,
        loop -> {
          Notifier notifier = new Notifier(loop, line -> {});
          made[0] = notifier;
          notifier.fifo(fifo, -1, -1, command(reader));
          notifier.tell(
              new Notification(Kind.INSTANCE, "VI_1", Event.MASTER, 200, NotifyOptions.NONE));
          notifier.tell(
              new Notification(
                  Kind.INSTANCE, "VI_1", Event.MASTER_PRIORITY, 190, NotifyOptions.NONE));
          notifier.tell(new Notification(Kind.GROUP, "VG_1", Event.MASTER, 0, NotifyOptions.NONE));
        });
    assertThat(Files.readAllLines(out))
        .containsExactly("INSTANCE \"VI_1\" MASTER 200", "GROUP \"VG_1\" MASTER 0");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fifo)))
        .isEqualTo("rw-------");
    made[0].close();
    assertThat(fifo).doesNotExist();
  }

  private static int lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  @Test
  void regularFileInPlaceOfAFifoIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "precious");
    List<String> log = new ArrayList<>();
    Loop.until(() -> !log.isEmpty(), loop -> new Notifier(loop, log::add).fifo(file, -1, -1, null));
    assertThat(log).singleElement().asString().contains("is not a FIFO");
    assertThat(file).hasContent("precious");
  }
}
