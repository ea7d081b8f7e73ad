package io.jhaproxy.core.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoHandler;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One event-loop thread with everything that its connections share: time, timers and buffers. What
 * belongs to a connection lives on its worker and is touched by no other thread; other threads hand
 * work over with {@link #execute}.
 */
public final class Worker {
  /** Size of the shared read buffer; bulk transfers use all of it, HTTP a part. */
  public static final int READ_BUFFER_SIZE = 256 * 1024;

  private final int index;
  private final Clock clock;
  private final WorkerLoop loop;
  private final TimerQueue timers = new TimerQueue();
  private final BufferStack buffers;
  private final Pipes pipes;
  private final ByteBuf readBuffer;
  private final ByteBuf scratch;
  private final Consumer<Throwable> failureLog;
  private final long origin;
  private boolean timeKnown;
  private long nowNanos;
  private long failures;

  /**
   * Makes a worker; its thread starts with the first task.
   *
   * @param index number from 0
   * @param bufferSize bytes of one stream buffer (tune.bufsize)
   * @param pipeSizer makes pipes for bulk data larger
   * @param failureLog told of every exception that escapes a handler; the loop goes on
   */
  public Worker(
      int index,
      int bufferSize,
      Pipes.Sizer pipeSizer,
      Clock clock,
      Consumer<Throwable> failureLog) {
    this.pipes = new Pipes(this, pipeSizer);
    this.index = index;
    this.clock = clock;
    this.failureLog = failureLog;
    this.origin = clock.nanoTime();
    this.nowNanos = origin;
    this.buffers = new BufferStack(bufferSize);
    this.readBuffer = ByteBufAllocator.DEFAULT.directBuffer(READ_BUFFER_SIZE, READ_BUFFER_SIZE);
    this.scratch = ByteBufAllocator.DEFAULT.directBuffer(4 * bufferSize, 64 * bufferSize);
    this.loop = new WorkerLoop(this, "worker-" + index, EpollIoHandler.newFactory());
  }

  /** Number of this worker, from 0. */
  public int index() {
    return index;
  }

  /** Milliseconds of monotonic time, read once per turn of the loop. */
  public long now() {
    return nowNanos() / 1_000_000L;
  }

  /** Nanoseconds since this worker was made, read once per turn of the loop. */
  public long nowNanos() {
    if (!timeKnown) {
      nowNanos = clock.nanoTime() - origin;
      timeKnown = true;
    }
    return nowNanos;
  }

  /** Milliseconds of the clock itself, the same for all workers; read once per turn of the loop. */
  public long clockMillis() {
    return (nowNanos() + origin) / 1_000_000L;
  }

  /** Milliseconds since 1970. */
  public long wallMillis() {
    return clock.wallMillis();
  }

  /** The injected clock. */
  public Clock clock() {
    return clock;
  }

  /** This worker's deadlines; use it on the worker's thread only. */
  public TimerQueue timers() {
    return timers;
  }

  /** Sets or moves a timer {@code delay} milliseconds from now; on the worker's thread only. */
  public void schedule(Timer timer, long delay) {
    timers.schedule(timer, now() + delay);
  }

  /** Moves a timer that is set and would expire later; on the worker's thread only. */
  public void hasten(Timer timer, long delay) {
    if (timer.isSet() && timer.deadline > now() + delay) {
      schedule(timer, delay);
    }
  }

  /** Pipes for bulk data; use it on the worker's thread only. */
  Pipes pipes() {
    return pipes;
  }

  /** Stream buffers of tune.bufsize bytes; use it on the worker's thread only. */
  public BufferStack buffers() {
    return buffers;
  }

  /**
   * The buffer into which sockets are read when the bytes are passed on at once. Its content is
   * valid until the handler returns; leftovers must be copied.
   */
  public ByteBuf readBuffer() {
    return readBuffer;
  }

  /** A buffer in which a message is put together before it is written; valid until return. */
  public ByteBuf scratch() {
    scratch.clear();
    return scratch;
  }

  /** Runs a task on the worker's thread; from any thread. */
  public void execute(Runnable task) {
    loop.execute(task);
  }

  /** Whether the caller is the worker's thread. */
  public boolean isCurrent() {
    return loop.inEventLoop();
  }

  /** Counts and reports an exception that escaped a handler. */
  public void failed(Throwable failure) {
    failures++;
    failureLog.accept(failure);
  }

  /** Exceptions that escaped handlers so far. */
  public long failures() {
    return failures;
  }

  /** Ends the loop after the current turn and waits for the thread, at most a second. */
  public void stop() {
    loop.shutdownGracefully(0, 100, TimeUnit.MILLISECONDS).awaitUninterruptibly(1000);
    if (loop.isTerminated() && readBuffer.refCnt() > 0) {
      readBuffer.release();
      scratch.release();
      buffers.close();
      pipes.close();
    }
  }

  IoRegistration register(EpollIoHandle handle) {
    return loop.register(handle).getNow();
  }

  void turnEnds() {
    long due = timers.nextDeadline();
    if (due != TimerQueue.NONE) {
      timeKnown = false;
      if (due <= now()) {
        try {
          timers.runExpired(now());
        } catch (RuntimeException | Error failure) {
          failed(failure);
        }
      }
    }
    timeKnown = false;
  }

  /** Nanoseconds until the next timer, or {@link Long#MAX_VALUE}. */
  long timerDelayNanos() {
    long next = timers.nextDeadline();
    if (next == TimerQueue.NONE) {
      return Long.MAX_VALUE;
    }
    return Math.max(0, next * 1_000_000L - (clock.nanoTime() - origin));
  }
}
