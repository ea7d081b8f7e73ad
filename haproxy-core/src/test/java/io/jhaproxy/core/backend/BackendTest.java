package io.jhaproxy.core.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.core.net.Clock;
import io.jhaproxy.core.net.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which servers may be used, and who waits for them. */
@Timeout(20)
class BackendTest {
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final Worker worker = new Worker(0, 1024, fd -> {}, Clock.SYSTEM, failures::add);
  private final BlockingQueue<String> grants = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    worker.stop();
    assertThat(failures).isEmpty();
  }

  private Waiter waiter(String name) {
    return new Waiter() {
      @Override
      public Worker worker() {
        return worker;
      }

      @Override
      public void granted(Server server) {
        grants.add(name + "=" + server.name() + (worker.isCurrent() ? "" : " off its thread"));
      }
    };
  }

  private String nextGrant() throws InterruptedException {
    return grants.poll(5, TimeUnit.SECONDS);
  }

  private static String usable(Backend backend) {
    Selection selection = backend.selection();
    if (selection == null) {
      return "none";
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < selection.size(); i++) {
      names.add(selection.server(i).name());
    }
    return String.join(" ", names) + (selection.isBackup() ? " (backup)" : "");
  }

  @Test
  void checksAndTheAdministratorChangeTheSelection() {
    Backend backend = TestPool.of(new RoundRobin(), "a b");
    Server a = TestPool.server(backend, "a");
    assertThat(usable(backend)).isEqualTo("a b");
    a.state(ServerState.STOPPED, 1);
    assertThat(usable(backend)).isEqualTo("b");
    assertThat(a.acceptsPersistent()).isFalse();
    a.state(ServerState.RUNNING, 2);
    a.admin(Admin.DRAIN, 3);
    assertThat(usable(backend)).isEqualTo("b");
    assertThat(a.acceptsPersistent()).as("draining").isTrue();
    a.admin(Admin.MAINT, 4);
    assertThat(a.acceptsPersistent()).as("maintenance").isFalse();
    a.admin(Admin.READY, 5);
    assertThat(usable(backend)).isEqualTo("a b");
    a.state(ServerState.STOPPING, 6);
    assertThat(usable(backend)).isEqualTo("b");
    assertThat(a.acceptsPersistent()).as("stopping").isTrue();
    a.state(ServerState.RUNNING, 7);
    a.weight(0, 8);
    assertThat(usable(backend)).isEqualTo("b");
    a.weight(256, 9);
    assertThat(usable(backend)).isEqualTo("a b");
  }

  @Test
  void aWeightIsFrom0To256() {
    Server server = TestPool.of(new RoundRobin(), "a").servers().get(0);
    for (int weight : new int[] {-1, 257}) {
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> server.weight(weight, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("0 to 256");
    }
  }

  @Test
  void theFirstBackupStandsInAndTheSecondForIt() {
    Backend backend = TestPool.of(new RoundRobin(), "a b b1+backup b2+backup");
    TestPool.server(backend, "a").state(ServerState.STOPPED, 1);
    assertThat(usable(backend)).isEqualTo("b");
    TestPool.server(backend, "b").state(ServerState.STOPPED, 2);
    assertThat(usable(backend)).isEqualTo("b1 (backup)");
    TestPool.server(backend, "b1").state(ServerState.STOPPED, 3);
    assertThat(usable(backend)).isEqualTo("b2 (backup)");
    TestPool.server(backend, "b1").state(ServerState.RUNNING, 4);
    assertThat(usable(backend)).isEqualTo("b1 (backup)");
    TestPool.server(backend, "a").state(ServerState.RUNNING, 5);
    assertThat(usable(backend)).isEqualTo("a");
  }

  @Test
  void allBackupsShareTheLoadWhereAskedFor() {
    Backend backend = TestPool.of(new RoundRobin(), "a b1+backup b2+backup", true);
    assertThat(usable(backend)).isEqualTo("a");
    TestPool.server(backend, "a").admin(Admin.MAINT, 1);
    assertThat(usable(backend)).isEqualTo("b1 b2 (backup)");
  }

  @Test
  void downTimesAreCounted() {
    Backend backend = TestPool.of(new RoundRobin(), "a b");
    Server a = TestPool.server(backend, "a");
    Server b = TestPool.server(backend, "b");
    a.state(ServerState.STOPPED, 1000);
    assertThat(backend.downtimeMillis(5000)).isZero();
    b.state(ServerState.STOPPED, 2000);
    assertThat(backend.downtimeMillis(5000)).isEqualTo(3000);
    assertThat(a.downtimeMillis(5000)).isEqualTo(4000);
    b.state(ServerState.RUNNING, 6000);
    assertThat(backend.downtimeMillis(9000)).isEqualTo(4000);
    assertThat(b.downtimeMillis(9000)).isEqualTo(4000);
    assertThat(backend.downTransitions()).isEqualTo(1);
    assertThat(backend.lastChangeMillis()).isEqualTo(6000);
  }

  @Test
  void aFreedSlotGoesToTheOldestWaiter() throws Exception {
    Backend backend = TestPool.of(new RoundRobin(), "a/1");
    assertThat(TestPool.take(backend, 2)).isEqualTo("a-");
    assertThat(backend.enqueue(waiter("1"), TestPool.ANY)).isEqualTo(Backend.Waiting.QUEUED);
    assertThat(backend.enqueue(waiter("2"), TestPool.ANY)).isEqualTo(Backend.Waiting.QUEUED);
    assertThat(backend.queueLength()).isEqualTo(2);
    backend.release(TestPool.server(backend, "a"));
    assertThat(nextGrant()).isEqualTo("1=a");
    assertThat(backend.queueLength()).isEqualTo(1);
    assertThat(TestPool.server(backend, "a").served()).isEqualTo(1);
    backend.release(TestPool.server(backend, "a"));
    assertThat(nextGrant()).isEqualTo("2=a");
  }

  @Test
  void whoWaitsForOneServerGoesBeforeWhoWaitsForAny() throws Exception {
    Backend backend = TestPool.of(new RoundRobin(), "a/1 b/1");
    TestPool.take(backend, 2);
    backend.enqueue(waiter("any"), TestPool.ANY);
    backend.enqueue(waiter("own"), TestPool.server(backend, "b"));
    backend.release(TestPool.server(backend, "b"));
    assertThat(nextGrant()).isEqualTo("own=b");
    backend.release(TestPool.server(backend, "b"));
    assertThat(nextGrant()).isEqualTo("any=b");
  }

  @Test
  void aSlotThatIsFreeAlreadyIsGrantedAtOnce() throws Exception {
    Backend backend = TestPool.of(new RoundRobin(), "a/1");
    backend.enqueue(waiter("1"), TestPool.ANY);
    assertThat(nextGrant()).isEqualTo("1=a");
  }

  @Test
  void aServerThatComesUpTakesWaiters() throws Exception {
    Backend backend = TestPool.of(new RoundRobin(), "a/1 b/2");
    TestPool.server(backend, "b").state(ServerState.STOPPED, 1);
    TestPool.take(backend, 1);
    backend.enqueue(waiter("1"), TestPool.ANY);
    backend.enqueue(waiter("2"), TestPool.ANY);
    backend.enqueue(waiter("3"), TestPool.ANY);
    TestPool.server(backend, "b").state(ServerState.RUNNING, 2);
    assertThat(List.of(nextGrant(), nextGrant())).containsExactly("1=b", "2=b");
    assertThat(backend.queueLength()).isEqualTo(1);
  }

  @Test
  void whoGivesUpIsNotGrantedASlot() throws Exception {
    Backend backend = TestPool.of(new RoundRobin(), "a/1");
    TestPool.take(backend, 1);
    Waiter gone = waiter("gone");
    backend.enqueue(gone, TestPool.ANY);
    backend.enqueue(waiter("next"), TestPool.ANY);
    assertThat(backend.cancel(gone)).isTrue();
    assertThat(backend.cancel(gone)).isFalse();
    backend.release(TestPool.server(backend, "a"));
    assertThat(nextGrant()).isEqualTo("next=a");
  }

  @Test
  void maxqueueLimitsWhoWaitsForOneServer() {
    Backend backend = TestPool.of(new RoundRobin(), "a/1/2");
    Server a = TestPool.server(backend, "a");
    TestPool.take(backend, 1);
    assertThat(backend.enqueue(waiter("1"), a)).isEqualTo(Backend.Waiting.QUEUED);
    assertThat(backend.enqueue(waiter("2"), a)).isEqualTo(Backend.Waiting.QUEUED);
    assertThat(backend.enqueue(waiter("3"), a)).isEqualTo(Backend.Waiting.IMPOSSIBLE);
    assertThat(a.queueLength()).isEqualTo(2);
  }

  @Test
  void nobodyWaitsWhereNoServerIsUp() {
    Backend backend = TestPool.of(new RoundRobin(), "a");
    TestPool.server(backend, "a").state(ServerState.STOPPED, 1);
    assertThat(backend.assign(TestPool.ANY, null)).isNull();
    assertThat(backend.enqueue(waiter("1"), TestPool.ANY)).isEqualTo(Backend.Waiting.IMPOSSIBLE);
  }

  @Test
  void sourceWaitsForTheServerOfItsHash() throws Exception {
    Backend backend = TestPool.of(new HashBalancer(null, HashModel.DEFAULT), "a/1 b/1");
    String mine = TestPool.take(backend, 1);
    backend.enqueue(waiter("1"), TestPool.ANY);
    assertThat(TestPool.server(backend, mine).queueLength()).isEqualTo(1);
    assertThat(backend.queueLength()).isZero();
    backend.release(TestPool.server(backend, mine));
    assertThat(nextGrant()).isEqualTo("1=" + mine);
  }
}
