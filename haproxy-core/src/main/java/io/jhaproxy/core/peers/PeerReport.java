package io.jhaproxy.core.peers;

import io.jhaproxy.core.table.StickTable;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The text of {@code show peers} for one section (management guide 9.3). */
final class PeerReport {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss", Locale.ENGLISH);

  private final PeerGroup group;
  private final long wallMillis;
  private final boolean names;

  PeerReport(PeerGroup group, long wallMillis, boolean names) {
    this.group = group;
    this.wallMillis = wallMillis;
    this.names = names;
  }

  String text(Collection<Peer> peers) {
    StringBuilder text = new StringBuilder();
    text.append(number(group)).append(": [");
    text.append(DATE.format(Instant.ofEpochMilli(wallMillis).atZone(ZoneId.systemDefault())));
    text.append("] id=").append(group.name()).append(" disabled=0 flags=0x0 resync_timeout=");
    text.append(left(group.lessonLeft())).append(" task_calls=0\n");
    for (Peer peer : peers) {
      peer(text, peer);
    }
    peer(text, null);
    return text.toString();
  }

  private static String number(Object object) {
    return "0x" + Integer.toHexString(System.identityHashCode(object));
  }

  private static String left(long millis) {
    return millis <= 0 ? "<PAST>" : millis / 1000 + "s";
  }

  /** A peer; null for this process itself. */
  private void peer(StringBuilder text, @Nullable Peer peer) {
    PeerSession session = peer == null ? null : peer.session;
    boolean established = session != null && session.isEstablished();
    String kind =
        peer == null ? "local,inactive" : established ? "remote,active" : "remote,inactive";
    String status = peer == null ? "NONE" : established ? "ESTA" : "CONN";
    text.append("  ").append(number(peer == null ? this : peer)).append(": id=");
    text.append(peer == null ? group.localName() : peer.name());
    text.append('(').append(kind).append(") addr=").append(address(peer));
    text.append(" last_status=").append(status).append(" last_hdshk=");
    text.append(session != null && established ? session.age() / 1000 + "s" : "<NEVER>");
    text.append("\n        reconnect=");
    text.append(peer == null ? "<NEVER>" : left(peer.tryAt - group.worker().now()));
    text.append(" heartbeat=").append(peer == null ? "<NEVER>" : "0s").append(" confirm=0 tx_hbt=");
    text.append(session == null ? 0 : session.heartbeatsSent()).append(" rx_hbt=");
    text.append(session == null ? 0 : session.heartbeatsReceived()).append(" no_hbt=");
    text.append(peer == null ? 0 : peer.missedHeartbeats).append(" new_conn=");
    text.append(peer == null ? 0 : peer.connections).append(" proto_err=0 coll=0\n");
    text.append("        flags=0x0");
    if (session != null && established) {
      text.append(" appctx:").append(number(session)).append(" st0=7 st1=0 task_calls=0 state=EST");
    }
    text.append("\n        shared tables:\n");
    int id = group.tables().size();
    for (int i = id; i > 0; i--) {
      table(text, group.tables().get(i - 1), i, peer, session);
    }
  }

  private String address(@Nullable Peer peer) {
    SocketAddress address = peer == null ? group.localAddress() : peer.address();
    return address instanceof InetSocketAddress inet && inet.getAddress() != null
        ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
        : "-";
  }

  private void table(
      StringBuilder text,
      StickTable table,
      int id,
      @Nullable Peer peer,
      @Nullable PeerSession session) {
    LearnedTable learned = session == null ? null : session.learned(table);
    int last = table.lastUpdate();
    text.append("          ").append(number(table)).append(" local_id=").append(id);
    text.append(" remote_id=").append(learned == null ? 0 : learned.id);
    text.append(" flags=0x0 remote_data=0x0\n              last_acked=");
    text.append(peer == null ? 0 : peer.acknowledged(table)).append(" last_pushed=");
    text.append(session == null ? 0 : session.pushed(table)).append(" last_get=");
    text.append(learned == null ? 0 : learned.update).append(" teaching_origin=0 update=0\n");
    text.append("              table:").append(number(table)).append(" id=");
    text.append(table.model().name()).append(" update=").append(last).append(" localupdate=");
    text.append(last).append(" commitupdate=").append(last).append(" refcnt=1\n");
    text.append(
        names && session != null
            ? "        Dictionary cache: " + session.names() + " names\n"
            : "        Dictionary cache not dumped (use \"show peers dict\")\n");
  }
}
