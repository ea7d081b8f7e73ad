package io.jhaproxy.core.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.stream.WorkerTools;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Clients and servers that reset, stall, half-close and lie about lengths, for a while: half a
 * minute, or {@code -Dsoak=MINUTES}. Afterwards every gauge is back where it was, nothing has
 * failed inside, and (by the leak gate) no buffer is lost.
 */
class ChaosSoakIT {
  private static final int CLIENTS = 12;
  private static final long USUAL_SECONDS = 30;

  /** What the process holds at one moment. */
  private record Gauges(int sessions, int buffers, int timers) {
    static Gauges of(Engine engine) throws Exception {
      int sessions = 0;
      int buffers = 0;
      int timers = 0;
      for (WorkerTools tools : engine.tools()) {
        Worker worker = tools.worker();
        CompletableFuture<Gauges> own = new CompletableFuture<>();
        worker.execute(
            () ->
                own.complete(
                    new Gauges(
                        tools.sessions().size(),
                        worker.buffers().inUse(),
                        worker.timers().size())));
        Gauges told = own.get(10, TimeUnit.SECONDS);
        sessions += told.sessions;
        buffers += told.buffers;
        timers += told.timers;
      }
      return new Gauges(sessions, buffers, timers);
    }
  }

  private static String configuration(int http, int tcp, int origin) {
    String servers =
        " server s1 127.0.0.1:%1$d maxconn 3 pool-purge-delay 300ms\n server s2 127.0.0.1:%1$d pool-purge-delay 300ms\n server dead 127.0.0.1:1 backup\n"
            .formatted(origin);
    return "global\n nbthread 2\ndefaults\n timeout client 400ms\n timeout server 400ms\n"
        + " timeout connect 300ms\n timeout queue 300ms\n timeout tarpit 100ms\n"
        + " timeout http-request 400ms\n timeout http-keep-alive 200ms\n retries 1\n"
        + "cache c\n total-max-size 1\n"
        + "frontend f\n mode http\n bind 127.0.0.1:"
        + http
        + "\n http-request tarpit if { path /tarpit }\n http-request wait-for-body time 100ms if"
        + " { path /wait }\n default_backend b\n"
        + "backend b\n mode http\n tcp-response inspect-delay 50ms\n"
        + " tcp-response content accept if { res.len gt 60 }\n option redispatch\n retry-on all-retryable-errors\n"
        + " compression algo gzip\n http-request cache-use c if { path_beg /cache }\n"
        + " http-response cache-store c\n"
        + servers
        + "frontend t\n mode tcp\n bind 127.0.0.1:"
        + tcp
        + "\n tcp-request inspect-delay 50ms\n tcp-request content reject if { req.len 3 }\n"
        + " default_backend u\nbackend u\n mode tcp\n"
        + servers;
  }

  @Test
  void nothingStaysBehind() throws Exception {
    int http = EngineRun.freePort();
    int tcp = EngineRun.freePort();
    Integer minutes = Integer.getInteger("soak");
    long seconds = minutes == null ? USUAL_SECONDS : minutes * 60L;
    try (ChaosServer origin = new ChaosServer();
        EngineRun run = new EngineRun(configuration(http, tcp, origin.port()))) {
      Gauges before = Gauges.of(run.engine);
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      List<ChaosClient> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        ChaosClient client = new ChaosClient(i % 4 == 0 ? tcp : http, new Random(i), end);
        client.start();
        clients.add(client);
      }
      long answers = 0;
      for (ChaosClient client : clients) {
        client.join();
        answers += client.answers();
      }
      assertThat(answers).as("answers in all").isGreaterThan(seconds);
      awaitRest(run, before);
      for (String row : List.of("b,BACKEND", "b,s1", "b,s2", "u,BACKEND", "u,s1", "u,s2")) {
        String[] names = row.split(",");
        assertThat(run.statistic(names[0], names[1], "scur")).as("%s scur", row).isEqualTo("0");
        assertThat(run.statistic(names[0], names[1], "qcur")).as("%s qcur", row).isEqualTo("0");
      }
      for (String name : List.of("f", "t")) {
        assertThat(run.statistic(name, "FRONTEND", "scur")).as("%s scur", name).isEqualTo("0");
      }
      for (Worker worker : run.engine.workers()) {
        assertThat(worker.failures()).as("failures inside: %s", run.failures()).isZero();
      }
    }
  }

  /** Waits until nothing is held that was not held before. */
  private static void awaitRest(EngineRun run, Gauges before) throws Exception {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    Gauges now = Gauges.of(run.engine);
    while (now.sessions > 0 || now.buffers > before.buffers || now.timers > before.timers) {
      assertThat(System.nanoTime()).as("in time: %s after %s", now, before).isLessThan(limit);
      LockSupport.parkNanos(500_000);
      now = Gauges.of(run.engine);
    }
  }
}
