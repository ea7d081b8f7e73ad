package io.jhaproxy.core.runtime;

import io.jhaproxy.core.acl.PatternReferences;
import io.jhaproxy.core.cache.Caches;
import io.jhaproxy.core.config.Inventory;
import io.jhaproxy.core.stats.InvalidMessage;
import io.jhaproxy.core.stats.StatsView;
import io.jhaproxy.core.table.StickTable;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The running process as the commands see it. The engine implements it; every call is safe from any
 * thread, and what it tells may be a moment old.
 */
public interface RuntimeView {
  /** Proxies, servers and their counters. */
  StatsView stats();

  /** Wall clock of the start, milliseconds. */
  long startMillis();

  /** Wall clock now, milliseconds. */
  long nowMillis();

  /** Client connections so far. */
  long acceptedConnections();

  /** Requests so far. */
  long requests();

  /** The most connections of the process in one second so far. */
  long connectionRateMax();

  /** maxconnrate, 0 for none. */
  long connectionRateLimit();

  /** maxsessrate, 0 for none. */
  long sessionRateLimit();

  /**
   * The last messages of a proxy that could not be read.
   *
   * @param name its name
   * @param id its number
   * @param isFrontend whether clients connect to it, for its title
   * @param request of clients, or null
   * @param response of servers, or null
   */
  record InvalidMessages(
      String name,
      int id,
      boolean isFrontend,
      @Nullable InvalidMessage request,
      @Nullable InvalidMessage response) {}

  /** The last messages of each proxy that could not be read. */
  List<InvalidMessages> invalidMessages();

  /** Messages so far that could not be read. */
  long invalidCount();

  /** What compression costs and may cost. */
  CompressionView compression();

  /** What compression costs and may cost; bytes a second. */
  interface CompressionView {
    /** Bytes that went in over the last second. */
    long bytesIn();

    /** Bytes that came out over the last second. */
    long bytesOut();

    /** Bytes that may go in, 0 for no limit. */
    long rateLimit();

    /** Changes the limit. */
    void rateLimit(long bytesPerSecond);
  }

  /** The limit of connections that the process started with. */
  long hardConnectionLimit();

  /** Sockets that accept clients. */
  int listeners();

  /** Bytes sent to clients so far. */
  long bytesOut();

  /** {@code NAME=VALUE} of the process's environment, in order. */
  List<String> environment();

  /** What the running configuration has by name; empty where nobody keeps it. */
  List<Inventory.Item> inventory();

  /**
   * Hands all listening sockets to the process at the other end (option {@code -x}).
   *
   * @throws IOException if that is not possible
   */
  void handListeners(SocketChannel to) throws IOException;

  /**
   * Tells the process at the other end, which takes this one's place, what is known here; returns
   * when it has gone.
   */
  void handState(SocketChannel to) throws IOException;

  /** Lets counters be those of this moment, also of a process whose place this one takes. */
  void catchUp();

  /** The configurations in use, the oldest first and the current one last. */
  List<RuntimeGeneration> generations();

  /** The rings, in order of the configuration. */
  List<RuntimeRing> rings();

  /** {@code type=sint value=<3>} of a variable of the process, or null where it is not set. */
  @Nullable String processVariable(String name);

  /**
   * Sets a variable of the process.
   *
   * @param text an expression, or a format
   * @throws RefusedException if the name or the text is wrong
   */
  void setProcessVariable(String name, String text, boolean format) throws RefusedException;

  /** The caches of the running configuration. */
  Caches caches();

  /** Maps and the patterns of ACLs. */
  PatternReferences patterns();

  /** The stick tables, in the order of the configuration. */
  Collection<StickTable> tables();

  /**
   * What is known of peers.
   *
   * @param section a peers section; empty for all
   * @param names whether names of servers that were exchanged are listed
   * @throws RefusedException if there is no such section
   */
  String peers(String section, boolean names) throws RefusedException;

  /** All servers in order. */
  List<RuntimeServer> servers();

  /**
   * A server.
   *
   * @throws RefusedException if there is no such backend or server
   */
  RuntimeServer server(String backend, String name) throws RefusedException;

  /**
   * Adds a server to a backend.
   *
   * @param words its address and parameters
   * @throws RefusedException if that is not possible
   */
  void addServer(String backend, String name, List<String> words) throws RefusedException;

  /**
   * Takes a server away.
   *
   * @throws RefusedException if there is none, or it is in use
   */
  void deleteServer(String backend, String name) throws RefusedException;

  /** The backend of that name, or null. */
  @Nullable RuntimeBackend backend(String name);

  /** The frontend of that name, or null. */
  @Nullable RuntimeFrontend frontend(String name);

  /** The client connections of all workers; waits for each worker. */
  List<RuntimeSession> sessions();

  /** Ends a client connection; false if it is gone. */
  boolean endSession(long id);

  /** Sets the limit of connections of the process. */
  void maxConnections(int limit);

  /** Sets the limit of new connections in a second, 0 for none. */
  void connectionRateLimit(int limit);

  /** Sets the limit of new sessions in a second, 0 for none. */
  void sessionRateLimit(int limit);

  /**
   * Resets maxima.
   *
   * @param all whether sums are reset too; what is going on now is never
   */
  void clearCounters(boolean all);

  /** Connections so far, by worker. */
  long[] acceptedPerWorker();

  /** Connections now, by worker. */
  long[] sessionsPerWorker();

  /**
   * An open descriptor.
   *
   * @param target what the system says it is
   */
  record OpenFile(int number, String target) {}

  /** The open descriptors, as far as the system lets them be seen. */
  List<OpenFile> openFiles();

  /** The threads of the workers. */
  List<Thread> workerThreads();

  /** The running configuration, which can be changed. */
  RuntimeConfiguration configuration();

  /**
   * Notes a change in the log, with a number; all changes in their order.
   *
   * @param who where the client is connected and what it may do
   * @param command what it said
   * @param result what it was told
   */
  void audit(String who, String command, String result);

  /** How long a task waits now until each worker runs it, nanoseconds. */
  List<Long> taskLatencies();

  /** Keeps the first worker from its work for so many milliseconds. */
  void occupy(long millis);

  /** What is measured of the workers. */
  Profiling profiling();

  /** Says something to the log targets of the global section, with its syslog level. */
  void log(String text, int level);

  /** Says something on the standard error output, with a syslog level. */
  void console(String text, int level);

  /** Bytes of memory outside the Java heap that buffers hold. */
  long directMemory();

  /** Warnings of the start. */
  List<String> startupLog();
}
