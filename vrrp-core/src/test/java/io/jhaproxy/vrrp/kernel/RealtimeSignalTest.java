package io.jhaproxy.vrrp.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A signal without a name in Java arrives as a readable descriptor. */
class RealtimeSignalTest {
  @Test
  void signal63WakesThePoller() throws Exception {
    List<String> seen = new ArrayList<>();
    try (Poller poller = new Poller()) {
      int fd = RealtimeSignal.watch(63);
      poller.add(
          fd,
          () -> {
            RealtimeSignal.clear(fd);
            seen.add("63");
          });
      for (int i = 0; i < 3; i++) {
        Libc.kill((int) ProcessHandle.current().pid(), 63);
        assertThat(poller.await(5_000_000_000L)).isTrue();
      }
      assertThat(poller.await(0)).isFalse();
    }
    assertThat(seen).containsExactly("63", "63", "63");
  }
}
