package io.jhaproxy.core.check;

import io.jhaproxy.core.net.ConnectFailure;
import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.net.ConnectionHandler;
import io.jhaproxy.core.net.ProxyProtocol;
import io.jhaproxy.core.net.Socks4;
import io.jhaproxy.core.net.Timer;
import io.jhaproxy.core.net.Worker;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One check on its way: connects, sends, compares, and reports once. */
public final class CheckRun implements ConnectionHandler, CheckAttempt {
  /** Bytes of an answer that are looked at (tune.bufsize). */
  private static final int LIMIT = 16 * 1024;

  private final Worker worker;
  private final CheckPlan plan;
  private final Consumer<CheckResult> report;
  private final long startedAt;
  private final Timer limit =
      new Timer() {
        @Override
        protected void expire() {
          timedOut();
        }
      };
  private @Nullable Connection connection;
  private @Nullable ByteBuf outgoing;
  private byte[] received = new byte[512];
  private int length;
  private boolean ended;
  private int position = -1;
  private boolean over;
  private @Nullable CheckResult found;

  /**
   * Makes a check that does not run yet.
   *
   * @param report gets the result, once, on the worker
   */
  public CheckRun(Worker worker, CheckPlan plan, Consumer<CheckResult> report) {
    this.worker = worker;
    this.plan = plan;
    this.report = report;
    this.startedAt = worker.now();
  }

  @Override
  public void start() {
    boolean explicit =
        !plan.steps().isEmpty() && plan.steps().get(0) instanceof CheckPlan.Step.Connect;
    if (explicit) {
      next();
    } else {
      connect(plan.target());
    }
  }

  @Override
  public void cancel() {
    over = true;
    cleanUp();
  }

  private void connect(SocketAddress target) {
    closeConnection();
    length = 0;
    ended = false;
    Connection made =
        Socks4.connect(
            worker, plan.via().socks4(), target, plan.source(), plan.via().options(), this);
    if (made == null) {
      fail(CheckStatus.L4CON, "Connection refused");
      return;
    }
    connection = made;
    worker.schedule(limit, plan.connectTimeout());
    if (!made.isConnecting()) {
      connected(made);
    }
  }

  @Override
  public void connected(Connection established) {
    if (plan.readTimeout() > 0) {
      worker.timers().cancel(limit);
      worker.schedule(limit, plan.readTimeout());
    }
    if (plan.via().proxyHeader() == 0 || announce(established)) {
      next();
    }
  }

  /** True if the whole PROXY header was sent. */
  private boolean announce(Connection to) {
    ByteBuf out = worker.scratch();
    SocketAddress from = to.localAddress();
    if (plan.via().proxyHeader() == 1 && from != null) {
      ProxyProtocol.writeLine(out, from, to.peer());
    } else {
      ProxyProtocol.writeLocal(out);
    }
    return write(out);
  }

  @Override
  public void connectFailed(Connection failed, ConnectFailure cause) {
    connection = null;
    if (cause == ConnectFailure.RESET) {
      wasReset();
      return;
    }
    if (cause == ConnectFailure.DENIED) {
      fail(CheckStatus.SOCKERR, "SOCKS4 Proxy deny the request");
      return;
    }
    fail(
        CheckStatus.L4CON,
        switch (cause) {
          case REFUSED, RESET, DENIED -> "Connection refused";
          case UNREACHABLE -> "No route to host";
          case RESOURCE -> "Cannot assign requested address";
          case OTHER -> "Connection error";
        });
  }

  /** An established connection broke; that counts where an answer is expected. */
  private void wasReset() {
    int step = Math.max(0, position);
    while (step < plan.steps().size()
        && !(plan.steps().get(step) instanceof CheckPlan.Step.Expect)) {
      step++;
    }
    if (step == plan.steps().size()) {
      position = step;
      succeed();
      return;
    }
    position = step;
    String where = CheckTexts.timeout(plan, position);
    fail(CheckStatus.SOCKERR, "Connection reset by peer" + (where == null ? "" : where));
  }

  /** Goes on with the next step. */
  private void next() {
    while (!over) {
      position++;
      if (position >= plan.steps().size()) {
        succeed();
        return;
      }
      CheckPlan.Step step = plan.steps().get(position);
      if (step instanceof CheckPlan.Step.Connect again) {
        SocketAddress target = again.target();
        connect(target == null ? plan.target() : target);
        return;
      }
      if (step instanceof CheckPlan.Step.Send send) {
        if (plan.method() != CheckMethod.MYSQL) {
          length = 0;
        }
        if (!send(send.data())) {
          return;
        }
      } else if (!compare()) {
        return;
      }
    }
  }

  /** True if everything was sent. */
  private boolean send(byte[] data) {
    ByteBuf out = worker.scratch();
    out.writeBytes(data);
    return write(out);
  }

  private boolean write(ByteBuf out) {
    Connection to = connection;
    if (to == null || to.write(out) == Connection.BROKEN) {
      wasReset();
      return false;
    }
    if (out.isReadable()) {
      outgoing = Unpooled.directBuffer(out.readableBytes()).writeBytes(out);
      return false;
    }
    return true;
  }

  @Override
  public void writable(Connection ready) {
    ByteBuf rest = outgoing;
    if (rest != null && !over) {
      outgoing = null;
      boolean sent = write(rest);
      rest.release();
      if (sent) {
        next();
      }
    }
  }

