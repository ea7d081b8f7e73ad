package io.jhaproxy.core.stream;

import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.rule.Verdict;
import io.jhaproxy.core.sample.Slice;

/** Keeps what a server sends until the {@code tcp-response content} rules let it pass. */
final class ResponseGate {
  private final TcpStream stream;
  private final ServerSideRules rules;
  private final FirstBytes bytes;
  private boolean open;

  ResponseGate(TcpStream stream, ServerSideRules rules, Connection server) {
    this.stream = stream;
    this.rules = rules;
    this.bytes = new FirstBytes(server, stream.worker().now() + rules.responseDelay());
  }

  /** When the rules must decide, or {@link Stream#NEVER}. */
  long until() {
    return open || rules.responseDelay() == 0 ? Stream.NEVER : bytes.until();
  }

  boolean view(Slice into) {
    return bytes.view(into);
  }

  boolean isOver() {
    return bytes.isOver();
  }

  /** Looks at what came; the tunnel's response flows once the rules let it. */
  Verdict look(Tunnel tunnel) {
    if (open) {
      return Verdict.CONTINUE;
    }
    bytes.read();
    Verdict verdict = rules.response().evaluate(stream);
    if (verdict == Verdict.WAIT && !bytes.isOver()) {
      return Verdict.WAIT;
    }
    if (verdict == Verdict.CONTINUE || verdict == Verdict.WAIT) {
      open(tunnel);
      return Verdict.CONTINUE;
    }
    return verdict;
  }

  /** Lets what came pass. */
  void open(Tunnel tunnel) {
    open = true;
    tunnel.openResponse(bytes);
  }

  /** How much came so far. */
  int length() {
    return bytes.length();
  }

  /** Gives memory back. */
  void release() {
    bytes.release();
  }
}
