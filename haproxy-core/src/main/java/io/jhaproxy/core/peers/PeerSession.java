package io.jhaproxy.core.peers;

import io.jhaproxy.core.net.ConnectFailure;
import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.net.ConnectionHandler;
import io.jhaproxy.core.stream.Outlet;
import io.jhaproxy.core.table.StickTable;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a peer: handshake, then messages both ways (peers protocol 2.1, which is
 * described in HAProxy's peers-v2.0.txt). On the group's worker.
 */
final class PeerSession implements ConnectionHandler {
  private static final int READ = 64 * 1024;
  private static final int MOST_PENDING = 1 << 20;

  private static final int CONTROL = 0;
  private static final int TABLES = 10;

  /** What is expected next. */
  private enum State {
    CONNECTING,
    STATUS,
    HELLO,
    ESTABLISHED,
    CLOSED
  }

  private final PeerGroup group;
  private final Outlet outlet = new Outlet();
  private final ByteBuf input = PooledByteBufAllocator.DEFAULT.directBuffer(READ);
  private final ByteBuf body = PooledByteBufAllocator.DEFAULT.buffer();
  private final List<SharedTable> shared = new ArrayList<>();
  private final Map<Long, LearnedTable> learned = new HashMap<>();
  private final Map<Long, Integer> sentNames = SharedTable.names();
  private final Map<Long, String> receivedNames = new HashMap<>();
  private @Nullable Connection connection;
  private @Nullable Peer peer;
  private @Nullable LearnedTable current;
  private @Nullable SharedTable defined;
  private State state;
  private long heardAt;
  private long spokeAt;
  private long establishedAt;
  private long heartbeatsSent;
  private long heartbeatsReceived;

  private PeerSession(PeerGroup group, @Nullable Peer peer, State state) {
    this.group = group;
    this.peer = peer;
    this.state = state;
    this.heardAt = group.worker().now();
    this.spokeAt = heardAt;
  }

  /** A session that begins with a connection of ours; null if there cannot be one. */
  static @Nullable PeerSession connect(PeerGroup group, Peer peer) {
    PeerSession session = new PeerSession(group, peer, State.CONNECTING);
    Connection made = group.open(peer, session);
    if (made == null) {
      session.release();
      return null;
    }
    session.connection = made;
    if (!made.isConnecting()) {
      session.connected(made);
    }
    return session;
  }

  /** A session that a peer begins. */
  static PeerSession accepted(PeerGroup group) {
    return new PeerSession(group, null, State.HELLO);
  }

  /** Takes the accepted connection. */
  void begin(Connection accepted) {
    connection = accepted;
    readable(accepted);
    if (state != State.CLOSED) {
      accepted.watch();
    }
  }

  boolean isEstablished() {
    return state == State.ESTABLISHED;
  }

  boolean isClosed() {
    return state == State.CLOSED;
  }

  /** Milliseconds since the handshake. */
  long age() {
    return group.worker().now() - establishedAt;
  }

  long heartbeatsSent() {
    return heartbeatsSent;
  }

  long heartbeatsReceived() {
    return heartbeatsReceived;
  }

  /** Number of the last change of a table that was pushed. */
  int pushed(StickTable table) {
    for (SharedTable each : shared) {
      if (each.table == table) {
        return each.pushed;
      }
    }
    return 0;
  }

  /** The peer's number of a table and its last change that came; null where none came. */
  @Nullable LearnedTable learned(StickTable table) {
    for (LearnedTable each : learned.values()) {
      if (each.table == table) {
        return each;
      }
    }
    return null;
  }

  /** Names of servers that were sent and received. */
  int names() {
    return sentNames.size() + receivedNames.size();
  }

  /** Milliseconds since something came. */
  long silence() {
    return group.worker().now() - heardAt;
  }

  // -- connection

  @Override
  public void connected(Connection made) {
    Peer other = peer;
    if (state != State.CONNECTING || other == null) {
      return;
    }
    state = State.STATUS;
    heardAt = group.worker().now();
    sendText(
        "HAProxyS 2.1\n" + other.name() + "\n" + group.localName() + " " + group.pid() + " 1\n");
  }

  @Override
  public void connectFailed(Connection failed, ConnectFailure cause) {
    end();
  }

  @Override
  public void failed(Connection broken) {
    end();
  }

  @Override
  public void writable(Connection open) {
    if (!outlet.flush(open)) {
      end();
    }
  }

  @Override
  public void readable(Connection open) {
    while (state != State.CLOSED && state != State.CONNECTING) {
      input.discardReadBytes();
      input.ensureWritable(READ);
      int count = open.read(input, READ);
      if (count == Connection.AGAIN) {
        return;
      }
      if (count < 0) {
        end();
        return;
      }
      heardAt = group.worker().now();
      if (!understand()) {
        end();
        return;
      }
      acknowledge();
    }
  }

  /** Ends the session; the group is told. */
  void end() {
    if (state == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    release();
    group.ended(this, peer);
  }

  private void release() {
    Connection open = connection;
    connection = null;
    state = State.CLOSED;
    if (open != null) {
      open.close();
    }
    outlet.release();
    input.release();
    body.release();
  }

  private void send(ByteBuf out) {
    Connection open = connection;
    if (open != null && state != State.CLOSED && !outlet.send(open, out)) {
      end();
    }
    spokeAt = group.worker().now();
    out.release();
  }

  private static ByteBuf buffer() {
    return PooledByteBufAllocator.DEFAULT.directBuffer();
  }

  private void sendText(String text) {
    send(buffer().writeBytes(text.getBytes(StandardCharsets.UTF_8)));
  }

  private void control(int type) {
    send(buffer().writeByte(CONTROL).writeByte(type));
  }

  // -- handshake

  /** Takes what came; false ends the session. */
  private boolean understand() {
    while (state != State.CLOSED) {
      boolean went =
          switch (state) {
            case STATUS -> status();
            case HELLO -> hello();
            default -> message();
          };
      if (!went) {
        return state != State.CLOSED && input.readableBytes() <= MOST_PENDING;
      }
    }
    return false;
  }

  /** The next line without its end, or null if it is not complete. */
  private @Nullable String line(int from) {
    int end = input.indexOf(from, input.writerIndex(), (byte) '\n');
    return end < 0 ? null : input.toString(from, end - from, StandardCharsets.UTF_8);
  }

  private boolean status() {
    String line = line(input.readerIndex());
    if (line == null) {
      return false;
    }
    input.skipBytes(line.getBytes(StandardCharsets.UTF_8).length + 1);
    if (!line.equals("200")) {
      end();
      return false;
    }
    establish();
    return true;
  }

  private boolean hello() {
    List<String> lines = new ArrayList<>();
    int at = input.readerIndex();
    for (int i = 0; i < 3; i++) {
      String line = line(at);
      if (line == null) {
        return false;
      }
      lines.add(line);
      at += line.getBytes(StandardCharsets.UTF_8).length + 1;
    }
    input.readerIndex(at);
    String name = lines.get(2).split(" ", 2)[0];
    int answer = group.judge(lines.get(0), lines.get(1), name, this);
    sendText(answer + "\n");
    if (answer != 200 || state == State.CLOSED) {
      end();
      return false;
    }
    peer = group.peer(name);
    establish();
    return true;
  }

  private void establish() {
    state = State.ESTABLISHED;
    establishedAt = group.worker().now();
    int id = 0;
    for (StickTable table : group.tables()) {
      shared.add(new SharedTable(table, ++id));
    }
    Peer other = peer;
    if (other != null) {
      group.established(this, other);
    }
    if (state == State.ESTABLISHED && group.needsLesson()) {
      control(0);
    }
    if (group.isStopped()) {
      // A successor is not asked whether it wants to be taught: HAProxy waits for it.
      teach();
    } else if (other != null) {
      for (SharedTable each : shared) {
        push(each, other);
      }
    }
  }

  /** Pushes what the peer has not acknowledged. */
  private void push(SharedTable each, Peer other) {
    if (state != State.ESTABLISHED) {
      return;
    }
    ByteBuf out = buffer();
    each.table.changedSince(
        other.acknowledged(each.table), handle -> entry(each, handle, false, out));
    send(out);
  }

  private void entry(SharedTable each, int handle, boolean timed, ByteBuf out) {
    if (defined != each) {
      each.define(out, body);
      defined = each;
    }
    each.pushed = each.entry(handle, timed, sentNames, out, body);
  }

  // -- what we say

  /** Pushes an entry that was changed here. */
  void push(StickTable table, int handle) {
    for (SharedTable each : shared) {
      if (each.table == table && state == State.ESTABLISHED) {
        ByteBuf out = buffer();
        entry(each, handle, false, out);
        send(out);
      }
    }
  }

  /** Teaches everything there is. */
  private void teach() {
    for (SharedTable each : shared) {
      if (state != State.ESTABLISHED) {
        return;
      }
      ByteBuf out = buffer();
      for (int handle : each.table.all(each.table.now())) {
        entry(each, handle, true, out);
        each.table.release(handle);
      }
      send(out);
    }
    control(group.isUpToDate() ? 1 : 2);
  }

  /** Says that we are alive, if nothing else was said. */
  void heartbeat(long interval) {
    if (state == State.ESTABLISHED && group.worker().now() - spokeAt >= interval) {
      heartbeatsSent++;
      control(4);
    }
  }

  /** Asks for everything. */
  void askForLesson() {
    if (state == State.ESTABLISHED) {
      control(0);
    }
  }

  private void acknowledge() {
    for (LearnedTable table : learned.values()) {
      if (table.mustAcknowledge && state == State.ESTABLISHED) {
        table.mustAcknowledge = false;
        body.clear();
        PeerNumbers.write(body, table.id);
        body.writeInt(table.update);
        ByteBuf out = buffer();
        SharedTable.message(out, 132, body);
        send(out);
      }
    }
  }

  // -- what the peer says

  /** Takes a message; false if none is complete or it makes no sense. */
  private boolean message() {
    int begin = input.readerIndex();
    if (input.readableBytes() < 2) {
      return false;
    }
    int kind = input.readUnsignedByte();
    int type = input.readUnsignedByte();
    if (type < 128) {
      if (kind == CONTROL) {
        controlled(type);
      } else {
        end();
      }
      return state != State.CLOSED;
    }
    long length = PeerNumbers.read(input);
    if (length == PeerNumbers.INCOMPLETE || length > input.readableBytes()) {
      input.readerIndex(begin);
      return false;
    }
    ByteBuf content = input.readSlice((int) length);
    if (kind == TABLES && !tables(type, content)) {
      end();
      return false;
    }
    return true;
  }

  private void controlled(int type) {
    switch (type) {
      case 0 -> {
        if (!group.isStopped()) {
          teach();
        }
      }
      case 1, 2 -> {
        control(3);
        group.lessonEnded(this, type == 1);
      }
      case 4 -> heartbeatsReceived++;
      case 3 -> group.confirmed(this);
      default -> {
        // An error that the other side tells: it ends the connection itself.
      }
    }
  }

  private boolean tables(int type, ByteBuf content) {
    switch (type) {
      case 130 -> {
        LearnedTable table = LearnedTable.read(content, group.tables());
        if (table == null) {
          return false;
        }
        LearnedTable known = learned.get(table.id);
        if (known != null) {
          table.update = known.update;
          table.mustAcknowledge = known.mustAcknowledge;
        }
        learned.put(table.id, table);
        current = table;
        return true;
      }
      case 131 -> {
        current = learned.get(PeerNumbers.read(content));
        return true;
      }
      case 132 -> {
        acknowledged(PeerNumbers.read(content), content);
        return true;
      }
      case 128, 129, 133, 134 -> {
        LearnedTable table = current;
        return table == null
            || table.entry(content, type == 128 || type == 133, type >= 133, receivedNames);
      }
      default -> {
        return true;
      }
    }
  }

  private void acknowledged(long id, ByteBuf content) {
    Peer other = peer;
    if (other == null || id < 1 || id > shared.size() || content.readableBytes() < 4) {
      return;
    }
    other.acknowledged(shared.get((int) id - 1).table, content.readInt());
  }
}
