package io.jhaproxy.core.runtime;

import io.jhaproxy.core.stats.ServerView;
import io.jhaproxy.core.stats.StatsView;
import org.jspecify.annotations.Nullable;

/** A server as commands see and change it; safe from any thread. */
public interface RuntimeServer {
  /** What the statistics say of it. */
  ServerView view();

  /** Name of its backend. */
  String backend();

  /** Number of its backend. */
  int backendId();

  /** Whether the configuration gives the backend's number. */
  boolean hasForcedBackendId();

  /** Whether the configuration gives the server's number. */
  boolean hasForcedId();

  /** IP address, or null for a unix socket. */
  @Nullable String ip();

  /** Port, 0 for a unix socket. */
  int port();

  /** Host name of the configuration, or null. */
  @Nullable String hostName();

  /** 0 stopped, 1 starting, 2 running, 3 stopping. */
  int operationalState();

  /**
   * Bits: 1 maintenance, 2 and 16 that or drain of whom it follows, 4 disabled by the
   * configuration, 8 drain, 32 no address.
   */
  int adminState();

  /** Weight as set. */
  int userWeight();

  /** Weight of the configuration. */
  int initialWeight();

  /** Whether weights may be other than 0 and 100 %. */
  boolean hasDynamicWeight();

  /** Number of the last check's outcome, 1 if there was none. */
  int checkStatus();

  /** 0 unknown, 2 failed, 3 passed, 4 passed with reservations. */
  int checkResult();

  /** Position between down and up. */
  int checkHealth();

  /** Bits: 1 running, 2 configured, 4 enabled, 8 paused. */
  int checkState();

  /** Port of checks where it is another one, else 0. */
  int checkPort();

  /** Address of checks where it is another one, else null. */
  @Nullable String checkAddress();

  /** Port of agent checks of the configuration, else 0. */
  int agentPort();

  /** Address of agent checks of the configuration, else null. */
  @Nullable String agentAddress();

  /** Whether it has an agent that is asked. */
  boolean hasAgent();

  /** Bits: 1 running, 2 configured, 4 enabled, 16 agent; 0 without an agent. */
  int agentState();

  /** Sets where the agent is; the address stays where it is null, the port where it is -1. */
  void agentTarget(@Nullable String ip, int port);

  /** Sets what the agent is sent. */
  void agentSend(String text);

  /** Milliseconds after which unused idle connections are closed. */
  long purgeDelay();

  /** The most connections that were in use. */
  long usedMax();

  /** Idle connections of each worker. */
  int[] idlePerWorker();

  /** Whether it has health checks. */
  boolean hasCheck();

  /** Sets the weight, 0 to 256. */
  void weight(int value);

  /** Sets the limit of slots, 0 for none. */
  void maxconn(int value);

  /** Sets the address; the port stays where it is -1. */
  void address(String ip, int port);

  /** Sets where checks go; the address stays where it is null, the port where it is -1. */
  void checkTarget(@Nullable String ip, int port);

  /** An operation of the statistics page; false if it changes nothing or is not possible. */
  boolean apply(StatsView.Admin.Operation operation);
}
