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
    List<? extends ServerView> servers();

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
    boolean apply(ServerView server, Operation operation);
  }
}
