package io.jhaproxy.core.peers;

import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.net.Listener;
import io.jhaproxy.core.net.SocketOptions;
import io.jhaproxy.core.net.Timer;
import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.table.StickTable;
import io.netty.channel.epoll.LinuxSocket;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The peers of one section at work: keeps a connection to each, pushes changes of the shared
 * tables, and learns theirs. Everything happens on one worker.
 */
public final class PeerGroup implements Listener.Acceptor {
  /** How often changes are pushed and silence is noticed, milliseconds. */
  private static final long TICK = 20;

  private static final long HEARTBEAT = 3000;
  private static final long DEAD = 5000;
  private static final long RECONNECT = 2000;
  private static final int JITTER = 3000;

  /** After so long without a teacher the tables count as complete, milliseconds. */
  private static final long LESSON = 5000;

  private final String name;
  private final String localName;
  private final long pid;
  private final Worker worker;
  private final IntUnaryOperator random;
  private final Map<String, Peer> peers = new TreeMap<>();
  private final List<PeerSession> incoming = new ArrayList<>();
  private @Nullable SocketAddress localAddress;
  private List<StickTable> tables;
  private boolean upToDate;
  private boolean stopped;

  /** What is done when the successor was taught, or null. */
  private @Nullable Runnable handedOver;

  private long lessonUntil;
  private final Timer timer =
      new Timer() {
        @Override
        protected void expire() {
          tick();
        }
      };

  /**
   * A group that does nothing yet.
   *
   * @param name the section's
   * @param localName this process's name among the peers
   * @param addresses the other peers' names and addresses
   * @param tables what is shared
   * @param random a number below its argument
   */
  public PeerGroup(
      String name,
      String localName,
      long pid,
      Worker worker,
      Map<String, SocketAddress> addresses,
      List<StickTable> tables,
      IntUnaryOperator random) {
    this.name = name;
    this.localName = localName;
    this.pid = pid;
    this.worker = worker;
    this.random = random;
    this.tables = List.copyOf(tables);
    addresses.forEach((peer, address) -> peers.put(peer, new Peer(peer, address)));
  }

  /** Says where this process listens; before it begins. */
  public void listensAt(@Nullable SocketAddress address) {
    localAddress = address;
  }

  @Nullable SocketAddress localAddress() {
    return localAddress;
  }

  /** The section's name. */
  public String name() {
    return name;
  }

  /** Begins; from any thread. */
  public void start() {
    worker.execute(
        () -> {
          lessonUntil = worker.now() + LESSON;
          tick();
        });
  }

  /** Ends all connections; from any thread. */
  public void stop() {
    worker.execute(
        () -> {
          stopped = true;
          for (Peer peer : peers.values()) {
            PeerSession session = peer.session;
            if (session != null) {
              session.end();
            }
          }
          new ArrayList<>(incoming).forEach(PeerSession::end);
        });
  }

  /**
   * Ends all connections and teaches the process that listens at this one's address from now on, if
   * there is one (soft stop); from any thread, after the group's own listeners are closed.
   *
   * @param done called on the worker once it is taught, or when nobody wants to be
   */
  public void handOver(Runnable done) {
    stop();
    worker.execute(
        () -> {
          SocketAddress address = localAddress;
          if (address == null || tables.isEmpty()) {
            done.run();
            return;
          }
          Peer successor = new Peer(localName, address);
          handedOver = done;
          PeerSession session = PeerSession.connect(this, successor);
          if (session == null || session.isClosed()) {
            endHandOver();
            return;
          }
          successor.session = session;
          worker.schedule(
              new Timer() {
                @Override
                protected void expire() {
                  session.end();
                }
              },
              LESSON);
        });
  }

  private void endHandOver() {
    Runnable done = handedOver;
    if (done != null) {
      handedOver = null;
      done.run();
    }
  }

  /** The other side has everything that it was taught. */
  void confirmed(PeerSession session) {
    if (stopped) {
      session.end();
    }
  }

  /** Whether this process only teaches its successor any more. */
  boolean isStopped() {
    return stopped;
  }

  /** The tables of a newer configuration; connections begin anew. From any thread. */
  public void tables(List<StickTable> newer) {
    worker.execute(
        () -> {
          if (!tables.equals(newer)) {
            tables = List.copyOf(newer);
            for (Peer peer : peers.values()) {
              PeerSession session = peer.session;
              if (session != null) {
                session.end();
              }
              peer.tryAt = 0;
            }
          }
        });
  }

