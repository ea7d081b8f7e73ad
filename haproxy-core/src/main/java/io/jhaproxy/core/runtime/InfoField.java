package io.jhaproxy.core.runtime;

import io.jhaproxy.core.stats.StatsView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One value of {@code show info}: name, tags, description, and where it comes from. */
final class InfoField {
  private static final long MEGABYTE = 1024 * 1024;
  private static final List<InfoField> ALL = build();

  private final String name;
  private final String tags;
  private final String type;
  private final String description;
  private final @Nullable Function<RuntimeView, Object> value;
  private final @Nullable Function<RuntimeView, Object> exact;

  private InfoField(
      String name,
      String tags,
      String type,
      String description,
      @Nullable Function<RuntimeView, Object> value,
      @Nullable Function<RuntimeView, Object> exact) {
    this.name = name;
    this.tags = tags;
    this.type = type;
    this.description = description;
    this.value = value;
    this.exact = exact;
  }

  /** All fields; the position of a field is its number. */
  static List<InfoField> all() {
    return ALL;
  }

  String name() {
    return name;
  }

  String description() {
    return description;
  }

  /** Origin, nature and scope. */
  String tags(boolean floats) {
    return floats && exact != null && tags.equals("MGP") ? "MRP" : tags;
  }

  /** The type of a value. */
  String type(Object shown, boolean floats) {
    return floats && exact != null ? "flt" : type;
  }

  /** The value; null if the process has none. */
  @Nullable Object value(RuntimeView view, boolean floats) {
    Function<RuntimeView, Object> source = floats && exact != null ? exact : value;
    Object found = source == null ? "" : source.apply(view);
    return found.equals("") ? null : found;
  }

  private static List<InfoField> build() {
    Builder b = new Builder();
    product(b);
    limits(b);
    rates(b);
    others(b);
    return List.copyOf(b.fields);
  }

  /** Collects fields in order. */
  private static final class Builder {
    private final List<InfoField> fields = new ArrayList<>();

    void text(String name, String tags, String words, Function<RuntimeView, Object> value) {
      fields.add(new InfoField(name, tags, "str", words, value, null));
    }

    void number(String name, String tags, String words, Function<RuntimeView, Object> value) {
      fields.add(new InfoField(name, tags, "u32", words, value, null));
    }

    void large(String name, String tags, String words, Function<RuntimeView, Object> value) {
      fields.add(new InfoField(name, tags, "u64", words, value, null));
    }

    void exact(
        String name,
        String tags,
        String words,
        Function<RuntimeView, Object> value,
        Function<RuntimeView, Object> exact) {
      fields.add(new InfoField(name, tags, "u32", words, value, exact));
    }

    /** A rate of something that is not there. */
    void noRate(String name, String tags, String words) {
      exact(name, tags, words, v -> 0L, v -> 0L);
    }

    void none(String name, String tags, String words) {
      number(name, tags, words, v -> 0L);
    }

    void unused() {
      fields.add(new InfoField("", "", "", "", null, null));
    }
  }

  private static StatsView.Process process(RuntimeView view) {
    return view.stats().process();
  }

  private static void product(Builder b) {
    b.text("Name", "POS", "name of the product that this stands in for", v -> "HAProxy");
    b.text("Version", "POS", "version of it", v -> process(v).version());
    b.text("Release_date", "POS", "date of the release", v -> process(v).releaseDate());
    b.number("Nbthread", "CGS", "worker threads", v -> process(v).threads());
    b.number("Nbproc", "CGS", "worker processes, always 1", v -> 1L);
    b.number("Process_num", "KGP", "number of this process, always 1", v -> 1L);
    b.number("Pid", "SGP", "process id", v -> process(v).pid());
    b.text("Uptime", "MDP", "time since the start", v -> InfoCommands.uptime(process(v)));
    b.exact(
        "Uptime_sec",
        "MDP",
        "seconds since the start",
        v -> process(v).uptimeSeconds(),
        v -> (v.nowMillis() - v.startMillis()) / 1000.0);
  }

  private static void limits(Builder b) {
    b.number("Memmax_MB", "CLP", "limit of memory, MB, 0 for none", v -> 0L);
    b.number("PoolAlloc_MB", "MGP", "memory taken from the system, MB", v -> taken() / MEGABYTE);
    b.number("PoolUsed_MB", "MGP", "memory in use, MB", v -> used() / MEGABYTE);
    b.none("PoolFailed", "MCP", "failed allocations");
    b.number("Ulimit-n", "CLP", "limit of open files", v -> process(v).maxFileDescriptors());
    b.number("Maxsock", "CLP", "limit of sockets", v -> process(v).maxSockets());
    b.number("Maxconn", "CLP", "limit of connections", v -> process(v).maxConnections());
    b.number(
        "Hard_maxconn", "CLP", "limit of connections at the start", v -> v.hardConnectionLimit());
    b.number("CurrConns", "MGP", "connections now", v -> process(v).connections());
    b.number("CumConns", "MCP", "connections so far", RuntimeView::acceptedConnections);
    b.number("CumReq", "MCP", "requests so far", RuntimeView::requests);
    b.none("MaxSslConns", "MMP", "limit of TLS connections, 0 for none");
    b.none("CurrSslConns", "MGP", "TLS connections now");
    b.none("CumSslConns", "MCP", "TLS connections so far");
    b.number("Maxpipes", "CLP", "limit of pipes, 0 for none", v -> process(v).maxPipes());
    b.number("PipesUsed", "MGP", "pipes in use", v -> process(v).pipes());
    b.none("PipesFree", "MGP", "pipes kept for use");
  }

