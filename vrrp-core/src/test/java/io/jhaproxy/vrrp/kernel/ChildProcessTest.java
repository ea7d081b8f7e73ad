package io.jhaproxy.vrrp.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands as other users. Needs root. */
class ChildProcessTest {
  @TempDir Path folder;

  /** {@code nobody}'s group is called {@code nogroup} on Debian: the name of a user is no group. */
  @Test
  void theGroupOfAUserIsItsOwn() throws Exception {
    Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "needs root");
    Path file = folder.resolve("ids");
    Files.createFile(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    // Temporary folders are their owner's alone.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    List<String> words = List.of("sh", "-c", "(id -u; id -g) >" + file);
    int[] status = {-1};
    ChildProcess child = ChildProcess.start(words, "nobody", null, exit -> status[0] = exit);
    assertThat(child.await(TimeUnit.SECONDS.toNanos(10))).isTrue();
    assertThat(Files.readAllLines(file))
        .containsExactly(
            Integer.toString(Accounts.uid("nobody")),
            Integer.toString(Accounts.primaryGroup("nobody")));
  }

  @Test
  void anUnknownUserIsSaid() {
    assertThatThrownBy(() -> ChildProcess.start(List.of("true"), "no-such-user", null, exit -> {}))
        .isInstanceOf(IOException.class)
        .hasMessage("no account no-such-user");
  }
}
