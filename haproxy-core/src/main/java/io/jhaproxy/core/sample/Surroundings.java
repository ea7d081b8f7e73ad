package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.source.Location;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What expressions of one proxy may refer to when they are compiled. The generation implements it;
 * the objects handed out live as long as the generation and are read on worker threads.
 */
public interface Surroundings {
  /** Name of the proxy whose expression is compiled. */
  String proxyName();

  /** True if the proxy has a frontend side: its rules may need what only clients give. */
  default boolean isFrontend() {
    return true;
  }

  /** True if the proxy has a backend side. */
  default boolean isBackend() {
    return true;
  }

  /** Load of a backend by name, or null if there is none of that name. */
  @Nullable BackendLoad backend(String name);

  /** Load of a frontend by name, or null if there is none of that name. */
  @Nullable FrontendLoad frontend(String name);

  /** A userlist by name, or null. */
  @Nullable Userlist userlist(String name);

  /**
   * A stick table is used by an expression; it may be declared later in the files.
   *
   * @param keyword the fetch or converter that takes it
   * @param argument place of the argument, from 1
   * @param converter whether it is a converter
   * @return false if there is no such table
   */
  default boolean usesTable(String name, String keyword, int argument, boolean converter) {
    return true;
  }

  /**
   * An action tracks entries of a stick table.
   *
   * @param type of the key, or null if that is known only when it is evaluated
   * @param needsContent whether the key is looked for in the client's first bytes
   */
  default void tracks(
      String table, String action, @Nullable SampleType type, boolean needsContent) {}

  /** Numbers for variable names, one object per process. */
  VariableNames variableNames();

  /** An environment variable, or null. */
  @Nullable String environment(String name);

  /** The machine's host name. */
  String hostName();

  /**
   * The message of an {@code http-errors} section for a status, or null.
   *
   * @param section its name
   */
  default byte @Nullable [] errorFile(String section, int status) {
    return null;
  }

  /** Lines of a file, for patterns and maps. */
  List<String> readLines(String path) throws IOException;

  /** A random number 0..bound-1; injected so that tests repeat. */
  int random(int bound);

  /** Reports something that works but deserves a look. */
  void warn(String message);

  /**
   * Reports an ACL whose fetches do not work where it is used.
   *
   * @param what such as {@code acl 'x'}
   * @param why such as {@code uses keyword 'path' which is}
   */
  default void neverMatches(String what, String why, Phase phase) {
    warn(what + " will never match because it " + why + " incompatible with '" + phase + "'");
  }

  /** Reports an ACL without patterns, whose criterion needs some. */
  default void lacksPatterns(String criterion) {
    warn("ACL criterion '" + criterion + "' has no pattern: it never matches");
  }

  /** What expressions of all proxies have in common. */
  default Shared shared() {
    return new Shared();
  }

  /** Says which line is compiled next; {@link #place} counts from there. */
  default void at(Location location) {}

  /** The place of the next thing on this line. */
  default Place place() {
    return new Place(Location.NOWHERE, 0);
  }

  /** Reports something right that is not implemented; nothing that needs it may run. */
  void unfinished(String message);

  /** A backend's numbers. */
  interface BackendLoad {
    /** Usable servers (nbsrv). */
    int usableServers();

    /** Current connections (be_conn). */
    int connections();

    /** Requests in the backend's queue and in those of its servers (queue). */
    int queued();

    /** Sessions over the last second (be_sess_rate). */
    int sessionRate();

    /** All its servers, in the order of the configuration; read on worker threads. */
    default List<? extends ServerLoad> servers() {
      return List.of();
    }

    /** A server by name, or null. */
    @Nullable ServerLoad server(String name);
  }

  /** A server's numbers. */
  interface ServerLoad {
    /** True if it takes traffic (srv_is_up). */
    boolean isUp();

    /** Current connections (srv_conn). */
    int connections();

    /** Requests in its queue (srv_queue). */
    int queued();

    /** Its limit of connections at this moment, 0 for none. */
    default int maxconn() {
      return 0;
    }

    /** Its limit of queued requests, 0 for none. */
    default int maxqueue() {
      return 0;
    }

    /** Its weight at this moment in the configuration's unit (srv_weight). */
    default int weight() {
      return 1;
    }

    /** Its weight as the operator set it (srv_uweight). */
    default int userWeight() {
      return 1;
    }

    /** Its weight as configured (srv_iweight). */
    default int initialWeight() {
      return 1;
    }

    /** Sessions over the last second (srv_sess_rate). */
    default int sessionRate() {
      return 0;
    }
  }

  /** A frontend's numbers. */
  interface FrontendLoad {
    /** Current connections (fe_conn). */
    int connections();

    /** Sessions over the last second (fe_sess_rate). */
    int sessionRate();

    /** Requests over the last second (fe_req_rate). */
    default int requestRate() {
      return 0;
    }
  }
}
