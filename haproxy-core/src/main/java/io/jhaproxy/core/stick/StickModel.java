package io.jhaproxy.core.stick;

import io.jhaproxy.core.config.RuleStatement;
import io.jhaproxy.core.sample.SampleType;
import org.jspecify.annotations.Nullable;

/**
 * A {@code stick} line (manual 4.2).
 *
 * @param kind {@code on}, {@code match}, {@code store-request} or {@code store-response}
 * @param expression what the key is
 * @param type type of the key, or null if that is known only when it is evaluated
 * @param table the table's name
 * @param condition {@code if} or {@code unless} with what follows; no words: always
 */
public record StickModel(
    String kind,
    String expression,
    @Nullable SampleType type,
    String table,
    RuleStatement condition) {
  /** Whether the line leads streams to servers. */
  public boolean matches() {
    return kind.equals("on") || kind.equals("match");
  }

  /** Whether the line stores the server with a key of the request. */
  public boolean storesRequest() {
    return kind.equals("on") || kind.equals("store-request");
  }

  /** Whether the line stores the server with a key of the response. */
  public boolean storesResponse() {
    return kind.equals("store-response");
  }
}
