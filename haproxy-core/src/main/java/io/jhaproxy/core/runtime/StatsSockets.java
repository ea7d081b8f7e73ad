package io.jhaproxy.core.runtime;

import io.jhaproxy.core.net.SocketFile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The listening sockets of the runtime API. Each has a daemon thread that accepts, and each client
 * one of its own: commands wait for workers and must not hold one up. Bind before rights are
 * dropped, {@link #serve} afterwards.
 */
public final class StatsSockets implements AutoCloseable {
  /** Clients that may wait for accept. */
  private static final int BACKLOG = 128;

  private final int maximum;
  private final Semaphore places;
  private final List<Bound> bound = new CopyOnWriteArrayList<>();
  private final Set<CliSession> sessions = ConcurrentHashMap.newKeySet();
  private final AtomicLong accepted = new AtomicLong();
  private final ScheduledThreadPoolExecutor watch;
  private volatile @Nullable CliSurroundings current;
  private volatile boolean closed;

  /**
   * A socket to open.
   *
   * @param text what {@code show cli sockets} calls it, such as {@code unix@/run/haproxy.sock}
   * @param mode permission bits of a unix socket's file, -1 for those of the process
   * @param user owner of the file, name or number; empty for the process's
   * @param group group of the file, name or number; empty for the process's
   * @param level what its clients may do
   * @param severity none, number or string
   * @param exposesListeners whether clients may take the listening sockets over ({@code expose-fd})
   */
  public record Place(
      String text,
      Level level,
      String severity,
      int mode,
      String user,
      String group,
      boolean exposesListeners) {}

  /** A socket with what its clients may do; on a reload that may change. */
  private static final class Bound {
    final ServerSocketChannel channel;
    volatile Place place;
    volatile boolean serving;

    Bound(ServerSocketChannel channel, Place place) {
      this.channel = channel;
      this.place = place;
    }

    ServerSocketChannel channel() {
      return channel;
    }

    Place place() {
      return place;
    }
  }

  /**
   * Opens nothing yet.
   *
   * @param maximum clients at once
   */
  public StatsSockets(int maximum) {
    this.maximum = maximum;
    this.places = new Semaphore(maximum);
    this.watch = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "cli-timeouts"));
    watch.setRemoveOnCancelPolicy(true);
    // Threads begin with the rights of the one that starts them: that is never the one that
    // reloads.
    watch.prestartCoreThread();
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private boolean isOpen(Place place) {
    return bound.stream().anyMatch(each -> each.place().text().equals(place.text()));
  }

  /** Closes all others than these, and lets these be as described. */
  public void retain(List<Place> wanted) {
    for (Bound each : bound) {
      Place found = null;
      for (Place place : wanted) {
        if (place.text().equals(each.place().text())) {
          found = place;
        }
      }
      if (found == null) {
        bound.remove(each);
        close(each);
      } else {
        each.place = found;
      }
    }
  }

  /** Closes those that take no clients yet. */
  public void closeFresh() {
    for (Bound each : bound) {
      if (!each.serving) {
        bound.remove(each);
        close(each);
      }
    }
  }

  private static void close(Bound socket) {
    try {
      socket.channel().close();
    } catch (IOException gone) {
      // Nobody can connect to it any more, which is what was wanted.
      return;
    }
  }

  /** Listens on an IP address, unless it does already. */
  public void openInet(InetSocketAddress address, Place place) throws IOException {
    if (isOpen(place)) {
      return;
    }
    ServerSocketChannel channel = ServerSocketChannel.open();
    bound.add(new Bound(channel, place));
    channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    if (channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
      channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
    }
    channel.bind(address, BACKLOG);
  }

  /**
   * Listens on a unix socket, unless it does already. The file is made under another name and moved
   * into place, so that an old one is replaced in one step and clients never meet a socket with
   * other rights.
   */
  public void openUnix(Path path, Place place) throws IOException {
    if (isOpen(place)) {
      return;
    }
    Path made = Path.of(path + "." + ProcessHandle.current().pid() + ".tmp");
    Files.deleteIfExists(made);
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    bound.add(new Bound(channel, place));
    try {
      channel.bind(UnixDomainSocketAddress.of(made), BACKLOG);
      SocketFile.apply(made, place.mode(), place.user(), place.group());
      Files.move(made, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | RuntimeException failure) {
      Files.deleteIfExists(made);
      throw failure;
    }
  }

  /** Takes clients of a socket that listens already, unless there is one of that name. */
  public void adopt(ServerSocketChannel listening, Place place) throws IOException {
    if (isOpen(place)) {
      listening.close();
    } else {
      bound.add(new Bound(listening, place));
    }
  }

  /** What {@code show cli sockets} says, one line each. */
  public List<String> lines() {
    return bound.stream()
        .map(each -> each.place().text() + " " + each.place().level().word() + " all")
        .toList();
  }

  /** How many there are. */
  public int count() {
    return bound.size();
  }

  /** Clients so far. */
  public long accepted() {
    return accepted.get();
  }

  /** Begins to take clients where nobody does yet; new clients get these surroundings. */
  public void serve(CliSurroundings surroundings) {
    current = surroundings;
    int number = 1;
    for (Bound each : bound) {
      if (!each.serving) {
        each.serving = true;
        Thread accepting = daemon(() -> acceptAll(each), "cli-accept-" + number);
        watch.execute(accepting::start);
      }
      number++;
    }
  }

  private void acceptAll(Bound socket) {
    while (!closed) {
      try {
        places.acquire();
        SocketChannel channel = socket.channel().accept();
        long number = accepted.incrementAndGet();
        CliSurroundings surroundings = current;
        if (surroundings != null) {
          start(channel, socket.place(), surroundings, number);
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      } catch (IOException ended) {
        places.release();
        if (!socket.channel().isOpen()) {
          return;
        }
      }
    }
  }

  private void start(
      SocketChannel channel, Place place, CliSurroundings surroundings, long number) {
    Severity severity = Severity.of(place.severity());
    CliSession[] made = new CliSession[1];
    CliSession session =
        new CliSession(
            surroundings,
            channel,
            place,
            severity == null ? Severity.NONE : severity,
            () -> {
              sessions.remove(made[0]);
              places.release();
            });
    made[0] = session;
    sessions.add(session);
    watch(session);
    daemon(session, "cli-" + number).start();
  }

  /** Looks again when the client may have been silent for too long. */
  private void watch(CliSession session) {
    watch.schedule(
        () -> {
          if (!sessions.contains(session)) {
            return;
          }
          if (session.remaining() <= 0) {
            session.close();
          } else {
            watch(session);
          }
        },
        Math.max(1, Math.min(session.remaining(), 1000)),
        TimeUnit.MILLISECONDS);
  }

  /** The limit of clients. */
  public int maximum() {
    return maximum;
  }

  /** Takes no more clients; those that are there may go on. The files of unix sockets stay. */
  public void stopAccepting() {
    closed = true;
    bound.forEach(StatsSockets::close);
  }

  /** Lets everybody go. */
  @Override
  public void close() {
    stopAccepting();
    sessions.forEach(CliSession::close);
    watch.shutdownNow();
  }
}
