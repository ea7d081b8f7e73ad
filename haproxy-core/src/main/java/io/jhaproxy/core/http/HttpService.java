package io.jhaproxy.core.http;

import io.jhaproxy.core.rule.RuleContext;
import io.jhaproxy.core.rule.Service;

/** A service that is asked about every request: the statistics page, a monitor URI. */
public interface HttpService extends Service {
  /** Whether this request is for the service. */
  boolean accepts(RuleContext request);
}
