package io.jhaproxy.core.check;

import io.jhaproxy.core.net.SocketOptions;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done in each check of one server; immutable. Times are milliseconds.
 *
 * @param method which check it is, for texts
 * @param target where to connect to
 * @param source local address, or null
 * @param via what stands between
 * @param steps what is sent and expected, in order
 * @param connectTimeout limit for the connection
 * @param readTimeout limit for all after it; 0: the connect timeout counts for everything
 * @param inter pause between checks of a steady server
 * @param fastInter pause while the state may change
 * @param external the program that checks instead of a connection, or null
 * @param downInter pause while the server is down
 */
public record CheckPlan(
    CheckMethod method,
    SocketAddress target,
    @Nullable SocketAddress source,
    Via via,
    List<Step> steps,
    long connectTimeout,
    long readTimeout,
    long inter,
    long fastInter,
    long downInter,
    int rise,
    int fall,
    boolean disableOn404,
    @Nullable ExternalCommand external) {
  /** Copies the steps. */
  public CheckPlan {
    steps = List.copyOf(steps);
  }

  /** The same with another place to connect to. */
  public CheckPlan to(SocketAddress other) {
    return new CheckPlan(
        method,
        other,
        source,
        via,
        steps,
        connectTimeout,
        readTimeout,
        inter,
        fastInter,
        downInter,
        rise,
        fall,
        disableOn404,
        external);
  }

  /** The same with other steps. */
  CheckPlan with(List<Step> others) {
    return new CheckPlan(
        method,
        target,
        source,
        via,
        others,
        connectTimeout,
        readTimeout,
        inter,
        fastInter,
        downInter,
        rise,
        fall,
        disableOn404,
        external);
  }

  /**
   * What stands between a check and its server.
   *
   * @param socks4 a SOCKS4 proxy, or null
   * @param proxyHeader version of the PROXY header ahead of the check, 0 for none
   * @param options how its sockets are made
   */
  public record Via(@Nullable SocketAddress socks4, int proxyHeader, SocketOptions options) {
    /** Nothing. */
    public static final Via NOTHING = new Via(null, 0, SocketOptions.PLAIN);
  }

  /** One thing to do. */
  public sealed interface Step {
    /** Its number as written, from 1, comments counted. */
    int number();

    /** The text a failure is reported with; empty for none. */
    String comment();

    /** Connect (again); to the plan's target where the address is null. */
    record Connect(int number, @Nullable SocketAddress target, String comment) implements Step {}

    /** Send bytes. */
    @SuppressWarnings("ArrayRecordComponent") // shared read-only; equality is not used
    record Send(int number, byte[] data, String comment) implements Step {}

    /** Wait for an answer that fits. */
    record Expect(int number, Expectation expectation, String comment) implements Step {}
  }
}