  private static void rates(Builder b) {
    b.exact(
        "ConnRate",
        "MRP",
        "connections in the last second",
        v -> process(v).connectionRate(),
        v -> process(v).connectionRate());
    b.number("ConnRateLimit", "CLP", "maxconnrate", RuntimeView::connectionRateLimit);
    b.number("MaxConnRate", "MMP", "most connections in one second", v -> v.connectionRateMax());
    b.exact(
        "SessRate",
        "MRP",
        "sessions in the last second",
        v -> process(v).connectionRate(),
        v -> process(v).connectionRate());
    b.number("SessRateLimit", "CLP", "maxsessrate", RuntimeView::sessionRateLimit);
    b.number("MaxSessRate", "MRP", "most sessions in one second", v -> v.connectionRateMax());
    b.noRate("SslRate", "MRP", "TLS connections in the last second");
    b.none("SslRateLimit", "CLP", "maxsslrate");
    b.none("MaxSslRate", "MMP", "most TLS connections in one second");
    b.noRate("SslFrontendKeyRate", "MGP", "TLS keys made for clients in the last second");
    b.none("SslFrontendMaxKeyRate", "MMP", "most TLS keys made for clients in one second");
    b.noRate("SslFrontendSessionReuse_pct", "MGP", "clients that resumed a TLS session, percent");
    b.noRate("SslBackendKeyRate", "MRP", "TLS keys made with servers in the last second");
    b.none("SslBackendMaxKeyRate", "MMP", "most TLS keys made with servers in one second");
    b.none("SslCacheLookups", "MCP", "lookups in the cache of TLS sessions");
    b.none("SslCacheMisses", "MCP", "lookups there that found nothing");
    b.exact(
        "CompressBpsIn",
        "MRP",
        "bytes into compression in the last second",
        v -> v.compression().bytesIn(),
        v -> v.compression().bytesIn());
    b.exact(
        "CompressBpsOut",
        "MRP",
        "bytes out of compression in the last second",
        v -> v.compression().bytesOut(),
        v -> v.compression().bytesOut());
    b.number(
        "CompressBpsRateLim",
        "CLP",
        "limit of bytes into compression in a second",
        v -> v.compression().rateLimit());
    b.unused();
    b.unused();
  }

  private static void others(Builder b) {
    b.number("Tasks", "MGP", "what waits for time or events", v -> process(v).tasks());
    b.number("Run_queue", "MGP", "what wants to run now", v -> process(v).runningTasks());
    b.number("Idle_pct", "MaP", "idle time of the workers, percent", v -> process(v).idlePercent());
    b.text("node", "COS", "name of the node", v -> process(v).node());
    b.fields.add(
        new InfoField(
            "description",
            "COS",
            "str",
            "description of the node",
            v -> {
              String text = process(v).description();
              return text == null ? "" : text;
            },
            null));
    b.number("Stopping", "MGP", "1 while stopping", v -> process(v).stopping() ? 1L : 0L);
    b.number(
        "Jobs",
        "MGP",
        "connections and listeners",
        v -> process(v).connections() + v.listeners() + 1);
    b.none("Unstoppable Jobs", "MGP", "jobs that a stop does not wait for");
    b.number("Listeners", "MGP", "listening sockets", v -> (long) v.listeners());
    b.none("ActivePeers", "MGP", "peers in contact");
    b.none("ConnectedPeers", "MGP", "peers connected");
    b.none("DroppedLogs", "MGP", "log lines that were lost");
    b.none("BusyPolling", "MGP", "1 if workers never sleep");
    b.none("FailedResolutions", "MGP", "failed resolutions of names");
    b.large("TotalBytesOut", "MGP", "bytes sent so far", RuntimeView::bytesOut);
    b.large("TotalSplicdedBytesOut", "MGP", "of these through kernel pipes", v -> 0L);
    b.large("BytesOutRate", "MRP", "bytes sent in the last second", v -> process(v).bitRate() / 8);
    b.none("DebugCommandsIssued", "MGP", "debug commands so far");
    b.none("CumRecvLogs", "MCP", "log messages received so far");
    b.text("Build info", "POS", "version with its build", v -> process(v).version());
    b.none("Memmax_bytes", "CLP", "limit of memory, bytes, 0 for none");
    b.large("PoolAlloc_bytes", "MGP", "memory taken from the system, bytes", v -> taken());
    b.large("PoolUsed_bytes", "MGP", "memory in use, bytes", v -> used());
    b.exact(
        "Start_time_sec",
        "MDP",
        "wall clock of the start, seconds",
        v -> v.startMillis() / 1000,
        v -> v.startMillis() / 1000.0);
    b.text("Tainted", "SGP", "experimental features in use", v -> "0");
  }

  private static long taken() {
    return Runtime.getRuntime().totalMemory();
  }

  private static long used() {
    return taken() - Runtime.getRuntime().freeMemory();
  }
}
