package io.jhaproxy.core.stats;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The run-time objects as the statistics page and the CSV see them. The engine implements it;
 * reading may happen on any worker, so values may be a moment old but every call is safe. Numbers
 * that do not exist are {@link #NONE}; texts that do not exist are null; both show as an empty
 * column.
 */
public interface StatsView {
  /** A number that does not exist. */
  long NONE = Long.MIN_VALUE;

  /** Facts about the process (head of the page). */
  Process process();

  /** All proxies in the order in which they are shown (order of the configuration). */
  List<? extends Proxy> proxies();

  /** The run-time operations of the page's admin form. */
  Admin admin();

  /** Facts about the process. */
  interface Process {
    /** Process id. */
    long pid();

    /** Node name ("node" or the host name). */
    String node();

    /** Description ("description" of the global section), or null. */
    @Nullable String description();

    /** Version shown on the page. */
    String version();

    /** Release date shown on the page, for instance {@code 2026/11/21}. */
    String releaseDate();

    /** Seconds since the start. */
    long uptimeSeconds();

    /** Number of worker threads. */
    int threads();

    /** Limit of the process' memory in megabytes, 0 if unlimited. */
    long memoryLimitMegabytes();

    /** ulimit-n. */
    long maxFileDescriptors();

    /** maxsock: sockets that could be open at most. */
    long maxSockets();

    /** maxconn of the process. */
    long maxConnections();

    /** maxpipes. */
    long maxPipes();

    /** Current connections. */
    long connections();

    /** Pipes in use and free. */
    long pipes();

    /** Connections per second. */
    long connectionRate();

    /** Bits per second sent. */
    long bitRate();

    /** Running tasks. */
    long runningTasks();

    /** All tasks. */
    long tasks();

    /** Idle time of the workers in percent. */
    int idlePercent();

    /** Workers wanting to stop: true during a soft stop. */
    boolean stopping();
  }

  /** One proxy section. */
  interface Proxy {
    /** Section name. */
    String name();

    /** Unique id ("id", 1 and up). */
    int id();

    /** "tcp", "http", "health" ... */
    String mode();

    /** Description of the proxy, or null. */
    @Nullable String description();

    /** Frontend side, or null for a backend. */
    @Nullable Frontend frontend();

    /** Backend side, or null for a frontend. */
    @Nullable Backend backend();

    /** Listeners; shown only if the proxy has "option socket-stats". */
    List<? extends Listener> listeners();

    /** True if the proxy has "option socket-stats". */
    boolean socketStats();

    /** Servers in the order of the configuration. */
    List<? extends Server> servers();

    /** Names of declared captures, userlists and the like: nothing the page needs; reserved. */
    default @Nullable String legend() {
      return null;
    }
  }

  /** Rates of one object, events per second: over the last second, the limit, the largest seen. */
  interface Rates {
    /** Sessions over the last second. */
    long sessionRate();

    /** Most sessions in a second. */
    long sessionRateMax();
  }

  /** The frontend side of a proxy. */
  interface Frontend extends Rates {
    /** Sums into the given fresh object. */
    void counters(ProxyCounters into);

    /** OPEN, FULL, STOP, PAUSED. */
    String status();

    /** maxconn. */
    long sessionLimit();

    /** rate-limit sessions, 0 if none. */
    long sessionRateLimit();

    /** HTTP requests over the last second. */
    long requestRate();

    /** Most HTTP requests in a second. */
    long requestRateMax();

    /** Connections over the last second. */
    long connectionRate();

    /** Most connections in a second. */
    long connectionRateMax();
  }

  /** The backend side of a proxy. */
  interface Backend extends Rates {
    /** Sums into the given fresh object. */
    void counters(ProxyCounters into);

    /** UP or DOWN. */
    String status();

    /** fullconn. */
    long sessionLimit();

    /** Most requests in the backend's queue. */
    long queueMax();

    /** Effective weight of all usable servers. */
    long weight();

    /** Configured weight of all usable servers. */
    long userWeight();

    /** Usable active servers. */
    int activeServers();

    /** Usable backup servers. */
    int backupServers();

    /** Transitions of the whole backend to down. */
    long downTransitions();

    /** Seconds since the last transition. */
    long lastChangeSeconds();

    /** Total seconds of downtime. */
    long downtimeSeconds();

    /** Seconds since the last session, -1 if there was none. */
    long lastSessionSeconds();

    /** Persistence cookie's name, or null. */
    @Nullable String cookie();

    /** Balance algorithm as in the configuration, for instance {@code roundrobin}. */
    String algorithm();

    /** Averages over the last 1024 requests, ms. */
    Averages averages();

    /** True if the proxy balances (has servers to choose from): false shows no server columns. */
    boolean balances();
  }

  /** Average times over the last 1024 requests, milliseconds. */
  interface Averages {
    /** Queue. */
    long queue();

    /** Connect. */
    long connect();

    /** Response. */
    long response();

    /** Total. */
    long total();
  }

  /** A listening socket. */
  interface Listener {
    /** Name of the bind line, or {@code sock-N}. */
    String name();

    /** Unique id within the proxy. */
    int id();

    /** Address and port, "unix" for Unix sockets. */
    String address();

    /** OPEN, FULL, WAITING. */
    String status();

    /** maxconn of the bind line. */
    long sessionLimit();

    /** Sums into the given fresh object. */
    void counters(ProxyCounters into);
  }

  /** One server. */
  interface Server extends Rates {
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
    Averages averages();

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
  }

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

  /** Operations of the admin form on one server; each returns true if it was done. */
  interface Admin {
    /** One operation of the form. */
    enum Operation {
      /** Set state to READY. */
      READY,
      /** Set state to DRAIN. */
      DRAIN,
      /** Set state to MAINT. */
      MAINT,
      /** Health: disable checks. */
      DISABLE_HEALTH,
      /** Health: enable checks. */
      ENABLE_HEALTH,
      /** Health: force UP. */
      HEALTH_UP,
      /** Health: force NOLB. */
      HEALTH_NOLB,
      /** Health: force DOWN. */
      HEALTH_DOWN,
      /** Agent: disable checks. */
      DISABLE_AGENT,
      /** Agent: enable checks. */
      ENABLE_AGENT,
      /** Agent: force UP. */
      AGENT_UP,
      /** Agent: force DOWN. */
      AGENT_DOWN,
      /** Kill sessions. */
      SHUTDOWN_SESSIONS
    }

    /** Applies the operation to the server; false if it changes nothing or is not possible. */
    boolean apply(Server server, Operation operation);
  }
}
