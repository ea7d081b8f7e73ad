package io.jhaproxy.core.net;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;

/** Netty's event loop with the worker's timers as its deadline. */
final class WorkerLoop extends SingleThreadIoEventLoop {
  private final Worker worker;

  WorkerLoop(Worker worker, String name, IoHandlerFactory factory) {
    super(null, new DefaultThreadFactory(name, true), factory);
    this.worker = worker;
  }

  @Override
  protected int runIo() {
    int handled = super.runIo();
    worker.turnEnds();
    return handled;
  }

  @Override
  protected long deadlineNanos() {
    long next = worker.timers().nextDeadline();
    return next == TimerQueue.NONE ? super.deadlineNanos() : next * 1_000_000L;
  }

  @Override
  protected long delayNanos(long currentTimeNanos) {
    return Math.min(super.delayNanos(currentTimeNanos), worker.timerDelayNanos());
  }
}
