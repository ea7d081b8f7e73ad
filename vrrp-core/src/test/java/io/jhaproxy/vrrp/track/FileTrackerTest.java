package io.jhaproxy.vrrp.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.vrrp.config.TrackFileModel;
import io.jhaproxy.vrrp.kernel.FileWatch;
import io.jhaproxy.vrrp.kernel.KernelException;
import io.jhaproxy.vrrp.notify.Loop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers in files, as they change. */
class FileTrackerTest {
  @TempDir Path folder;

  private interface Change {
    void make() throws IOException;
  }

  @Test
  void everyWayToChangeAFileIsSeen() throws Exception {
    Path file = folder.resolve("track");
    List<Change> changes =
        List.of(
            () -> Files.writeString(file, "5\n"),
            () -> Files.writeString(file, "-7 and text"),
            () -> Files.writeString(file, "no number"),
            () -> {
              Path other = Files.writeString(folder.resolve("other"), "+12");
              Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
            },
            () -> Files.delete(file));
    List<Long> values = new ArrayList<>();
    TrackFileModel model = new TrackFileModel("t", file, 1, false, 3, false);
    Loop.until(
        () -> values.size() > changes.size(),
        loop -> {
          try {
            FileWatch watch = new FileWatch();
            FileTracker tracker =
                new FileTracker(
                    model,
                    value -> {
                      values.add(value);
                      if (values.size() <= changes.size()) {
                        loop.post(() -> make(changes.get(values.size() - 1)));
                      }
                    },
                    line -> {});
            tracker.start(watch);
            loop.watch(watch.fd(), watch::drain);
          } catch (KernelException e) {
            throw new UncheckedIOException(e);
          }
        });
    assertThat(values).containsExactly(3L, 5L, -7L, 0L, 12L, 0L);
  }

  private static void make(Change change) {
    try {
      change.make();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
