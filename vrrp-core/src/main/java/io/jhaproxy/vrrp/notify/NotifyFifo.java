package io.jhaproxy.vrrp.notify;

import io.jhaproxy.vrrp.config.Command;
import io.jhaproxy.vrrp.kernel.ChildProcess;
import io.jhaproxy.vrrp.kernel.Fifo;
import io.jhaproxy.vrrp.state.Notification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One notify FIFO and the script that reads it. */
final class NotifyFifo implements AutoCloseable {
  private final Fifo fifo;
  private final Consumer<String> log;
  private @Nullable ChildProcess reader;

  NotifyFifo(Path path, int uid, int gid, Consumer<String> log) throws IOException {
    this.fifo = Fifo.open(path, uid, gid);
    this.log = log;
  }

  /** Starts the reading script with the FIFO's path as its last argument. */
  void start(Command script) {
    List<String> words = new ArrayList<>(script.words());
    words.add(fifo.path().toString());
    try {
      reader = ChildProcess.start(words, script.user(), script.group(), status -> {});
    } catch (IOException e) {
      log.accept("Couldn't start FIFO script " + words.get(0) + ": " + e.getMessage());
    }
  }

  void tell(Notification event) {
    String line =
        event.kind() + " \"" + event.name() + "\" " + event.event() + " " + event.priority() + "\n";
    try {
      if (!fifo.write(line)) {
        log.accept("FIFO " + fifo.path() + " is full, lost: " + line.strip());
      }
    } catch (IOException e) {
      log.accept("FIFO " + fifo.path() + ": " + e.getMessage());
    }
  }

  /** Ends the script; what it has not read is lost. */
  @Override
  public void close() {
    if (reader != null) {
      reader.terminate();
    }
    try {
      fifo.remove();
    } catch (IOException e) {
      log.accept("FIFO " + fifo.path() + ": " + e.getMessage());
    }
    fifo.close();
  }
}
