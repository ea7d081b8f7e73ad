package io.jhaproxy.core.generation;

import io.jhaproxy.core.stream.WorkerTools;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The workers as the runtime API, which has threads of its own, speaks to them. */
final class LiveWorkers {
  /** How long a worker may take to answer. */
  private static final int PATIENCE_SECONDS = 5;

  private final Engine engine;

  LiveWorkers(Engine engine) {
    this.engine = engine;
  }

  /** Runs a task on every worker and waits for it, not longer than a client would. */
  void each(Consumer<WorkerTools> task) {
    CountDownLatch done = new CountDownLatch(engine.tools().size());
    for (WorkerTools tools : engine.tools()) {
      tools
          .worker()
          .execute(
              () -> {
                try {
                  task.accept(tools);
                } finally {
                  done.countDown();
                }
              });
    }
    try {
      if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("a worker does not answer");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until the workers have done what was posted to them so far. */
  void settle() {
    each(tools -> {});
  }

  /** The threads, in the workers' order. */
  List<Thread> threads() {
    Thread[] threads = new Thread[engine.workers().size()];
    each(tools -> threads[tools.worker().index()] = Thread.currentThread());
    return List.of(threads);
  }

  /** How long a task waits now until each worker runs it, nanoseconds. */
  List<Long> latencies() {
    Long[] waits = new Long[engine.workers().size()];
    long posted = System.nanoTime();
    each(tools -> waits[tools.worker().index()] = System.nanoTime() - posted);
    return List.of(waits);
  }

  /** Keeps the first worker from its work for so many milliseconds. */
  void occupy(long millis) {
    CountDownLatch done = new CountDownLatch(1);
    engine
        .workers()
        .get(0)
        .execute(
            () -> {
              long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
              while (System.nanoTime() < end) {
                Thread.onSpinWait();
              }
              done.countDown();
            });
    try {
      done.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
