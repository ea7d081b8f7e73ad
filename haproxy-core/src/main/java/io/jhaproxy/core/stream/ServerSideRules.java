package io.jhaproxy.core.stream;

import io.jhaproxy.core.acl.Test;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.rule.BackendRules;
import io.jhaproxy.core.rule.RuleSet;
import io.jhaproxy.core.stick.StickRules;
import java.util.List;

/**
 * The transport rules of a backend, compiled.
 *
 * @param content {@code tcp-request content}; the same object as the frontend's in a listen section
 * @param inspectDelay how long they may wait for bytes, milliseconds; 0: not at all
 * @param response {@code tcp-response content}
 * @param responseDelay how long they may wait for bytes of the server, milliseconds
 * @param servers {@code use-server}
 * @param persistence {@code force-persist} and {@code ignore-persist} in order
 * @param stick {@code stick} lines
 * @param traces trace filters, in order; those of the frontend in a listen section
 */
public record ServerSideRules(
    RuleSet content,
    long inspectDelay,
    RuleSet response,
    long responseDelay,
    BackendRules<Server> servers,
    List<PersistenceRule> persistence,
    StickRules stick,
    List<TraceFilter> traces) {
  /** No rules. */
  public static final ServerSideRules NONE =
      new ServerSideRules(
          RuleSet.EMPTY,
          0,
          RuleSet.EMPTY,
          0,
          BackendRules.none(),
          List.of(),
          StickRules.NONE,
          List.of());

  /**
   * {@code force-persist} or {@code ignore-persist}.
   *
   * @param force whether a server that is down is used nevertheless; else no cookie is heeded
   */
  public record PersistenceRule(boolean force, Test condition) {}

  /** Copies the list. */
  public ServerSideRules {
    persistence = List.copyOf(persistence);
    traces = List.copyOf(traces);
  }
}