  // -- for sessions

  Worker worker() {
    return worker;
  }

  String localName() {
    return localName;
  }

  long pid() {
    return pid;
  }

  List<StickTable> tables() {
    return tables;
  }

  boolean isUpToDate() {
    return upToDate;
  }

  boolean needsLesson() {
    return !upToDate && !stopped;
  }

  @Nullable Peer peer(String wanted) {
    return peers.get(wanted);
  }

  @Nullable Connection open(Peer peer, PeerSession session) {
    SocketAddress target = peer.address();
    return target == null
        ? null
        : Connection.connect(worker, target, null, SocketOptions.PLAIN, session);
  }

  /** What is answered to a peer that introduces itself. */
  int judge(String protocol, String wanted, String sender, PeerSession session) {
    String[] words = protocol.split(" ", 2);
    if (!words[0].equals("HAProxyS") || words.length < 2) {
      return 501;
    }
    if (!words[1].matches("2\\.\\d+")) {
      return 502;
    }
    if (!wanted.equals(localName)) {
      return 503;
    }
    if (sender.equals(localName)) {
      return 200;
    }
    Peer peer = peers.get(sender);
    if (peer == null) {
      return 504;
    }
    PeerSession known = peer.session;
    if (known != null && known != session && !known.isClosed()) {
      // Both have called each other: the call of the smaller name counts.
      if (!known.isEstablished() && localName.compareTo(sender) < 0) {
        return 300;
      }
      peer.session = null;
      known.end();
    }
    return 200;
  }

  void established(PeerSession session, Peer peer) {
    incoming.remove(session);
    peer.session = session;
    peer.connections++;
  }

  void lessonEnded(PeerSession session, boolean complete) {
    if (complete) {
      upToDate = true;
    }
  }

  void ended(PeerSession session, @Nullable Peer peer) {
    incoming.remove(session);
    if (stopped && peer != null && peer.name().equals(localName)) {
      endHandOver();
    }
    if (peer != null && peer.session == session) {
      peer.session = null;
      peer.tryAt = worker.now() + RECONNECT + random.applyAsInt(JITTER);
    }
  }

  // -- clients

  @Override
  public boolean mayAccept(Listener listener) {
    return true;
  }

  @Override
  public void accepted(Listener listener, LinuxSocket socket, SocketAddress from) {
    PeerSession session = PeerSession.accepted(this);
    incoming.add(session);
    session.begin(Connection.accepted(worker, socket, from, session));
  }

  // -- what is done again and again

  private void tick() {
    if (stopped) {
      return;
    }
    long now = worker.now();
    if (!upToDate && now >= lessonUntil) {
      upToDate = true;
    }
    for (Peer peer : peers.values()) {
      look(peer, now);
    }
    for (PeerSession session : new ArrayList<>(incoming)) {
      if (session.silence() > DEAD) {
        session.end();
      }
    }
    for (StickTable table : tables) {
      table.takeChanges(handle -> push(table, handle));
    }
    worker.schedule(timer, TICK);
  }

  private void look(Peer peer, long now) {
    PeerSession session = peer.session;
    if (session == null) {
      if (peer.address() != null && now >= peer.tryAt) {
        peer.tryAt = now + RECONNECT + random.applyAsInt(JITTER);
        PeerSession made = PeerSession.connect(this, peer);
        peer.session = made == null || made.isClosed() ? null : made;
      }
      return;
    }
    if (session.silence() > DEAD) {
      peer.missedHeartbeats++;
      session.end();
      return;
    }
    session.heartbeat(HEARTBEAT);
  }

  private void push(StickTable table, int handle) {
    for (Peer peer : peers.values()) {
      PeerSession session = peer.session;
      if (session != null && session.isEstablished()) {
        session.push(table, handle);
      }
    }
  }

  // -- for the runtime API

  /**
   * What {@code show peers} says of the section; on the worker.
   *
   * @param wallMillis wall clock now
   * @param names whether names of servers that were exchanged are listed
   */
  public String describe(long wallMillis, boolean names) {
    return new PeerReport(this, wallMillis, names).text(peers.values());
  }

  /** Milliseconds until the tables count as complete; 0 or less if they do. */
  long lessonLeft() {
    return upToDate ? 0 : lessonUntil - worker.now();
  }
}
