package io.jhaproxy.core.stats;

import org.jspecify.annotations.Nullable;

/** One server. */
public interface ServerView extends StatsView.Rates {
  /** Name. */
  String name();

  /** Unique id within the proxy. */
  int id();

  /** Sums into the given fresh object. */
  void counters(ServerCounters into);

  /**
   * Status text as in the CSV: {@code UP}, {@code UP 1/3}, {@code DOWN}, {@code DOWN 1/2}, {@code
   * NOLB}, {@code NOLB 1/2}, {@code MAINT}, {@code MAINT (via x/y)}, {@code MAINT (resolution)},
   * {@code DRAIN}, {@code DRAIN (agent)}, {@code no check}, {@code DOWN (agent)}.
   */
  String status();

  /** Colour class and admin form's state of the row. */
  Health health();

  /** True if it is a backup server. */
  boolean backup();

  /** True if the server is usable now. */
  boolean usable();

  /** Effective weight. */
  long weight();

  /** Configured or set weight. */
  long userWeight();

  /** maxconn, 0 if none. */
  long sessionLimit();

  /** maxqueue, 0 if none. */
  long queueLimit();

  /** Most requests in the server's queue. */
  long queueMax();

  /** Seconds since the last transition. */
  long lastChangeSeconds();

  /** Total seconds of downtime. */
  long downtimeSeconds();

  /** Slow start: current percentage, or {@link #NONE}. */
  long throttlePercent();

  /** {@code proxy/server} that is tracked, or null. */
  @Nullable String tracked();

  /** Seconds since the last session, -1 if there was none. */
  long lastSessionSeconds();

  /** Address and port, IPv6 in brackets, "unix" for Unix sockets. */
  String address();

  /** Cookie value, or null. */
  @Nullable String cookie();

  /** Averages over the last 1024 requests. */
  StatsView.Averages averages();

  /** Health check, or null if there is none. */
  @Nullable Check check();

  /** Agent check, or null. */
  @Nullable Check agent();

  /** Idle connections now (srv_icur). */
  long idleConnections();

  /** pool-max-conn, or {@link #NONE} if unlimited. */
  long idleLimit();

  /** Idle connections that are safe for any stream. */
  long safeIdleConnections();

  /** Connections in use. */
  long usedConnections();

  /** Estimated need of connections. */
  long neededConnections();

  /** A server's health in the terms of the page's colours. */
  enum Health {
    /** No check. */
    NO_CHECK,
    /** Up. */
    UP,
    /** Up, going down. */
    GOING_DOWN,
    /** Down. */
    DOWN,
    /** Down, going up. */
    GOING_UP,
    /** In maintenance. */
    MAINT,
    /** Draining, or stopping (404). */
    DRAIN
  }

  /**
   * How often traffic showed as many errors in a row as error-limit says ({@code observe}), or
   * {@link StatsView#NONE}.
   */
  default long analysisFailures() {
    return StatsView.NONE;
  }

  /** A health or agent check. */
  interface Check {
    /** Short status, for instance {@code L4OK}, {@code L7STS}, {@code INI}; see column 36. */
    String status();

    /** Long text of the status, for instance {@code Layer4 check passed}. */
    String description();

    /** True while a check is running: the status is shown with a leading star. */
    boolean running();

    /** Layer 5-7 code, or {@link #NONE}. */
    long code();

    /** Duration of the last check in ms, or {@link #NONE}. */
    long durationMillis();

    /** What the last check said, for instance {@code Connection refused}, or null. */
    @Nullable String lastOutput();

    /** Failed checks while up. */
    long failures();

    /** Transitions from up to down. */
    long downTransitions();

    /** rise. */
    int rise();

    /** fall. */
    int fall();

    /** 0..rise+fall-1. */
    int health();

    /** True if checking is enabled at the moment. */
    boolean enabled();
  }
}