  @Override
  public void readable(Connection ready) {
    if (!over && position >= 0 && position < plan.steps().size() && compare()) {
      next();
    }
  }

  /** True if the expectation of this step is met. */
  private boolean compare() {
    if (!(plan.steps().get(position) instanceof CheckPlan.Step.Expect expect)) {
      return false;
    }
    read();
    if (over) {
      return false;
    }
    if (length == 0 && !ended) {
      return false;
    }
    if (expect.expectation() instanceof Expectation.Protocol protocol) {
      return judge(protocol);
    }
    Expectation.Verdict verdict = expect.expectation().look(received, length, ended);
    switch (verdict) {
      case MATCH -> {
        return true;
      }
      case MISMATCH -> mismatch(expect.expectation());
      case MORE -> {
        if (length == LIMIT) {
          mismatch(expect.expectation());
        }
      }
    }
    return false;
  }

  /** True if the answer is a good one of the protocol. */
  private boolean judge(Expectation.Protocol protocol) {
    if (length == 0) {
      String info = "TCPCHK got an empty response at step " + plan.steps().get(position).number();
      finish(new CheckResult(protocol.empty(), 0, info, worker.now() - startedAt));
      return false;
    }
    CheckResult result = protocol.judge(received, length, ended);
    if (result == null && length == LIMIT) {
      fail(protocol.empty(), null);
    }
    if (result == null) {
      return false;
    }
    if (result.status().isSuccess()) {
      found = result.info() == null && found != null ? found : result;
      return true;
    }
    finish(timed(result));
    return false;
  }

  private CheckResult timed(CheckResult result) {
    return new CheckResult(result.status(), result.code(), result.info(), worker.now() - startedAt);
  }

  private void mismatch(Expectation expectation) {
    if (expectation.isHttp()) {
      HttpReply reply = HttpReply.parse(received, length, true);
      if (reply == null) {
        fail(CheckStatus.L7RSP, null);
      } else if (expectation instanceof Expectation.Status) {
        fail(CheckStatus.L7STS, reply.status(), reply.reason());
      } else {
        fail(CheckStatus.L7RSP, reply.status(), "HTTP content check did not match");
      }
      return;
    }
    fail(CheckStatus.L7RSP, CheckTexts.mismatch(plan, position, expectation, length == 0));
  }

  private void read() {
    Connection from = connection;
    while (from != null && !ended && length < LIMIT && (from.mayRead() || from.inputEnded())) {
      ByteBuf buffer = worker.readBuffer();
      buffer.clear();
      int count = from.read(buffer, LIMIT - length);
      if (count > 0) {
        if (length + count > received.length) {
          received = Arrays.copyOf(received, Math.max(received.length * 2, length + count));
        }
        buffer.readBytes(received, length, count);
        length += count;
      } else if (count == Connection.EOF) {
        ended = true;
      } else if (count == Connection.BROKEN) {
        ended = true;
        if (length == 0) {
          wasReset();
        }
      } else {
        return;
      }
    }
  }

  private void timedOut() {
    Connection waiting = connection;
    if (waiting != null && waiting.isConnecting() && !waiting.isShakingHands()) {
      fail(CheckStatus.L4TOUT, CheckTexts.connectTimeout(plan, position));
    } else {
      boolean handshake = plan.method() == CheckMethod.SSL_HELLO;
      fail(handshake ? CheckStatus.L6TOUT : CheckStatus.L7TOUT, CheckTexts.timeout(plan, position));
    }
  }

  private void succeed() {
    CheckResult result = found;
    if (result != null) {
      finish(timed(result));
      return;
    }
    int code = 0;
    boolean connectOnly = plan.steps().isEmpty();
    CheckStatus status = connectOnly ? CheckStatus.L4OK : CheckStatus.L7OK;
    String info = plan.method() == CheckMethod.TCP_CHECK && !connectOnly ? "(tcp-check)" : null;
    HttpReply reply =
        plan.method() == CheckMethod.HTTPCHK ? HttpReply.parse(received, length, true) : null;
    if (reply != null) {
      code = reply.status();
    }
    finish(new CheckResult(status, code, info, worker.now() - startedAt));
  }

  private void fail(CheckStatus status, @Nullable String info) {
    fail(status, 0, info);
  }

  private void fail(CheckStatus status, int code, @Nullable String info) {
    if (status == CheckStatus.L7STS && code == 404 && plan.disableOn404()) {
      finish(new CheckResult(CheckStatus.L7OKC, code, null, worker.now() - startedAt));
      return;
    }
    String words = info;
    if (status == CheckStatus.L4CON) {
      words = CheckTexts.connectProblem(plan, position, info);
    }
    finish(new CheckResult(status, code, words, worker.now() - startedAt));
  }

  private void finish(CheckResult result) {
    if (over) {
      return;
    }
    over = true;
    cleanUp();
    report.accept(result);
  }

  private void cleanUp() {
    worker.timers().cancel(limit);
    closeConnection();
    ByteBuf rest = outgoing;
    if (rest != null) {
      outgoing = null;
      rest.release();
    }
  }

  /** A reset spares both sides a connection in TIME_WAIT for each check. */
  private void closeConnection() {
    Connection old = connection;
    if (old != null) {
      connection = null;
      if (!plan.method().lingers() && !old.isConnecting() && !old.inputEnded()) {
        old.resetOnClose();
      }
      old.close();
    }
  }
}
