package io.jhaproxy.core.check;

import java.net.SocketAddress;

/**
 * How an agent is asked. Times are milliseconds.
 *
 * @param check what is sent and awaited
 * @param hasDynamicWeight whether weights may be other than 0 and 100 %
 */
public record AgentPlan(CheckPlan check, boolean hasDynamicWeight) {
  /** The same with another place to connect to. */
  AgentPlan to(SocketAddress other) {
    return new AgentPlan(check.to(other), hasDynamicWeight);
  }
}
