package io.jhaproxy.core.stats;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The CSV of the statistics (management guide 9.1): HAProxy 2.6's columns in its order, those
 * behind the one named {@code -} from {@link ModuleColumns}.
 */
public final class StatsCsv {
  private static final List<String> FIXED =
      List.of(
          ("pxname,svname,qcur,qmax,scur,smax,slim,stot,bin,bout,dreq,dresp,ereq,econ,eresp,wretr,wredis,"
                  + "status,weight,act,bck,chkfail,chkdown,lastchg,downtime,qlimit,pid,iid,sid,throttle,"
                  + "lbtot,tracked,type,rate,rate_lim,rate_max,check_status,check_code,check_duration,"
                  + "hrsp_1xx,hrsp_2xx,hrsp_3xx,hrsp_4xx,hrsp_5xx,hrsp_other,hanafail,req_rate,"
                  + "req_rate_max,req_tot,cli_abrt,srv_abrt,comp_in,comp_out,comp_byp,comp_rsp,lastsess,"
                  + "last_chk,last_agt,qtime,ctime,rtime,ttime,agent_status,agent_code,agent_duration,"
                  + "check_desc,agent_desc,check_rise,check_fall,check_health,agent_rise,agent_fall,"
                  + "agent_health,addr,cookie,mode,algo,conn_rate,conn_rate_max,conn_tot,intercepted,dcon,"
                  + "dses,wrew,connect,reuse,cache_lookups,cache_hits,srv_icur,src_ilim,qtime_max,"
                  + "ctime_max,rtime_max,ttime_max,eint,idle_conn_cur,safe_conn_cur,used_conn_cur,"
                  + "need_conn_est,uweight,agg_server_status,agg_server_check_status,agg_check_status,-")
              .split(","));

  private static final List<String> COLUMNS =
      Stream.concat(FIXED.stream(), ModuleColumns.NAMES.stream()).toList();

  private final boolean legends;
  private final java.util.Map<String, String> row = new java.util.HashMap<>();

  /**
   * Creates a writer.
   *
   * @param legends whether addresses, cookies and algorithms are told ("stats show-legends")
   */
  public StatsCsv(boolean legends) {
    this.legends = legends;
  }

  /** Writes the header line. */
  public static void header(ByteBuf out) {
    text(out, header());
  }

  /** The header line. */
  public static String header() {
    return "# " + String.join(",", COLUMNS) + ",\n";
  }

  /** The names of the columns in order; the one called {@code -} has no values. */
  static List<String> columns() {
    return COLUMNS;
  }

  /** Writes the rows of a proxy: frontend, listeners, servers, backend. */
  public void proxy(StatsView.Proxy proxy, boolean hideDown, ByteBuf out) {
    rows(proxy, server -> !hideDown || server.usable()).forEach(each -> text(out, line(each)));
  }

  /**
   * The rows of a proxy: frontend, listeners, servers, backend.
   *
   * @param shown whether a server is wanted
   */
  public List<StatRow> rows(StatsView.Proxy proxy, Predicate<ServerView> shown) {
    List<StatRow> rows = new ArrayList<>();
    StatsView.Frontend frontend = proxy.frontend();
    if (frontend != null) {
      frontend(proxy, frontend);
      rows.add(finished(proxy, StatRow.Kind.FRONTEND, 0));
      for (StatsView.Listener listener : proxy.listeners()) {
        if (proxy.socketStats()) {
          listener(proxy, listener);
          rows.add(finished(proxy, StatRow.Kind.LISTENER, listener.id()));
        }
      }
    }
    for (ServerView server : proxy.servers()) {
      if (shown.test(server)) {
        server(proxy, server);
        rows.add(finished(proxy, StatRow.Kind.SERVER, server.id()));
      }
    }
    StatsView.Backend backend = proxy.backend();
    if (backend != null) {
      backend(proxy, backend);
      rows.add(finished(proxy, StatRow.Kind.BACKEND, 0));
    }
    return rows;
  }

  private StatRow finished(StatsView.Proxy proxy, StatRow.Kind kind, int id) {
    StatRow finished = new StatRow(kind, proxy.id(), id, row);
    row.clear();
    return finished;
  }

  /** A row as a line. */
  public static String line(StatRow row) {
    StringBuilder line = new StringBuilder();
    for (String column : COLUMNS) {
      String value = column.equals("-") ? "-" : quoted(row.values().getOrDefault(column, ""));
      line.append(value).append(',');
    }
    return line.append('\n').toString();
  }

  private static String quoted(String value) {
    if (value.indexOf(',') < 0 && value.indexOf('"') < 0 && value.indexOf('\n') < 0) {
      return value;
    }
    return '"' + value.replace("\"", "\"\"") + '"';
  }

