package io.jhaproxy.core.generation;

import io.jhaproxy.core.check.CheckResult;
import io.jhaproxy.core.check.ServerAgent;
import io.jhaproxy.core.stats.ServerView;
import io.jhaproxy.core.stats.StatsView;
import org.jspecify.annotations.Nullable;

/** A server's agent as the statistics see it. */
record AgentView(ServerAgent agent) implements ServerView.Check {
  @Override
  public String status() {
    CheckResult last = agent.last();
    return last == null ? "INI" : last.status().code();
  }

  @Override
  public String description() {
    CheckResult last = agent.last();
    return last == null ? "Initializing" : last.status().description();
  }

  @Override
  public boolean running() {
    return agent.isRunning();
  }

  @Override
  public long code() {
    CheckResult last = agent.last();
    return last == null || !last.status().hasCode() ? StatsView.NONE : last.code();
  }

  @Override
  public long durationMillis() {
    CheckResult last = agent.last();
    return last == null ? 0 : last.durationMillis();
  }

  @Override
  public @Nullable String lastOutput() {
    CheckResult last = agent.last();
    return last == null || running() ? null : last.info();
  }

  @Override
  public long failures() {
    return 0;
  }

  @Override
  public long downTransitions() {
    return 0;
  }

  @Override
  public int rise() {
    return 1;
  }

  @Override
  public int fall() {
    return 1;
  }

  @Override
  public int health() {
    return agent.isUp() ? 1 : 0;
  }

  @Override
  public boolean enabled() {
    return agent.isEnabled();
  }
}