  private static void text(ByteBuf out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void put(String column, long value) {
    if (value != StatsView.NONE) {
      row.put(column, Long.toString(value));
    }
  }

  private void put(String column, @Nullable String value) {
    if (value != null) {
      row.put(column, value);
    }
  }

  private void common(StatsView.Proxy proxy, String name, int sid, int type, String status) {
    put("pxname", proxy.name());
    put("svname", name);
    put("pid", 1);
    put("iid", proxy.id());
    put("sid", sid);
    put("type", type);
    put("status", status);
    put("mode", proxy.mode());
  }

  private void traffic(ProxyCounters c) {
    put("scur", c.scur);
    put("smax", c.smax);
    put("stot", c.stot);
    put("bin", c.bin);
    put("bout", c.bout);
    put("dreq", c.dreq);
    put("dresp", c.dresp);
    put("wrew", c.wrew);
    put("eint", c.eint);
  }

  private static boolean http(StatsView.Proxy proxy) {
    return proxy.mode().equals("http");
  }

  private void statuses(ProxyCounters c) {
    put("hrsp_1xx", c.hrsp1xx);
    put("hrsp_2xx", c.hrsp2xx);
    put("hrsp_3xx", c.hrsp3xx);
    put("hrsp_4xx", c.hrsp4xx);
    put("hrsp_5xx", c.hrsp5xx);
    put("hrsp_other", c.hrspOther);
    put("cache_lookups", c.cacheLookups);
    put("cache_hits", c.cacheHits);
  }

  private void compression(ProxyCounters c) {
    put("comp_in", c.compIn);
    put("comp_out", c.compOut);
    put("comp_byp", c.compByp);
    put("comp_rsp", c.compRsp);
  }

  private void frontend(StatsView.Proxy proxy, StatsView.Frontend frontend) {
    ProxyCounters c = new ProxyCounters();
    frontend.counters(c);
    common(proxy, "FRONTEND", 0, 0, frontend.status());
    traffic(c);
    put("slim", frontend.sessionLimit());
    put("ereq", c.ereq);
    put("rate", frontend.sessionRate());
    put("rate_lim", frontend.sessionRateLimit());
    put("rate_max", frontend.sessionRateMax());
    put("req_rate", frontend.requestRate());
    put("req_rate_max", frontend.requestRateMax());
    put("req_tot", c.reqTot);
    put("conn_rate", frontend.connectionRate());
    put("conn_rate_max", frontend.connectionRateMax());
    put("conn_tot", c.connTot);
    put("dcon", c.dcon);
    put("dses", c.dses);
    compression(c);
    ModuleColumns.side(row, http(proxy), c.scur, c.connTot, c.reqTot, c);
    if (http(proxy)) {
      statuses(c);
      put("intercepted", c.intercepted);
    }
  }

  private void listener(StatsView.Proxy proxy, StatsView.Listener listener) {
    ProxyCounters c = new ProxyCounters();
    listener.counters(c);
    common(proxy, listener.name(), listener.id(), 3, listener.status());
    traffic(c);
    put("slim", listener.sessionLimit());
    put("ereq", c.ereq);
    put("dcon", c.dcon);
    put("dses", c.dses);
    ModuleColumns.line(row);
    if (legends) {
      put("addr", listener.address());
    }
  }

  private void backend(StatsView.Proxy proxy, StatsView.Backend backend) {
    ProxyCounters c = new ProxyCounters();
    backend.counters(c);
    common(proxy, "BACKEND", 0, 1, backend.status());
    traffic(c);
    put("qcur", c.qcur);
    put("qmax", backend.queueMax());
    put("slim", backend.sessionLimit());
    put("econ", c.econ);
    put("eresp", c.eresp);
    put("wretr", c.wretr);
    put("wredis", c.wredis);
    put("weight", backend.weight());
    put("uweight", backend.userWeight());
    put("act", backend.activeServers());
    put("bck", backend.backupServers());
    put("chkdown", backend.downTransitions());
    put("lastchg", backend.lastChangeSeconds());
    if (backend.balances()) {
      put("downtime", backend.downtimeSeconds());
    }
    put("lbtot", c.lbtot);
    put("rate", backend.sessionRate());
    put("rate_max", backend.sessionRateMax());
    put("cli_abrt", c.cliAbrt);
    put("srv_abrt", c.srvAbrt);
    put("lastsess", backend.lastSessionSeconds());
    put("connect", c.connect);
    put("reuse", c.reuse);
    compression(c);
    averages(backend.averages());
    put("qtime_max", c.qtimeMax);
    put("ctime_max", c.ctimeMax);
    put("rtime_max", c.rtimeMax);
    put("ttime_max", c.ttimeMax);
    put("agg_server_status", 0);
    put("agg_server_check_status", 0);
    put("agg_check_status", 0);
    ModuleColumns.side(row, http(proxy), connections(proxy), c.connect, c.connect + c.reuse, c);
    if (http(proxy)) {
      statuses(c);
      put("req_tot", c.reqTot);
    }
    if (legends) {
      put("cookie", backend.cookie());
      put("algo", backend.algorithm());
    }
  }

  /** Connections to the servers of a proxy, in use or idle. */
  private static long connections(StatsView.Proxy proxy) {
    long sum = 0;
    for (ServerView server : proxy.servers()) {
      sum += server.usedConnections() + server.idleConnections();
    }
    return sum;
  }

  private void averages(StatsView.Averages averages) {
    put("qtime", averages.queue());
    put("ctime", averages.connect());
    put("rtime", averages.response());
    put("ttime", averages.total());
  }

  private void server(StatsView.Proxy proxy, ServerView server) {
    ServerCounters c = new ServerCounters();
    server.counters(c);
    common(proxy, server.name(), server.id(), 2, server.status());
    serverTraffic(proxy, c);
    put("qmax", server.queueMax());
    put("slim", server.sessionLimit() == 0 ? StatsView.NONE : server.sessionLimit());
    put("qlimit", server.queueLimit() == 0 ? StatsView.NONE : server.queueLimit());
    put("weight", server.weight());
    put("uweight", server.userWeight());
    put("act", server.backup() ? 0 : 1);
    put("bck", server.backup() ? 1 : 0);
    put("lastchg", server.lastChangeSeconds());
    put("throttle", server.throttlePercent());
    put("tracked", server.tracked());
    put("rate", server.sessionRate());
    put("rate_max", server.sessionRateMax());
    put("lastsess", server.lastSessionSeconds());
    averages(server.averages());
    put("srv_icur", server.idleConnections());
    put("src_ilim", server.idleLimit());
    put("idle_conn_cur", server.idleConnections() - server.safeIdleConnections());
    put("safe_conn_cur", server.safeIdleConnections());
    put("used_conn_cur", server.usedConnections());
    put("need_conn_est", server.neededConnections());
    ModuleColumns.line(row);
    if (legends) {
      put("addr", server.address());
      put("cookie", server.cookie());
    }
    ServerView.Check check = server.check();
    if (check != null) {
      put("chkfail", check.failures());
      put("chkdown", check.downTransitions());
      put("downtime", server.downtimeSeconds());
      if (!server.status().startsWith("MAINT")) {
        check("check", "last_chk", check);
      }
    }
    put("hanafail", server.analysisFailures());
    ServerView.Check agent = server.agent();
    if (agent != null) {
      check("agent", "last_agt", agent);
    }
  }

  private void serverTraffic(StatsView.Proxy proxy, ServerCounters c) {
    put("qcur", c.qcur);
    put("scur", c.scur);
    put("smax", c.smax);
    put("stot", c.stot);
    put("bin", c.bin);
    put("bout", c.bout);
    put("dresp", c.dresp);
    put("econ", c.econ);
    put("eresp", c.eresp);
    put("wretr", c.wretr);
    put("wredis", c.wredis);
    put("wrew", c.wrew);
    put("eint", c.eint);
    put("lbtot", c.lbtot);
    put("cli_abrt", c.cliAbrt);
    put("srv_abrt", c.srvAbrt);
    put("connect", c.connect);
    put("reuse", c.reuse);
    put("qtime_max", c.qtimeMax);
    put("ctime_max", c.ctimeMax);
    put("rtime_max", c.rtimeMax);
    put("ttime_max", c.ttimeMax);
    if (http(proxy)) {
      put("hrsp_1xx", c.hrsp1xx);
      put("hrsp_2xx", c.hrsp2xx);
      put("hrsp_3xx", c.hrsp3xx);
      put("hrsp_4xx", c.hrsp4xx);
      put("hrsp_5xx", c.hrsp5xx);
      put("hrsp_other", c.hrspOther);
      put("req_tot", c.reqTot);
    }
  }

  private void check(String prefix, String last, ServerView.Check check) {
    put(prefix + "_status", (check.running() ? "* " : "") + check.status());
    put(prefix + "_code", check.code());
    put(prefix + "_duration", check.durationMillis());
    put(prefix + "_desc", check.description());
    put(prefix + "_rise", check.rise());
    put(prefix + "_fall", check.fall());
    put(prefix + "_health", check.health());
    String output = check.lastOutput();
    put(last, output == null && !check.status().equals("INI") ? "" : output);
  }
}
